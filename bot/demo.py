"""An admin's first fortnight, played through the playground without a person; or her page's file.

All figures of the fortnight are invented. Everything is left in `var/demo/`: the pictures, the conversation.
"""

import asyncio
import csv
import io
import random
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from time import monotonic
from typing import Any, Final
from zoneinfo import ZoneInfo

import httpx

from bot.language.texts import Language, Texts
from bot.play import at_rest, playing

FOLDER: Final = Path("var/demo")
DATABASE: Final = "demo.db"
_ZONE: Final = ZoneInfo("Asia/Tehran")
_MORNING: Final = time(10)
_NIGHT: Final = time(20, 30)
"""After the evening's list of posts to count."""
_PATIENCE_SECONDS: Final = 30.0
_IMPORT_SECONDS: Final = 120.0
_QUIET_SECONDS: Final = 0.2
"""How long nothing more must come before an answer counts as complete."""

Json = dict[str, Any]


class _Unexpected(Exception):
    """What should have come did not."""


class _Show:
    """Prints the conversation, and keeps it and its pictures."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for old in (*folder.glob("*.png"), *folder.glob("transcript.txt")):
            old.unlink()
        self.folder = folder
        self._transcript = folder / "transcript.txt"
        self._pictures = 0

    def line(self, text: str = "") -> None:
        """One line, on the screen and in the transcript."""
        print(text, flush=True)
        with self._transcript.open("a", encoding="utf-8") as transcript:
            transcript.write(text + "\n")

    def said(self, who: str, text: str, *below: str) -> None:
        """What somebody said, and what stands below it."""
        self.line(f"{who}:")
        for line in (*text.split("\n"), *below):
            self.line(f"    {line}" if line else "")

    def picture(self, data: bytes) -> Path:
        """Keeps a picture under the next number."""
        self._pictures += 1
        path = self.folder / f"{self._pictures:02}.png"
        path.write_bytes(data)
        return path


class _Admin:
    """Somebody who talks to the bot over HTTP, as a person would, and shows what is said."""

    def __init__(self, http: httpx.AsyncClient, show: _Show, person: int, name: str, bot: str) -> None:
        self._http = http
        self._show = show
        self._database = show.folder / DATABASE
        self._person = person
        self._name = name
        self._bot = bot
        self._seq = 0
        self._keyboard: list[list[str]] = []
        self._last: Json = {}
        self.now = datetime.now(_ZONE)

    @staticmethod
    async def join(http: httpx.AsyncClient, show: _Show, name: str) -> "_Admin":
        """Somebody who was not there before."""
        made = (await http.post("/play/people", json={"first_name": name, "language_code": "fa"})).json()
        bot = (await http.get("/play/state")).json()["me"]["first_name"]
        return _Admin(http, show, made["id"], name, bot)

    async def says(self, text: str, then: str | None = None) -> str:
        """Writes a text; what came back, once `then` is among its words and buttons."""
        self._show.said(self._name, text)
        await self._asks("/play/say", text=text)
        return await self._hears(then)

    async def presses(self, label: str, then: str | None = None) -> str:
        """Presses the newest button of that label; what came back."""
        self._show.said(self._name, f"[{label}]")
        await self._asks("/play/press", label=label)
        return await self._hears(then)

    async def presses_number(self, number: int, then: str | None = None) -> str:
        """Presses a button of the first row under the bot's last message, counted from 1."""
        row = (self._last.get("buttons") or [[]])[0]
        if len(row) < number:
            raise _Unexpected(f"{number} buttons under the last message")
        return await self.presses(row[number - 1]["label"], then)

    async def sends(self, name: str, content: bytes, then: str) -> str:
        """Sends a file; what came back."""
        self._show.said(self._name, f"({name}, {len(content):,} bytes)")
        fields = {"person": str(self._person), "chat": str(self._person)}
        answer = await self._http.post("/play/file", data=fields, files={"file": (name, content)})
        answer.raise_for_status()
        return await self._hears(then, seconds=_IMPORT_SECONDS)

    async def waits(self, days: int = 1) -> None:
        """Lets days go by, each with its evening, and hears what comes of itself meanwhile."""
        for _ in range(days):
            await self.until(_NIGHT)
            await self.until(_MORNING)

    async def until(self, hour: time) -> str:
        """Lets time go by until an hour of the page's day; what came of itself.

        Nothing that is due is left for later: it would come amid what she says next.
        """
        told = (await self._http.get("/play/time")).json()["now"]
        now = datetime.fromisoformat(told).astimezone(_ZONE)
        there = self.now = datetime.combine(now.date() + timedelta(days=now.time() >= hour), hour, _ZONE)
        forward = (there - now).total_seconds()
        (await self._http.post("/play/time", json={"forward": forward})).raise_for_status()
        if there.date() != now.date():
            self._show.line(f"\n──── {there:%A %d %B %Y} " + "─" * 40)
        try:
            await at_rest(self._database, there, _PATIENCE_SECONDS)
        except TimeoutError:
            raise _Unexpected("what is due") from None
        return "\n".join([text for event in await self._events(0) for text in await self._take(event)])

    async def _asks(self, path: str, **body: Any) -> Any:
        answer = await self._http.post(path, json={"person": self._person, "chat": self._person, **body})
        if answer.is_error:
            raise _Unexpected(f"{body}: {answer.json()}")
        return answer.json()

    async def _hears(self, then: str | None, seconds: float = _PATIENCE_SECONDS) -> str:
        """All that the bot says until `then` was said (or anything at all) and it is quiet again."""
        heard: list[str] = []
        deadline = monotonic() + seconds
        while monotonic() < deadline:
            enough = bool(heard) if then is None else any(then in text for text in heard)
            events = await self._events(_QUIET_SECONDS if enough else deadline - monotonic())
            if enough and not events:
                return "\n".join(heard)
            for event in events:
                heard += await self._take(event)
        raise _Unexpected(then or "an answer")

    async def _events(self, wait: float) -> list[Json]:
        query = {"after": self._seq, "wait": max(0.0, min(wait, 50.0))}
        found = (await self._http.get("/play/events", params=query)).json()
        self._seq = found["next"]
        events: list[Json] = found["events"]
        return events

    async def _take(self, event: Json) -> list[str]:
        """Shows an event of this chat; its words and buttons."""
        if event["type"] == "answer" and event["person"] == self._person and event["text"]:
            self._show.said(f"{self._bot} (notice)", event["text"])
            return [event["text"]]
        if event["type"] not in ("message", "edit") or event["chat"] != self._person:
            return []
        message = event["message"]
        if not message["from"]["is_bot"]:
            return []
        self._last = message
        rows = [[button["label"] for button in row] for row in message["buttons"]]
        below = [_in_brackets(row) for row in rows]
        if message["keyboard"] and message["keyboard"] != self._keyboard:
            self._keyboard = message["keyboard"]
            below += ["(keyboard)", *(_in_brackets(row) for row in self._keyboard)]
        text = message.get("text", message.get("caption", ""))
        if message["photo"]:
            data = (await self._http.get(message["photo"]["url"])).content
            below.insert(0, f"(picture: {self._show.picture(data)})")
        self._show.said(self._bot + (" (edits)" if event["type"] == "edit" else ""), text, *below)
        return [text, *(label for row in rows for label in row)]


