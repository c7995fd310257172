"""The command line. Nothing is imported at the top: spawned workers read this file as well."""


def main() -> None:
    """Runs the command that was asked for."""
    from bot.commands import cli

    cli()


if __name__ == "__main__":
    main()
