"""What is the same line."""

from __future__ import annotations

from bot.domain.lines import fingerprint


def test_the_same_line_differs_in_nothing_but_space_and_capitals():
    assert fingerprint("Reel  5 LIKES\n") == fingerprint("reel 5 likes")
    assert fingerprint("reel 5 likes") != fingerprint("reel 6 likes")
