"""Every setting, typed, read once from the environment and from `.env`."""

import re
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_FREE_PER_SECOND = 30
"""What Telegram takes from a bot for nothing."""
_TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{1,100}")


class SettingsError(Exception):
    """Settings that the program cannot start with; the text names each, what is wrong, and an example."""


def _empty_as_none(value: Any) -> Any:
    return None if value == "" else value


class Settings(BaseSettings):
    """What operators may choose. The description of each is what `.env.example` and the README show."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore")

    bot_token: Annotated[SecretStr | None, BeforeValidator(_empty_as_none)] = Field(
        None,
        description="The bot's token from @BotFather; without it `run` plays in a local playground.",
        examples=["123456:AAexample"],
    )
    bot_api_url: str = Field(
        "https://api.telegram.org",
        description="The root of the Bot API; a Bot API server of your own works too.",
        examples=["https://api.telegram.org"],
    )
    proxy_url: Annotated[str | None, BeforeValidator(_empty_as_none)] = Field(
        None,
        description="A proxy on the way to Telegram: http, https, socks4 or socks5.",
        examples=["socks5://127.0.0.1:1080"],
    )
    database_url: str = Field(
        "sqlite+aiosqlite:///var/adminyar.db",
        description="Where everything is remembered: an SQLite file.",
        examples=["sqlite+aiosqlite:///var/adminyar.db"],
    )
    default_language: Literal["fa", "ar", "en"] = Field(
        "fa",
        description="The language for people whose Telegram speaks none of ours.",
        examples=["fa"],
    )
    default_timezone: str = Field(
        "Asia/Tehran",
        description="The zone of a page until its admin chooses another.",
        examples=["Asia/Tehran"],
    )
    channel_preview_url: Annotated[str | None, BeforeValidator(_empty_as_none)] = Field(
        "https://t.me/s/",
        description="Where public channels show their posts: for views and older posts. Empty: off.",
        examples=["https://t.me/s/"],
    )
    allow_paid_broadcast: bool = Field(
        False,
        description="Whether Telegram may charge Stars for reminders above 30 a second.",
        examples=["false"],
    )
    broadcast_per_second: int = Field(
        28,
        ge=1,
        le=1000,
        description="How many messages a second are sent unasked; above 30 only with ALLOW_PAID_BROADCAST.",
        examples=["28"],
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="How much is logged.", examples=["INFO"]
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="Log lines for people or for machines.", examples=["text"]
    )
    time_url: Annotated[str | None, BeforeValidator(_empty_as_none)] = Field(
        None,
        description="For play and tests only: where to ask what time it is.",
        examples=["http://127.0.0.1:8081/play/time"],
    )

    @field_validator("bot_token")
    @classmethod
    def _token_has_its_shape(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not _TOKEN.fullmatch(token.get_secret_value()):
            raise ValueError("is not a token: digits, a colon, then letters and digits")
        return token

    @field_validator("bot_api_url")
    @classmethod
    def _address_is_a_root(cls, url: str) -> str:
        if not re.match(r"https?://[^/\s]+", url):
            raise ValueError("is not an http or https address")
        return url.rstrip("/")

    @field_validator("channel_preview_url")
    @classmethod
    def _preview_is_an_address(cls, url: str | None) -> str | None:
        if url is not None and not re.match(r"https?://[^/\s]+", url):
            raise ValueError("is not an http or https address")
        return url and url.rstrip("/") + "/"

    @field_validator("proxy_url")
    @classmethod
    def _proxy_is_of_a_known_kind(cls, url: str | None) -> str | None:
        if url is not None and not re.match(r"(https?|socks4|socks5)://[^/\s]+", url):
            raise ValueError("is no proxy that we can use")
        return url

    @field_validator("database_url")
    @classmethod
    def _database_is_sqlite(cls, url: str) -> str:
        if not re.match(r"sqlite(\+aiosqlite)?:///.+", url) or url.endswith(":memory:"):
            raise ValueError("names no SQLite file")
        return url

    @field_validator("default_timezone")
    @classmethod
    def _zone_is_known(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("is no zone of the IANA database") from error
        return zone

    @field_validator("broadcast_per_second")
    @classmethod
    def _pace_is_free_or_paid_for(cls, per_second: int, others: ValidationInfo) -> int:
        if per_second > _FREE_PER_SECOND and not others.data.get("allow_paid_broadcast"):
            raise ValueError(f"is above {_FREE_PER_SECOND}, which needs ALLOW_PAID_BROADCAST=true")
        return per_second

    @property
    def database_path(self) -> Path:
        """The SQLite file."""
        return Path(self.database_url.split(":///", 1)[1])

    @property
    def token(self) -> str:
        """The token itself; it goes to Telegram and nowhere else."""
        if self.bot_token is None:
            raise SettingsError(_line("BOT_TOKEN", "is missing"))
        return self.bot_token.get_secret_value()


def read_settings(**overrides: Any) -> Settings:
    """The settings from the environment. SettingsError says what is wrong, never the value of a secret."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        lines = [
            _line(str(e["loc"][0]).upper(), e["msg"].removeprefix("Value error, ")) for e in error.errors()
        ]
        raise SettingsError("\n".join(lines)) from None


def _line(name: str, wrong: str) -> str:
    examples = Settings.model_fields[name.lower()].examples or [""]
    return f"{name} {wrong}. For example: {name}={examples[0]}"
