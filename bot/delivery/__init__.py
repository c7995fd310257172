"""The way out to Telegram: the only rooms that know Telegram's types of messages."""

from bot.delivery.losses import Ending
from bot.delivery.target import Target
from bot.delivery.troubles import Trouble, Why
from bot.delivery.way_out import Delivery, Speed

__all__ = ["Delivery", "Ending", "Speed", "Target", "Trouble", "Why"]
