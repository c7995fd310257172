"""How late something that was due comes, and what is made of that."""

from datetime import datetime, timedelta
from enum import StrEnum

PUNCTUAL = timedelta(minutes=5)
"""So late nobody calls late."""
STALE = timedelta(hours=12)
"""What is later than this no longer comes by itself, but gathered into one message."""


class Lateness(StrEnum):
    """How late something due comes."""

    ON_TIME = "on-time"
    LATE = "late"
    STALE = "stale"


def lateness(due_at: datetime, now: datetime) -> Lateness:
    """Whether something due comes on time, late (to be said so), or too late to come by itself."""
    late = now - due_at
    if late <= PUNCTUAL:
        return Lateness.ON_TIME
    return Lateness.LATE if late < STALE else Lateness.STALE
