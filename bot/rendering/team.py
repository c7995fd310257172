"""A page's team: who belongs to it, how somebody is let in, who did what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from markupsafe import Markup

from bot.domain.identity import InvitationId, PageId, PersonId
from bot.domain.pages import Page, Role
from bot.domain.team import RANK, REMEMBERED, Doing, Invitation, Member
from bot.language.texts import Texts
from bot.rendering.message import Button, Message, Rows, button, in_rows
from bot.rendering.payloads import Payload, payload

DOINGS_A_PAGE = 15
_SHOWN = 60


@payload("tm")
@dataclass(frozen=True, slots=True)
class TeamDo(Payload):
    """Does something to a page's team.

    `show`, `invite`, `invite.<role>`, `leave`, `leave!`; and to a member `member`, `role.<role>`, `remove`,
    `remove!`, `hand`, `hand!`. What ends in «!» was asked about once more.
    """

    page: PageId
    member: PersonId | None
    do: str


@payload("tl")
@dataclass(frozen=True, slots=True)
class TeamDoings(Payload):
    """Lists who did what to a page, newest first, from the `offset`-th on."""

    page: PageId
    offset: int


@payload("ti")
@dataclass(frozen=True, slots=True)
class InvitationRevoke(Payload):
    """Takes an invitation back."""

    invitation: InvitationId


@payload("tj")
@dataclass(frozen=True, slots=True)
class InvitationAnswer(Payload):
    """Answers an invitation, of which only its token tells: an id could be guessed."""

    token: str
    accepted: bool


def team_card(page: Page, members: Sequence[Member], texts: Texts, me: PersonId) -> Message:
    """Everybody who belongs to a page; for its owners with what they can do to each."""
    lines = [_line(member, texts, me) for member in members]
    said = [texts("team-title", page=page.name), Markup("\n").join(lines[:_SHOWN])]
    if len(lines) > _SHOWN:
        said.append(texts("team-rest", more=len(lines) - _SHOWN))
    return Message(Markup("\n\n").join(said), buttons=_ways(page, members, texts, me))


def _line(member: Member, texts: Texts, me: PersonId) -> Markup:
    name, role = name_of(member.name, texts), texts(f"team-role-{member.role}")
    return texts("team-line-you" if member.id == me else "team-line", name=name, role=role)


def _ways(page: Page, members: Sequence[Member], texts: Texts, me: PersonId) -> Rows:
    leave = button(texts.plain("team-leave"), TeamDo(page.id, None, "leave"))
    if page.role is not Role.OWNER:
        return ((leave,),)
    others = [
        button(name_of(member.name, texts).unescape(), TeamDo(page.id, member.id, "member"))
        for member in members[:_SHOWN]
        if member.id != me
    ]
    invite = button(texts.plain("team-invite"), TeamDo(page.id, None, "invite"))
    doings = button(texts.plain("team-doings"), TeamDoings(page.id, 0))
    return (*in_rows(others), (invite, doings), *(((leave,),) if others else ()))


def member_card(page: Page, member: Member, texts: Texts) -> Message:
    """One member, with the other roles that she could have."""
    roles = [role for role in reversed(RANK) if role is not member.role and role is not Role.OWNER]
    ways = [
        button(texts.plain(f"team-make-{role}"), TeamDo(page.id, member.id, f"role.{role}")) for role in roles
    ]
    if member.role is not Role.OWNER:
        ways.append(button(texts.plain("team-make-owner"), TeamDo(page.id, member.id, "role.owner")))
        ways.append(button(texts.plain("team-hand"), TeamDo(page.id, member.id, "hand")))
    ways.append(button(texts.plain("team-remove"), TeamDo(page.id, member.id, "remove")))
    said = texts(
        "team-member",
        name=name_of(member.name, texts),
        page=page.name,
        role=texts(f"team-role-{member.role}"),
        may=texts(f"team-may-{member.role}"),
    )
    return Message(said, buttons=(*in_rows(ways), (_back(page.id, texts),)))


def sure(page: Page, member: Member | None, do: str, texts: Texts) -> Message:
    """Asks once more before somebody goes, or ownership does."""
    name = name_of(member.name, texts) if member else Markup()
    yes = button(texts.plain(f"team-{do}-yes"), TeamDo(page.id, member.id if member else None, f"{do}!"))
    return Message(texts(f"team-{do}-sure", name=name, page=page.name), ((yes,), (_back(page.id, texts),)))


def which_role(page: Page, texts: Texts) -> Message:
    """Asks what an invited person shall be allowed to do."""
    lines = [
        texts("team-role-line", role=texts(f"team-role-{role}"), may=texts(f"team-may-{role}"))
        for role in reversed(RANK)
    ]
    ways = [
        button(texts.plain(f"team-invite-{role}"), TeamDo(page.id, None, f"invite.{role}"))
        for role in reversed(RANK)
    ]
    said = Markup("\n\n").join([texts("team-invite-ask", page=page.name), Markup("\n").join(lines)])
    return Message(said, buttons=((ways[1], ways[2]), (ways[0],), (_back(page.id, texts),)))


def invitation_card(made: Invitation, link: str, texts: Texts, now: datetime) -> Message:
    """A fresh invitation with its link, shown this once."""
    facts = {"page": made.page_name, "role": texts(f"team-role-{made.role}")}
    said = texts("invitation-made", until=texts.moment(made.ends_at, now=now), link=link, **facts)
    pass_on = urlencode({"url": link, "text": texts.plain("invitation-pass-on", **facts)})
    ways = (
        Button(texts.plain("invitation-send"), url=f"https://t.me/share/url?{pass_on}"),
        Button(texts.plain("invitation-copy"), copy=link),
    )
    revoke = button(texts.plain("invitation-revoke"), InvitationRevoke(made.id))
    return Message(said, buttons=(ways, (revoke,), (_back(made.page_id, texts),)))


def invitation_question(found: Invitation, token: str, by: str | None, texts: Texts) -> Message:
    """Asks whoever opened an invitation's link whether she wants to join."""
    said = texts(
        "invitation-question",
        name=name_of(by, texts),
        page=found.page_name,
        role=texts(f"team-role-{found.role}"),
        may=texts(f"team-may-{found.role}"),
    )
    ways = (
        button(texts.plain("invitation-yes"), InvitationAnswer(token, accepted=True)),
        button(texts.plain("invitation-no"), InvitationAnswer(token, accepted=False)),
    )
    return Message(said, buttons=(ways,))


