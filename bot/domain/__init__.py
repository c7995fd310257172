"""What the assistant knows, as plain Python: no I/O, no Telegram, no clock."""
