"""What can be refused. An error carries a catalogue key and facts, never a sentence."""


class Refused(Exception):
    """A request that cannot be met; `key` names the sentence that says what happened and what to do next."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts
