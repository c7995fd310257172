"""A local Telegram: the Bot API on one side, people and a chat page on the other."""