def doings_card(page: Page, found: Sequence[Doing], offset: int, texts: Texts, now: datetime) -> Message:
    """Who did what, newest first. `found` may hold one more than is shown: then there is an older part."""
    lines = [_doing(doing, texts, now) for doing in found[:DOINGS_A_PAGE]]
    title = texts("team-doings-title", page=page.name, days=REMEMBERED.days)
    said = [title, Markup("\n").join(lines) if lines else texts("team-doings-none")]
    turns = []
    if offset > 0:
        newer = TeamDoings(page.id, max(0, offset - DOINGS_A_PAGE))
        turns.append(button(texts.plain("team-doings-newer"), newer))
    if len(found) > DOINGS_A_PAGE:
        older = TeamDoings(page.id, offset + DOINGS_A_PAGE)
        turns.append(button(texts.plain("team-doings-older"), older))
    rows = ((*turns,), (_back(page.id, texts),)) if turns else ((_back(page.id, texts),),)
    return Message(Markup("\n\n").join(said), buttons=rows)


def _doing(doing: Doing, texts: Texts, now: datetime) -> Markup:
    facts = {name: value for name, value in doing.facts.items() if name == "name"}
    key = f"did-{doing.what}"
    what = texts(
        key if texts.has(key) else "did-other",
        name=name_of(facts.get("name"), texts),
        role=texts(f"team-role-{doing.facts['role']}") if "role" in doing.facts else Markup(),
    )
    line = texts("team-doing", when=texts.moment(doing.at, now=now), name=name_of(doing.by, texts), what=what)
    return Markup(" ").join([line, texts("did-undone")]) if doing.undone else line


def name_of(name: str | None, texts: Texts) -> Markup:
    """Somebody's name, fenced off; a word where none is known."""
    return Markup("\u2068{}\u2069").format(name) if name else texts("team-nameless")


def _back(page: PageId, texts: Texts) -> Button:
    return button(texts.plain("team-back"), TeamDo(page, None, "show"))