async def demonstrate(page: Path | None) -> None:
    """Plays the fortnight, or sends the file `page` and has it compared. Exits with 1 where it goes wrong."""
    content = await asyncio.to_thread(_content, page) if page is not None else b""
    show = _Show(FOLDER)
    began = monotonic()
    for old in FOLDER.glob(f"{DATABASE}*"):
        old.unlink()
    try:
        async with (
            playing(FOLDER / DATABASE) as playground,
            httpx.AsyncClient(base_url=playground.url, timeout=70) as http,
        ):
            mina = await _Admin.join(http, show, "مینا")
            if page is None:
                await _fortnight(mina)
            else:
                await _file(mina, page.name, content)
    except _Unexpected as missing:
        show.line(f"\nThe demo stopped: this did not come: {missing}")
        raise SystemExit(1) from None
    show.line(f"\nDone in {monotonic() - began:.0f} s. Pictures and transcript.txt are in {show.folder}/.")


def _content(page: Path) -> bytes:
    try:
        return page.read_bytes()
    except OSError as error:
        raise SystemExit(f"The demo cannot read {page}: {error.strerror}.") from None


async def _begins(admin: _Admin, label: "_Labels", page_name: str) -> None:
    await admin.says("/start", then=label("form-cancel"))
    await admin.says(page_name, then=page_name)


