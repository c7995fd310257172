"""Adminyar: a companion in Telegram for people who run pages, channels and small shops."""
