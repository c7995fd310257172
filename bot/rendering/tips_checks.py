"""What was found in a bio, a caption or the newest posts, and calls to action to copy."""

from markupsafe import Markup

from bot.domain.bio import BIO_MOST, BioCheck, Part, State
from bot.domain.captions import (
    AIMS,
    CAPTION_MOST,
    HASHTAGS_GOOD,
    HASHTAGS_MOST,
    SEEN,
    Call,
    CaptionCheck,
    Flaw,
)
from bot.domain.content import ENOUGH, Content, Share
from bot.domain.pages import Page
from bot.language.texts import LANGUAGES, Language, Texts
from bot.rendering.message import Button, Message, button, in_rows
from bot.rendering.tips import home_button
from bot.rendering.tips_buttons import TipsDo

CALLS_OF_AIM = 3
"""So many texts are offered for an aim."""
_LINE_MOST = 80


def bio_card(found: BioCheck, page: Page, texts: Texts) -> Message:
    """What a bio has and lacks, its length, and an order of its parts to think about."""
    lines = [
        texts(
            f"bio-{each.state}",
            part=texts(f"bio-part-{each.part}"),
            piece=each.piece,
        )
        for each in found.findings
    ]
    said = [texts("bio-heading", page=page.name), Markup("\n").join(lines), _bio_length(found, texts)]
    said += [texts(f"bio-hint-{part}") for part in found.missing]
    if any(each.state is State.PARTLY for each in found.findings):
        said.append(texts("bio-hint-city"))
    if found.late:
        said.append(texts("bio-late"))
    order = [texts("bio-order-line", number=n, part=texts(f"bio-part-{p}")) for n, p in enumerate(Part, 1)]
    said.append(Markup("\n").join((texts("bio-order"), *order)))
    return Message(Markup("\n\n").join(said), buttons=_again("bio", page, texts))


def _bio_length(found: BioCheck, texts: Texts) -> Markup:
    if found.over:
        return texts("bio-over", length=found.length, most=BIO_MOST, over=found.over)
    return texts("bio-length", length=found.length, most=BIO_MOST, left=BIO_MOST - found.length)


def caption_card(found: CaptionCheck, page: Page, texts: Texts) -> Message:
    """What a caption has and lacks."""
    said = [texts("caption-heading", page=page.name), *_opening(found, texts)]
    if found.calls:
        names = [texts(f"call-aim-{call}") for call in found.calls]
        said.append(texts("caption-call", calls=texts.joined(names)))
    else:
        said.append(texts("caption-no-call"))
    said.append(_hashtags(found.hashtags, texts))
    over = found.length > CAPTION_MOST
    said.append(texts("caption-over" if over else "caption-length", length=found.length, most=CAPTION_MOST))
    rows = _again("caption", page, texts)
    if not found.calls:
        rows = ((button(texts.plain("tips-go-calls"), TipsDo(page.id, "calls")),), *rows)
    return Message(Markup("\n\n").join(said), buttons=rows)


def _opening(found: CaptionCheck, texts: Texts) -> list[Markup]:
    opening = found.opening
    line = opening.line if len(opening.line) <= _LINE_MOST else opening.line[: _LINE_MOST - 1] + "…"
    if opening.strong:
        hooks = texts.joined([texts(f"caption-hook-{hook}") for hook in opening.hooks])
        said = [texts("caption-strong", line=line, hooks=hooks)]
    elif opening.flaws and opening.flaws[0] is not Flaw.LONG:
        said = [texts(f"caption-weak-{opening.flaws[0]}", line=line)]
    else:
        said = [texts("caption-weak", line=line)]
    return [*said, *([texts("caption-long", seen=SEEN)] if Flaw.LONG in opening.flaws else [])]


def _hashtags(count: int, texts: Texts) -> Markup:
    if count > HASHTAGS_MOST:
        return texts("caption-tags-most", count=count, most=HASHTAGS_MOST)
    if count > HASHTAGS_GOOD:
        return texts("caption-tags-many", count=count)
    return texts("caption-tags", count=count) if count else texts("caption-tags-none")


def content_card(found: Content, page: Page, texts: Texts) -> Message:
    """Of what the newest posts are, as far as it is known."""
    said = [texts("content-heading", page=page.name)]
    if found.adverts is None and found.kinds is None:
        key = "content-too-few" if found.posts else "content-no-posts"
        said.append(texts(key, posts=found.posts, enough=ENOUGH))
        return Message(Markup("\n\n").join(said), buttons=((home_button(page, texts),),))
    if found.adverts is not None and found.reposts is not None:
        said += [_share("adverts", found.adverts, texts), _share("reposts", found.reposts, texts)]
    else:
        said.append(texts("content-no-captions", enough=ENOUGH))
    if found.kinds is not None and found.kind is not None:
        mark = "content-one-kind" if found.one_kind else "content-kinds"
        kind = texts(f"kind-{found.kind}")
        said.append(texts(mark, kind=kind, some=found.kinds.count, all=found.kinds.of))
    said.append(texts("content-how"))
    return Message(Markup("\n\n").join(said), buttons=((home_button(page, texts),),))


def _share(what: str, share: Share, texts: Texts) -> Markup:
    which = (
        f"content-{what}-all" if share.all else f"content-{what}" if share.count else f"content-{what}-none"
    )
    return texts(which, some=share.count, all=share.of)


def aims_card(page: Page, texts: Texts) -> Message:
    """For what a call to action can ask."""
    ways = [button(texts.plain(f"call-aim-{aim}"), TipsDo(page.id, f"call.{aim}")) for aim in AIMS]
    return Message(texts("calls-ask"), buttons=(*in_rows(ways), (home_button(page, texts),)))


def calls_card(page: Page, aim: Call, language: Language, texts: Texts) -> Message:
    """Three texts for an aim in a language, each to be copied."""
    theirs = Texts(language=language)
    calls = [theirs.plain(f"call-{aim}-{number}") for number in range(1, CALLS_OF_AIM + 1)]
    lines = [texts("call-line", number=n, text=text) for n, text in enumerate(calls, 1)]
    copies = tuple(Button(texts.plain("call-copy", number=n), copy=text) for n, text in enumerate(calls, 1))
    others = tuple(
        button(texts.plain(f"language-{each}"), TipsDo(page.id, f"call.{aim}.{each}"))
        for each in LANGUAGES
        if each != language
    )
    back = button(texts.plain("calls-others"), TipsDo(page.id, "calls"))
    heading = texts("calls-heading", aim=texts(f"call-aim-{aim}"))
    return Message(
        Markup("\n\n").join((heading, *lines, texts("calls-gently"))),
        buttons=(copies, others, (back, home_button(page, texts))),
    )


def _again(what: str, page: Page, texts: Texts) -> tuple[tuple[Button, ...], ...]:
    again = button(texts.plain(f"{what}-again"), TipsDo(page.id, what))
    return ((again, home_button(page, texts)),)