async def _imports(admin: _Admin, label: "_Labels", name: str, content: bytes) -> None:
    """A file, through its preview; columns that we do not know are left aside."""
    shown = await admin.sends(name, content, then=label("form-cancel"))
    if label("import-ignore-rest") in shown:
        shown = await admin.presses(label("import-ignore-rest"), then=label("import-choose-columns"))
    elif label("import-ignore") in shown:
        shown = await admin.presses(label("import-ignore"), then=label("import-choose-columns"))
    go = next((line for line in shown.split("\n") if line.startswith("✅")), None)
    if go is None:
        raise _Unexpected("a preview that can be imported")
    await admin.presses(go, then=label("import-by-weekday"))


async def _file(admin: _Admin, name: str, content: bytes) -> None:
    """A file, then its comparisons, each by a button and each on interactions alone as well."""
    label = _Labels("fa")
    await _begins(admin, label, "گالری من")
    await _imports(admin, label, name, content)
    by_weekday = await admin.presses(label("import-by-weekday"), then=label("compare-by-kind"))
    if label("compare-on-plain") in by_weekday:
        by_weekday = await admin.presses(label("compare-on-plain"), then=label("compare-by-kind"))
    if label("compare-details") in by_weekday:
        await admin.presses(label("compare-details"))
    on_followers = label("compare-on-followers")
    if on_followers in by_weekday:
        await admin.presses(on_followers, then=label("compare-by-kind"))
    await admin.presses(label("import-by-kind"), then=label("compare-by-weekday"))


