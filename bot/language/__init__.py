"""Persian, Arabic and English: what people write is read here, and what they read is written here."""
