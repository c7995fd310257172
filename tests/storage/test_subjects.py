"""What each module of the storage promises."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.exc import IntegrityError, StatementError

from bot.domain.errors import Refused
from bot.domain.followers import FollowerCount
from bot.domain.identity import ChangeId, DraftId, ImportId, PageId, PersonId, PostId, ReadingId
from bot.domain.lines import fingerprint
from bot.domain.pages import Role
from bot.domain.people import person_in
from bot.domain.posts import Counts, Kind, Source
from storage import (
    alarms,
    changes,
    deliveries,
    drafts,
    followers,
    imported,
    imports,
    inbox,
    pages,
    people,
    pictures,
    posts,
    readings,
    schema,
)
from storage.inbox import Arrived
from tests.storage.conftest import LEILA, NOW, SARA

HOUR = timedelta(hours=1)


def refused(key: str) -> Any:
    return pytest.raises(Refused, match=f"^{key}$")


def join(connection: Connection, page: PageId, person: PersonId, role: Role) -> None:
    connection.execute(
        insert(schema.members).values(page_id=page, person_id=person, role=role, joined_at=NOW)
    )


def a_post(connection: Connection, page: PageId, **columns: Any) -> PostId:
    reading = {"likes": 5, "source": Source.TYPED, "rounded": {"likes"}}
    values = {"page_id": page, "kind": Kind.PHOTO, **columns}
    return posts.add(connection, values, reading, by=SARA, at=NOW).id


# --- people and pages


def test_somebody_who_is_known_stays_as_she_is(connection: Connection, page: PageId):
    people.add(connection, person_in("en", SARA), NOW)
    assert people.get(connection, SARA).language == "fa"


def test_a_stranger_is_nobody(connection: Connection):
    assert people.find(connection, PersonId(5)) is None


def test_a_page_is_found_by_its_members_alone(connection: Connection, page: PageId):
    assert pages.get(connection, page, member=SARA).role is Role.OWNER
    with refused("page-not-found"):
        pages.get(connection, page, member=LEILA)
    with refused("page-not-found"):
        pages.for_change(connection, page, member=LEILA)
    assert pages.of(connection, LEILA) == []


@pytest.mark.parametrize(
    ("role", "changes_it"), [(Role.OWNER, True), (Role.EDITOR, True), (Role.VIEWER, False)]
)
def test_whoever_may_only_look_may_not_change(
    connection: Connection, page: PageId, role: Role, changes_it: bool
):
    join(connection, page, LEILA, role)
    assert pages.get(connection, page, member=LEILA).name == "@gol_sara"
    if changes_it:
        assert pages.for_change(connection, page, member=LEILA).role is role
    else:
        with refused("page-view-only"):
            pages.for_change(connection, page, member=LEILA)


def test_archived_pages_come_last(connection: Connection, page: PageId):
    second = pages.add(connection, "@second", "Asia/Tehran", owner=SARA, at=NOW)
    pages.change(connection, page, archived_at=NOW)
    assert [(found.id, found.archived) for found in pages.of(connection, SARA)] == [
        (second, False),
        (page, True),
    ]


# --- posts and readings


def test_a_post_is_found_by_members_of_its_page_alone(connection: Connection, page: PageId):
    post = a_post(connection, page)
    found = posts.get(connection, post, member=SARA)
    assert (found.kind, found.counts) == (Kind.PHOTO, Counts(likes=5))
    assert found.reading is not None
    assert found.reading.rounded == {"likes"}
    with refused("post-not-found"):
        posts.get(connection, post, member=LEILA)


def test_a_deleted_post_is_not_found_until_it_is_shown_again(connection: Connection, page: PageId):
    post = a_post(connection, page)
    posts.delete(connection, post, NOW)
    with refused("post-not-found"):
        posts.get(connection, post, member=SARA)
    assert posts.of_page(connection, page) == []
    assert not posts.has_any(connection, page)
    posts.delete(connection, post, None)
    assert posts.get(connection, post, member=SARA).id == post


def test_a_corrected_reading_leaves_the_old_one_withdrawn_as_it_was(connection: Connection, page: PageId):
    post = a_post(connection, page)
    before = connection.execute(select(schema.readings)).one()._asdict()
    withdrawn, added = readings.correct(connection, post, {"likes": 6, "saves": 1}, by=LEILA, at=NOW + HOUR)
    old, new = (row._asdict() for row in connection.execute(select(schema.readings).order_by("id")))
    assert (withdrawn, added) == (old["id"], new["id"])
    assert old == {**before, "withdrawn_at": NOW + HOUR}
    assert (new["likes"], new["saves"], new["taken_at"], new["recorded_by"]) == (6, 1, NOW, LEILA)
    assert new["rounded"] == []
    readings.withdraw(connection, ReadingId(added), NOW)
    readings.withdraw(connection, ReadingId(old["id"]), None)
    assert posts.get(connection, post, member=SARA).counts == Counts(likes=5)


def test_the_latest_reading_counts(connection: Connection, page: PageId):
    post = a_post(connection, page)
    for hours, likes in ((2, 9), (1, 7)):
        reading = {"likes": likes, "taken_at": NOW + hours * HOUR, "source": Source.FILE}
        readings.add(connection, post, reading, by=SARA, at=NOW)
    assert posts.get(connection, post, member=SARA).counts.likes == 9
    assert connection.scalar(select(func.count()).select_from(schema.readings)) == 3


def test_a_post_without_counts_has_no_reading_and_gets_its_first_by_correction(
    connection: Connection, page: PageId
):
    post = posts.add(connection, {"page_id": page}, None, by=SARA, at=NOW).id
    assert posts.get(connection, post, member=SARA).reading is None
    assert readings.correct(connection, post, {"likes": 1}, by=SARA, at=NOW)[0] is None
    assert posts.get(connection, post, member=SARA).counts == Counts(likes=1)


def test_posts_are_listed_since_their_publishing_or_else_their_recording(
    connection: Connection, page: PageId
):
    old = a_post(connection, page, published_at=NOW - 30 * HOUR)
    new = a_post(connection, page, published_at=NOW - HOUR)
    undated = a_post(connection, page)
    since = {post.id for post in posts.of_page(connection, page, NOW - 2 * HOUR)}
    assert since == {new, undated}
    assert {post.id for post in posts.of_page(connection, page)} == {old, new, undated}


def test_the_same_line_is_known_on_its_page_for_a_while(connection: Connection, page: PageId):
    line = fingerprint("عکس ۵ لایک")
    other = pages.add(connection, "@other", "Asia/Tehran", owner=SARA, at=NOW)
    post = a_post(connection, page, line_hash=line)
    assert posts.same_line(connection, page, line, NOW - HOUR) == post
    assert posts.same_line(connection, page, line, NOW) is None
    assert posts.same_line(connection, other, line, NOW - HOUR) is None
    assert posts.same_line(connection, page, fingerprint("عکس ۶ لایک"), NOW - HOUR) is None
    posts.delete(connection, post, NOW)
    assert posts.same_line(connection, page, line, NOW - HOUR) is None


def test_changing_a_post_tells_what_was_there(connection: Connection, page: PageId):
    post = a_post(connection, page, published_at=NOW)
    before = posts.change(connection, post, kind=Kind.REEL, published_at=None)
    assert before == {"kind": "photo", "published_at": NOW}
    assert posts.get(connection, post, member=SARA).published_at is None


# --- files


def test_an_import_is_invisible_until_finished_and_after_it_was_taken_back(
    connection: Connection, page: PageId
):
    number = imports.add(connection, page, SARA, "file", "posts.csv", NOW)
    rows = [
        ({"page_id": page, "external_id": f"p{n}"}, {"likes": n, "source": Source.FILE}) for n in range(3)
    ]
    imported.add_posts(connection, rows, import_id=number, by=SARA, at=NOW)
    imports.advance(connection, number, 3)
    assert imports.get(connection, number).rows_done == 3
    assert posts.of_page(connection, page) == []
    assert not posts.has_any(connection, page)
    imports.finish(connection, number, NOW)
    assert [post.counts.likes for post in posts.of_page(connection, page)] == [0, 1, 2]
    imports.undo(connection, number, NOW)
    assert posts.of_page(connection, page) == []
    imports.undo(connection, number, None)
    assert len(posts.of_page(connection, page)) == 3


def test_a_post_of_an_unfinished_import_cannot_be_opened(connection: Connection, page: PageId):
    number = imports.add(connection, page, SARA, "file", "posts.csv", NOW)
    imported.add_posts(connection, [({"page_id": page}, None)], import_id=number, by=SARA, at=NOW)
    post = PostId(connection.scalar(select(schema.posts.c.id)) or 0)
    with refused("post-not-found"):
        posts.get(connection, post, member=SARA)


def test_no_post_belongs_to_an_import_that_is_not_there(connection: Connection, page: PageId):
    with pytest.raises(IntegrityError):
        imported.add_posts(connection, [({"page_id": page}, None)], import_id=ImportId(9), by=SARA, at=NOW)


# --- followers


def test_the_last_follower_count_is_the_latest_taken_not_the_latest_told(
    connection: Connection, page: PageId
):
    def add(count: int, hours: int) -> int:
        said = FollowerCount(count, NOW + hours * HOUR)
        return followers.add(connection, page, said, source=Source.TYPED, by=SARA, at=NOW)

    newest = add(5000, 0)
    add(4900, -24)
    assert followers.last(connection, page) == 5000
    followers.delete(connection, newest, NOW)
    assert followers.last(connection, page) == 4900
    assert [count.count for count in followers.of_page(connection, page)] == [4900]


def test_a_follower_count_without_a_moment_is_of_now(connection: Connection, page: PageId):
    followers.add(connection, page, FollowerCount(5), source=Source.TYPED, by=SARA, at=NOW)
    (count,) = followers.of_page(connection, page)
    assert count.at == NOW
    assert followers.around(connection, page, NOW + timedelta(days=15)) == []
    assert followers.around(connection, page, NOW + timedelta(days=13)) == [count]


# --- drafts


def test_one_draft_at_a_time_and_only_its_owner_at_its_version(connection: Connection, page: PageId):
    first = drafts.open_new(connection, SARA, page, "post", {"n": 1}, NOW)
    second = drafts.open_new(connection, SARA, page, "post", {"n": 2}, NOW)
    assert drafts.open_of(connection, SARA) == second
    with refused("draft-closed"):
        drafts.at_version(connection, first.id, 1, person=SARA)
    with refused("draft-not-found"):
        drafts.at_version(connection, second.id, 1, person=LEILA)
    with refused("draft-not-found"):
        drafts.at_version(connection, DraftId(99), 1, person=SARA)
    third = drafts.save(connection, second, {"n": 3}, NOW)
    with refused("draft-moved-on"):
        drafts.at_version(connection, second.id, 1, person=SARA)
    assert drafts.at_version(connection, second.id, 2, person=SARA) == third
    assert drafts.close_all(connection, SARA, NOW) == 1
    assert drafts.open_of(connection, SARA) is None


# --- changes


def test_a_change_is_found_by_who_made_it_and_still_belongs_there(connection: Connection, page: PageId):
    number = changes.note(connection, SARA, page, "post", {"post": 1}, NOW)
    assert changes.get(connection, number, person=SARA).facts == {"post": 1}
    join(connection, page, LEILA, Role.EDITOR)
    with refused("change-not-found"):
        changes.get(connection, number, person=LEILA)
    with refused("change-not-found"):
        changes.get(connection, ChangeId(99), person=SARA)
    connection.execute(schema.members.delete().where(schema.members.c.person_id == SARA))
    with refused("change-not-found"):
        changes.get(connection, number, person=SARA)


def test_the_last_change_is_the_newest_that_still_stands(connection: Connection, page: PageId):
    first, second = (changes.note(connection, SARA, page, "post", {}, NOW) for _ in range(2))
    assert (found := changes.last_of(connection, SARA, NOW))
    assert found.id == second
    changes.mark_undone(connection, second, NOW)
    assert (found := changes.last_of(connection, SARA, NOW))
    assert found.id == first
    assert changes.last_of(connection, SARA, NOW + HOUR) is None
    assert changes.last_of(connection, LEILA, NOW) is None


# --- the inbox


def arrived(*ids: int) -> list[Arrived]:
    return [Arrived(number, 1, "{}") for number in ids]


def test_a_known_update_is_never_new_again(connection: Connection):
    assert inbox.add(connection, arrived(1, 2), NOW) == arrived(1, 2)
    assert inbox.finish(connection, 1, NOW, {"messages": []})
    inbox.mark_answered(connection, [1], NOW)
    assert inbox.add(connection, arrived(1, 2, 3), NOW) == arrived(3)
    assert inbox.waiting(connection) == arrived(2, 3)


def test_an_update_is_done_once_and_keeps_its_first_answer(connection: Connection):
    inbox.add(connection, arrived(1), NOW)
    assert inbox.finish(connection, 1, NOW, {"messages": ["a"]})
    assert not inbox.finish(connection, 1, NOW, {"messages": ["b"]})
    assert not inbox.finish(connection, 9, NOW, None)
    (left,) = inbox.unanswered(connection)
    assert left.answer == {"messages": ["a"]}


def test_only_answered_updates_are_forgotten(connection: Connection):
    inbox.add(connection, arrived(1, 2), NOW)
    inbox.finish(connection, 1, NOW, None)
    inbox.finish(connection, 2, NOW, None)
    inbox.mark_answered(connection, [1], NOW)
    assert inbox.prune(connection, NOW) == 0
    assert inbox.prune(connection, NOW + HOUR) == 1
    assert [left.update_id for left in inbox.unanswered(connection)] == [2]


# --- deliveries


def deliver(connection: Connection, chat: int, minutes: int = 0, *, asked: bool = False) -> None:
    due = NOW + timedelta(minutes=minutes)
    body = {"n": minutes}
    deliveries.add(connection, chat, body, at=NOW, due_at=due, asked=asked, page_id=7)


def claimed(connection: Connection, minutes: int = 0, most: int = 10, *, asked: bool = False) -> list[Any]:
    now = NOW + timedelta(minutes=minutes)
    return deliveries.claim(connection, now, now + timedelta(minutes=2), most, asked=asked)


def test_a_chats_messages_go_one_after_the_other(connection: Connection):
    for chat, minutes in ((1, 5), (1, 0), (2, 0)):
        deliver(connection, chat, minutes)
    (other,) = claimed(connection)
    deliveries.mark_sent(connection, [other.id], NOW)
    (first,) = claimed(connection, 5)
    assert (other.chat_id, first.chat_id, first.body) == (2, 1, {"n": 5})
    assert claimed(connection, 5) == []
    deliveries.mark_sent(connection, [first.id], NOW)
    assert [row.body for row in claimed(connection, 5)] == [{"n": 0}]


def test_an_answer_waits_for_answers_only(connection: Connection):
    deliver(connection, 1)
    deliver(connection, 1, asked=True)
    deliver(connection, 1, asked=True)
    assert deliveries.chats_waiting(connection) == {1}
    (answer,) = claimed(connection, asked=True)
    assert answer.asked
    assert len(claimed(connection)) == 1
    deliveries.mark_sent(connection, [answer.id], NOW)
    assert deliveries.is_waiting(connection, 1, asked=True)
    assert len(claimed(connection, asked=True)) == 1


def test_a_claimed_message_is_nobody_elses_until_its_lease_is_over(connection: Connection):
    deliver(connection, 1)
    assert len(claimed(connection)) == 1
    assert claimed(connection, 1) == []
    assert len(claimed(connection, 2)) == 1
    deliveries.release(connection)
    assert len(claimed(connection)) == 1


def test_a_postponed_message_keeps_what_is_left_and_holds_its_chat(connection: Connection):
    deliver(connection, 1)
    deliver(connection, 1)
    (first,) = claimed(connection)
    deliveries.postpone(connection, first.id, {"left": 1}, NOW + timedelta(minutes=3))
    assert claimed(connection, 2) == []
    (row,) = claimed(connection, 3)
    assert (row.id, row.body, row.attempts, row.page_id) == (first.id, {"left": 1}, 1, 7)
    deliveries.mark_failed(connection, first.id, NOW, "why")
    assert len(claimed(connection, 3)) == 1


def test_a_chat_that_must_wait_is_looked_at_later_and_loses_no_try(connection: Connection):
    for _ in range(3):
        deliver(connection, 1)
    claimed(connection)
    deliveries.hold(connection, 1, NOW + HOUR)
    assert not deliveries.any_due(connection, NOW + HOUR - timedelta(minutes=1))
    (row,) = claimed(connection, 60)
    assert row.attempts == 0


def test_what_waits_for_another_try_comes_earlier_when_the_clock_goes_back(connection: Connection):
    deliver(connection, 1)
    deliveries.hold(connection, 1, NOW + timedelta(minutes=5))
    deliveries.hurry(connection, NOW - HOUR, HOUR)
    assert claimed(connection, -56) == []
    assert len(claimed(connection, -55)) == 1


def test_nothing_goes_to_a_chat_that_is_closed_to_us(connection: Connection, page: PageId):
    deliver(connection, SARA)
    assert people.mark_blocked_now(connection, SARA, NOW)
    assert not people.mark_blocked_now(connection, SARA, NOW)
    assert people.blocked(connection) == {SARA}
    assert deliveries.close(connection, SARA, NOW, "blocked") == {7}
    deliver(connection, SARA)
    assert not deliveries.is_waiting(connection, SARA)
    people.mark_blocked(connection, SARA, None)
    deliver(connection, SARA)
    assert len(claimed(connection)) == 1


def test_old_messages_are_forgotten_and_those_on_their_way_are_not(connection: Connection):
    for chat in range(1, 5):
        deliver(connection, chat)
    sent = claimed(connection, most=3)
    deliveries.mark_sent(connection, [row.id for row in sent], NOW)
    assert deliveries.prune(connection, NOW, 9) == 0
    assert deliveries.prune(connection, NOW + HOUR, 2) == 2
    assert deliveries.prune(connection, NOW + HOUR, 9) == 1
    assert deliveries.prune(connection, NOW + HOUR, 9) == 0
    assert deliveries.is_waiting(connection, 4)


def test_the_longest_due_go_first_and_no_more_than_asked_for(connection: Connection):
    for chat in range(1, 6):
        deliver(connection, chat, -chat)
    assert [row.chat_id for row in claimed(connection, most=2)] == [5, 4]


# --- alarms


def test_an_alarm_is_claimed_when_due_and_again_after_its_lease(connection: Connection, page: PageId):
    number = alarms.add(connection, "import", NOW, person_id=SARA, page_id=page, subject_id=7)
    assert not alarms.any_due(connection, NOW - HOUR)
    assert alarms.claim(connection, NOW - HOUR, NOW, 5) == []
    assert alarms.any_due(connection, NOW)
    (alarm,) = alarms.claim(connection, NOW, NOW + HOUR, 5)
    assert (alarm.id, alarm.kind, alarm.subject_id, alarm.attempts) == (number, "import", 7, 0)
    assert alarms.claim(connection, NOW, NOW + HOUR, 5) == []
    (again,) = alarms.claim(connection, NOW + HOUR, NOW + 2 * HOUR, 5)
    assert again.attempts == 0, "only failures count: a kill is none"
    alarms.extend(connection, number, NOW + 5 * HOUR)
    assert alarms.claim(connection, NOW + 3 * HOUR, NOW + 9 * HOUR, 5) == []
    alarms.release(connection, NOW + 3 * HOUR)
    assert len(alarms.claim(connection, NOW + 3 * HOUR, NOW + 9 * HOUR, 5)) == 1
    assert alarms.finish(connection, number, NOW)
    assert not alarms.finish(connection, number, NOW)
    assert not alarms.any_due(connection, NOW + 99 * HOUR)


def test_an_alarm_that_failed_rings_later_and_knows_how_often_it_failed(connection: Connection):
    number = alarms.add(connection, "plan", NOW)
    alarms.postpone(connection, number, NOW + HOUR)
    assert alarms.claim(connection, NOW, NOW + HOUR, 5) == []
    (alarm,) = alarms.claim(connection, NOW + HOUR, NOW + 2 * HOUR, 5)
    assert (alarm.id, alarm.attempts) == (number, 1)


def test_a_subject_has_many_alarms_and_all_of_a_kind_can_be_cancelled(connection: Connection):
    for hours in (2, 1):
        alarms.add(connection, "plan", NOW + hours * HOUR, subject_id=7, chat_id=-5)
    alarms.add(connection, "plan", NOW, subject_id=8)
    alarms.add(connection, "other", NOW, subject_id=7)
    first, second = alarms.waiting(connection, "plan", 7)
    assert (first.due_at, second.due_at, first.chat_id) == (NOW + HOUR, NOW + 2 * HOUR, -5)
    assert alarms.cancel(connection, "plan", 7) == 2
    assert not alarms.finish(connection, first.id, NOW)
    assert [a.kind for a in alarms.claim(connection, NOW + 9 * HOUR, NOW + 10 * HOUR, 9)] == ["plan", "other"]


def test_what_is_due_for_one_person_can_be_gathered_into_one_message(connection: Connection, page: PageId):
    def due(hours: int, person: PersonId | None = SARA, kind: str = "plan") -> int:
        return alarms.add(connection, kind, NOW + hours * HOUR, person_id=person, page_id=page)

    numbers = [due(-1), due(-3), due(-2)]
    coming, others = due(1), {due(-5, None), due(-5, kind="x")}
    claimed = alarms.claim(connection, NOW, NOW + HOUR, 9)
    rung = next(alarm for alarm in claimed if alarm.id == numbers[0])
    assert alarms.finish(connection, rung.id, NOW)
    assert [each.id for each in alarms.gather(connection, rung, NOW)] == [numbers[1], numbers[2]]
    assert not alarms.finish(connection, numbers[1], NOW)
    left = {each.id for each in alarms.claim(connection, NOW + 2 * HOUR, NOW + 3 * HOUR, 9)}
    assert left == {coming, *others}


def test_what_was_done_long_ago_is_forgotten(connection: Connection):
    numbers = [alarms.add(connection, "plan", NOW) for _ in range(3)]
    for number in numbers[:2]:
        alarms.finish(connection, number, NOW)
    assert alarms.prune(connection, NOW, 9) == 0
    assert alarms.prune(connection, NOW + HOUR, 1) == 1
    assert alarms.prune(connection, NOW + HOUR, 9) == 1
    assert len(alarms.claim(connection, NOW, NOW + HOUR, 9)) == 1


# --- types


def test_a_moment_without_a_zone_is_not_kept(connection: Connection, page: PageId):
    with pytest.raises(StatementError):
        connection.execute(update(schema.pages).values(archived_at=NOW.replace(tzinfo=None)))


def test_a_moment_comes_back_aware_and_in_order_of_its_text(connection: Connection, page: PageId):
    there = NOW.astimezone(ZoneInfo("Asia/Tehran"))
    pages.change(connection, page, archived_at=there)
    kept = connection.exec_driver_sql("SELECT archived_at FROM pages").scalar_one()
    assert kept == "2026-11-22T06:30:00.000000+00:00"
    assert connection.scalar(select(schema.pages.c.archived_at)) == NOW


def test_a_picture_is_remembered_under_its_newest_id(connection: Connection):
    assert pictures.file_id(connection, "f") is None
    for file_id in ("a", "b"):
        pictures.add(connection, "f", file_id, NOW)
    assert pictures.file_id(connection, "f") == "b"