async def _fortnight(mina: _Admin) -> None:
    label = _Labels("fa")
    kept, again = label("undo"), label("form-cancel")
    await mina.until(_MORNING)
    await _begins(mina, label, "گالری مینا")
    await mina.says(label("go-sample"), then=label("compare-record"))
    await mina.says("فالوورا شد ۴۸۵۳ 🥳", then=kept)
    await mina.says("کاروسل ۸ اسلاید، ۱۶۴ لایک، ۱۲ کامنت، ۳۰ ذخیره، ریچ ۳ هزار، دیروز ساعت ۱۲", then=kept)
    await mina.presses(label("post-edit"), then=label("field-likes"))
    await mina.presses(label("field-likes"), then=again)
    await mina.says("۱۷۴", then=kept)
    await mina.says(label("go-compare"), then=label("compare-by-weekday"))

    await mina.until(_NIGHT)
    await mina.says("۱۹۸ لایک ۱۳ کامنت ۳۴ سیو", then=kept)
    await mina.until(_MORNING)
    await mina.says(label("go-post"), then=label("kind-photo"))
    await mina.presses(label("kind-photo"), then=again)
    await mina.says("۷۲ لایک ۵ کامنت", then=label("when-yesterday"))
    await mina.presses(label("when-yesterday"), then=kept)

    await mina.waits()
    await mina.says("ریلز ۱/۲k بازدید ۲۱۰ لایک ۱۸ کامنت دیروز ۹ شب", then=again)
    await mina.presses_number(2, then=kept)

    await mina.waits()
    await mina.says("عکس ۸۰ لایک ۶ کامنت ریچ ۵۰ دیروز", then=label("option-without-reach"))
    await mina.presses(label("option-without-reach"), then=kept)

    await mina.waits()
    await mina.says("عسک ۶۶ لایک ۴ کامنت دیروز", then=kept)
    await mina.says("عسک ۶۶ لایک ۴ کامنت دیروز", then=label("option-same"))
    await mina.presses(label("option-same"))

    await mina.waits()
    await mina.says("ریلز ۲۱۵ لایک ۱۴ کامنت دیروز ۹ شب", then=kept)
    await mina.says("ریلز ۲۱۵۰ لایک ۱۴ کامنت دیروز ۹ شب", then=kept)
    await mina.says("/undo", then=label("undone-post"))

    for line, days in _LINES:
        await mina.waits(days)
        heard = await mina.says(line, then=kept)
        if label("go-followers") in heard:
            await mina.presses(label("go-followers"), then=again)
            await mina.says("۴۹۲۰", then=kept)

    await mina.waits()
    await mina.says("مقایسه", then=label("compare-details"))
    await mina.presses(label("compare-details"))
    await mina.presses(label("compare-by-weekday"), then=label("compare-by-kind"))
    await mina.says(label("go-file"))
    await _imports(mina, label, "before.csv", _earlier_posts(mina.now))
    await mina.presses(label("import-by-weekday"), then=label("compare-by-kind"))
    await mina.presses(label("compare-by-kind"), then=label("compare-by-weekday"))
    for language in ("ar", "en"):
        there = _Labels(language)
        await mina.says(f"/language {language}", then=there("language-chosen"))
        await mina.says("/compare", then=there("compare-details"))


_LINES: Final[Sequence[tuple[str, int]]] = (
    ("عکس مانتو یلدا، ۷۷ لایک، ۳ کامنت، دیروز ظهر", 1),
    ("ریلز ۲۳۰ لایک ۲۱ کامنت ۶۰ سیو دیروز ۹ شب", 1),
    ("۵۸ لایک ۶ کامنت عکس دیروز", 1),
    ("ریلز ۱۸۸ لایک ۱۲ کامنت دیروز ساعت ۲۱", 1),
    ("عکس ۷۰ لایک ۵ نظر دیروز", 1),
    ("ریلز ۲۴۱ لایک ۱۹ کامنت دیروز ۹ شب", 1),
    ("ریلز ۲۰۲ لایک ۱۶ کامنت دیروز ۹ شب", 1),
    ("کاروسل ۵ اسلاید ۱۵۱ لایک ۱۱ کامنت دیروز ساعت ۱۲", 1),
)
"""What she writes in the second week, and after how many days; the figures are invented."""


def _earlier_posts(now: datetime) -> bytes:
    """An invented table of her ninety posts before she came, with Thursdays that did better."""
    chance = random.Random(1405)
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["post_id", "published_at", "kind", "likes", "comments", "followers_at_publishing"])
    for days in range(110, 20, -1):
        published = (now - timedelta(days=days)).replace(hour=17, minute=30, second=0, microsecond=0)
        kind = chance.choice(("photo", "photo", "reel", "carousel"))
        usual = {"photo": 75, "reel": 200, "carousel": 150}[kind]
        likes = usual * chance.lognormvariate(0, 0.2) * (1.8 if published.weekday() == 3 else 1)
        writer.writerow(
            [f"before-{days}", published.isoformat(), kind, round(likes), round(likes / 14), 4840 - 6 * days]
        )
    return table.getvalue().encode("utf-8-sig")


def _in_brackets(labels: Sequence[str]) -> str:
    return " ".join(f"[{label}]" for label in labels)


class _Labels:
    """What stands on buttons, and sentences without facts, in one language."""

    def __init__(self, language: Language) -> None:
        self._texts = Texts(language=language)

    def __call__(self, key: str) -> str:
        return self._texts.plain(key)
