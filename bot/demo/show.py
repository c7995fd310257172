"""What the demo leaves: the conversation on the screen and in a file, and its pictures."""

from collections.abc import Sequence
from pathlib import Path


class Unexpected(Exception):
    """What should have come did not."""


class Show:
    """Prints the conversation, and keeps it and its pictures."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for old in (*folder.glob("*.png"), *folder.glob("transcript.txt")):
            old.unlink()
        self.folder = folder
        self._transcript = folder / "transcript.txt"
        self._pictures = 0

    def line(self, text: str = "") -> None:
        """One line, on the screen and in the transcript."""
        print(text, flush=True)
        with self._transcript.open("a", encoding="utf-8") as transcript:
            transcript.write(text + "\n")

    def said(self, who: str, text: str, *below: str) -> None:
        """What somebody said, and what stands below it."""
        self.line(f"{who}:")
        for line in (*text.split("\n"), *below):
            self.line(f"    {line}" if line else "")

    def picture(self, data: bytes) -> Path:
        """Keeps a picture under the next number."""
        self._pictures += 1
        path = self.folder / f"{self._pictures:02}.png"
        path.write_bytes(data)
        return path


def in_brackets(labels: Sequence[str]) -> str:
    """Buttons as a line of text."""
    return " ".join(f"[{label}]" for label in labels)
