"""A local Telegram: its Bot API, its people, its faults and its time.

A bot that works here works outside, because refusals, limits and timing are modelled after the real service.
Nothing in this package imports the rest of the project, and its core knows nothing of HTTP.
"""
