"""Ids with types of their own, so that one cannot be passed for another."""

from typing import NewType

PersonId = NewType("PersonId", int)
"""A Telegram user's id."""
ChatId = NewType("ChatId", int)
"""A Telegram chat's id; in a private chat it equals the person's."""
PageId = NewType("PageId", int)
PostId = NewType("PostId", int)
ReadingId = NewType("ReadingId", int)
DraftId = NewType("DraftId", int)
ChangeId = NewType("ChangeId", int)
ImportId = NewType("ImportId", int)
InvitationId = NewType("InvitationId", int)
PlanId = NewType("PlanId", int)
SeriesId = NewType("SeriesId", int)
"""A plan that repeats."""
GoalId = NewType("GoalId", int)
ReportId = NewType("ReportId", int)
CustomerId = NewType("CustomerId", int)
OwedId = NewType("OwedId", int)
