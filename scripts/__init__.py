"""Programs for whoever changes the project; nothing of them runs with the bot."""
