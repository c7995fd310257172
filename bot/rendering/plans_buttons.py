"""What the buttons of plans carry."""

from dataclasses import dataclass

from bot.domain.identity import ChatId, PlanId
from bot.rendering.payloads import Payload, payload


@payload("pn")
@dataclass(frozen=True, slots=True)
class PlanDo(Payload):
    """Does something to one version of a plan.

    `done`, `posted` (it was a post after all), `hour`, `tomorrow`, `skip`, `again`, `delete`, `show`,
    `caption`; `edit` and `edit.<field>`;
    `publish`, `keep` (no more publishing), `approve`, `retry`,
    `text` (goes out without a picture), `preview`.
    """

    plan: PlanId
    version: int
    do: str


@payload("pc")
@dataclass(frozen=True, slots=True)
class PlanChannel(Payload):
    """Says to which channel a plan publishes itself."""

    plan: PlanId
    version: int
    chat: ChatId


@payload("cs")
@dataclass(frozen=True, slots=True)
class ChatSwitch(Payload):
    """Switches what the bot may do in a chat: `reminds`, `approves`, `reports`; `show` shows it all."""

    chat: ChatId
    switch: str
