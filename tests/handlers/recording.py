"""A post's line, and what was kept of it."""

from __future__ import annotations

from typing import Any

from bot.domain.posts import COUNTS

LINE = "کاروسل ۸ اسلاید، ۱۲۰۰ لایک، ۴۵ کامنت، ۸۰ ذخیره، ریچ ۱۵ هزار، دیروز ساعت ۱۲"


def told(post: dict[str, Any]) -> dict[str, Any]:
    """What is known of a post, without what is only for us."""
    names = ("kind", "slides", "topic", "campaign", "link", "followers_at_publishing", *COUNTS)
    return {name: post[name] for name in names if post[name] is not None}
