"""The tables, a module for each subject. Others read them by name: only a migration changes them."""

from storage.schema.base import metadata
from storage.schema.bundles import bundles
from storage.schema.chats import chat_messages, chats
from storage.schema.customers import (
    customer_answers,
    customer_thresholds,
    customers,
    owed_answers,
    praises,
    purchases,
    tip_answers,
)
from storage.schema.goals import goal_figures, goals
from storage.schema.people import headers, members, pages, people
from storage.schema.planning import plan_series, plans
from storage.schema.posts import asks, attachments, follower_counts, imports, pictures, posts, readings
from storage.schema.reports import reports
from storage.schema.team import invitations, team_events
from storage.schema.trust import advice_given, advice_schedules, trust_answers
from storage.schema.work import alarms, changes, deliveries, drafts, inbox

__all__ = [
    "advice_given",
    "advice_schedules",
    "alarms",
    "asks",
    "attachments",
    "bundles",
    "changes",
    "chat_messages",
    "chats",
    "customer_answers",
    "customer_thresholds",
    "customers",
    "deliveries",
    "drafts",
    "follower_counts",
    "goal_figures",
    "goals",
    "headers",
    "imports",
    "inbox",
    "invitations",
    "members",
    "metadata",
    "owed_answers",
    "pages",
    "people",
    "pictures",
    "plan_series",
    "plans",
    "posts",
    "praises",
    "purchases",
    "readings",
    "reports",
    "team_events",
    "tip_answers",
    "trust_answers",
]
