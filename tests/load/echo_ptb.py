"""A bare python-telegram-bot echo bot, as its documentation shows it: default transport, own Updater."""

import os

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

_AT_ONCE = 64


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Says what was said."""
    if update.message is not None and update.message.text is not None:
        await update.message.reply_text(update.message.text)


def main() -> None:
    """Echoes until killed."""
    root, token = os.environ["BOT_API_URL"], os.environ["BOT_TOKEN"]
    application = (
        Application.builder().token(token).base_url(f"{root}/bot").concurrent_updates(_AT_ONCE).build()
    )
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


if __name__ == "__main__":
    main()
