"""What the command line can do."""

import asyncio
import errno
from pathlib import Path
from typing import Annotated

import typer

from bot.logs import set_up_logs
from bot.settings import Settings, SettingsError, read_settings

PLAY_PORT = 8081

cli = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # they would print local variables, the token among them
    help="Adminyar: a companion for page admins.",
)


def _failed(why: str, status: int = 1) -> typer.Exit:
    """The end of the program, with a word on what to do about it."""
    typer.echo(why, err=True)
    return typer.Exit(status)


def _settings(**overrides: object) -> Settings:
    try:
        settings = read_settings(**overrides)
    except SettingsError as error:
        raise _failed(f"Adminyar cannot start:\n{error}") from None
    set_up_logs(settings)
    return settings


@cli.command()
def run() -> None:
    """Runs the bot; without BOT_TOKEN, in a local playground."""
    settings = _settings()
    if settings.bot_token is None:
        play(port=PLAY_PORT, lang=settings.default_language)
        return
    from telegram.error import InvalidToken

    from bot.app import App
    from storage.database import AlreadyRunning

    app = App(settings)
    try:
        app.open()
        app.settle()
        asyncio.run(app.serve())
    except AlreadyRunning:
        raise _failed(f"Another process serves {settings.database_path}: stop it first.") from None
    except InvalidToken:
        raise _failed("Telegram does not know this BOT_TOKEN: copy it anew from @BotFather.") from None


@cli.command()
def play(
    port: Annotated[int, typer.Option(help="The port of the chat page.")] = PLAY_PORT,
    lang: Annotated[str, typer.Option(help="The first person's language: fa, ar or en.")] = "fa",
) -> None:
    """Runs the bot in a local Telegram with a chat page."""
    from bot.play import play_forever
    from storage.database import AlreadyRunning

    if lang not in {"fa", "ar", "en"}:
        raise _failed("--lang is fa, ar or en.", 2)
    _settings()
    try:
        asyncio.run(play_forever(port, lang))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        why = f"Port {port} is taken: stop what listens there, or name another with --port."
        raise _failed(why) from None
    except AlreadyRunning:
        raise _failed("Another playground runs on the same database: stop it first.") from None


@cli.command()
def demo(
    page: Annotated[Path | None, typer.Option(help="A CSV file of posts to send to the bot.")] = None,
) -> None:
    """Plays an admin's first days through the playground, and prints the conversation."""
    from bot.demo import demonstrate
    from bot.demo.show import Unexpected

    _settings(log_level="WARNING")
    try:
        asyncio.run(demonstrate(page))
    except Unexpected:
        raise typer.Exit(1) from None
    except OSError as error:
        if page is None:
            raise
        typer.echo(f"The demo cannot read {page}: {error.strerror}.", err=True)
        raise typer.Exit(1) from None


@cli.command()
def migrate() -> None:
    """Brings the database to this version."""
    from storage.migrate import current
    from storage.migrate import migrate as bring

    settings = _settings()
    settings.database_path.parent.mkdir(parents=True, exist_ok=True)
    bring(settings.database_path)
    typer.echo(f"{settings.database_path}: {current(settings.database_path)}")


@cli.command()
def export(
    page: Annotated[int, typer.Option(help="The page's number.")],
    out: Annotated[Path, typer.Option(help="The ZIP file to write.")],
) -> None:
    """Writes everything of a page into a ZIP file; the bot may be running."""
    from datetime import UTC, datetime
    from zoneinfo import ZoneInfo

    from bot.domain.comparison import DEFAULT_DAYS
    from bot.domain.identity import PageId, PersonId
    from bot.domain.people import person_in
    from handlers.asker import texts_for
    from handlers.export_work import PICTURES, packed, picture
    from handlers.looking import Looked

    settings = _settings()
    if not settings.database_path.exists():
        raise _failed(f"There is no database at {settings.database_path}.")
    usual = person_in(settings.default_language, PersonId(0))
    texts = texts_for(usual, ZoneInfo(settings.default_timezone))
    at = Looked(settings.database_path, PageId(page), datetime.now(UTC), DEFAULT_DAYS)
    made = [(what, png) for what in PICTURES if (png := picture(what, at, texts)) is not None]
    found = packed(at.file, at.page, made)
    if found is None:
        raise _failed(f"There is no page {page}.")
    out.write_bytes(found.content)
    typer.echo(f"{out}: {found.posts} posts")


@cli.command()
def check() -> None:
    """Checks the settings, the database, the token; exit 1 with what is wrong."""
    from bot.checks import problems

    found = asyncio.run(problems(_settings()))
    for problem in found:
        typer.echo(problem, err=True)
    if found:
        raise typer.Exit(1)
    typer.echo("All is well.")
