"""Logs: ids and outcomes for people or machines, never texts, never a token."""

import logging
import re
import sys
from typing import Any

import structlog
from structlog.types import EventDict, WrappedLogger

from bot.settings import Settings

_TOKEN = re.compile(r"\d{6,20}:[A-Za-z0-9_-]{20,}")
_IN_ADDRESS = re.compile(r"/bot[^/\s\"']+")
_PASSWORD = re.compile(r"(://[^/\s:@]*:)[^/\s@]+@")


def redacted(line: str) -> str:
    """A log line without tokens and passwords, wherever they stand in it."""
    line = _IN_ADDRESS.sub("/bot***", line)
    line = _TOKEN.sub("***", line)
    return _PASSWORD.sub(r"\1***@", line)


class _Redacting:
    """Renders a line and takes out what must not be read."""

    def __init__(self, renderer: Any) -> None:
        self._renderer = renderer

    def __call__(self, logger: WrappedLogger, name: str, event: EventDict) -> str:
        return redacted(str(self._renderer(logger, name, event)))


_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
"""What is added to each line, be it ours or a library's."""


def _renderers(log_format: str) -> list[Any]:
    if log_format == "json":
        # Local variables are what people typed.
        traced = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
        return [
            structlog.processors.ExceptionRenderer(traced),
            _Redacting(structlog.processors.JSONRenderer(ensure_ascii=False)),
        ]
    console = structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
    )
    return [_Redacting(console)]


def set_up_logs(settings: Settings) -> None:
    """Sends all logs, our own and the libraries', through one redacting formatter to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_SHARED,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_renderers(settings.log_format),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level)
    for chatty in ("httpx", "httpcore", "apscheduler", "telegram", "aiohttp", "alembic"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, root.level))
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
