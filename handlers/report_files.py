"""A report as a file to keep, for whoever presses the button below it."""

from sqlalchemy import Connection

from bot.domain.chats import may_link
from bot.domain.errors import Refused
from bot.domain.plans import PlanState
from bot.rendering.message import Answer, Document, Message
from bot.rendering.report_buttons import FileKind
from bot.rendering.reports import title
from handlers.context import Context
from handlers.house import House
from handlers.report_work import filed
from handlers.reporting import Wanted, seen_now
from storage import pages, plans

_ENDED = (PlanState.DONE, PlanState.MISSED)


async def send(context: Context, wanted: Wanted, kind: FileKind) -> None:
    """The file in private; in a group for members of the page and administrators of the group."""
    if wanted.private:
        await context.answer(Answer((await _made(context.house, wanted, kind),)))
        return
    await _check_may(context, wanted)
    made = await _made(context.house, wanted, kind)
    thread = wanted.link.thread_id if wanted.link else None

    def keep(connection: Connection) -> Answer:
        answer, page_id = Answer((made,)), wanted.page.id
        context.house.tell(connection, context.chat_id, answer, page_id=page_id, thread_id=thread)
        return Answer(notice=context.asker.texts.plain("report-file-comes"))

    await context.keep(keep)


async def _check_may(context: Context, wanted: Wanted) -> None:
    """Refused("report-not-for-you") for who only reads along."""
    asker = context.asker
    member = await context.read(lambda c: pages.find(c, wanted.page.id, member=asker.id))
    if member is None and not may_link(await context.house.standing(context.chat_id, asker.id)):
        raise Refused("report-not-for-you")


async def _made(house: House, wanted: Wanted, kind: FileKind) -> Message:
    seen, texts = await seen_now(house, wanted), wanted.texts
    span = seen.report.period
    of_time = await house.store.study(
        lambda c: plans.between(c, [wanted.page.id], span.since, span.until, states=_ENDED)
    )
    content: bytes = await house.compute(filed, kind, seen, of_time, texts)
    name = f"{texts.plain('report-file-name')}-{span.days(texts.zone)[1]}.{kind}"
    said = f"{title(seen, texts)}\n\n{texts(f'report-{kind}-ready')}"
    return Message(said, document=Document.of_bytes(name, content))
