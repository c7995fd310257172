"""What all tests share: logs are collected instead of printed, so that a test can ask what went wrong."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from hypothesis import settings

# Where many run the same tests, the same cases; elsewhere new ones each time.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("new", deadline=None)
settings.load_profile("same" if os.environ.get("CI") else "new")

_events: list[dict[str, Any]] = []


def _collect(_logger: object, level: str, event: dict[str, Any]) -> dict[str, Any]:
    _events.append({**event, "level": level})
    raise structlog.DropEvent


structlog.configure(processors=[_collect])


@pytest.fixture
def logged() -> Iterator[list[dict[str, Any]]]:
    """What is logged during a test, each event with its level."""
    _events.clear()
    yield _events
    _events.clear()
