"""Messages, buttons and pictures, made out of domain values."""
