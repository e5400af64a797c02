"""Plan reminders from the sessions as they are now; mark who was told in the room; show the prompt."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.outbox import actions as outbox
from underrose.ground.outbox import channels
from underrose.ground.outbox.words import telling
from underrose.ground.refusal import Absent, Refused
from underrose.ground.vault import sealing
from underrose.groups.models import GroupSession, Membership
from underrose.people import policy, writing
from underrose.people.models import Staff, System
from underrose.people.reaching import MaySay
from underrose.safeguards.reminders import contact, prompts
from underrose.safeguards.reminders.models import PromptShown, Reminder, Told
from underrose.safeguards.reminders.wording import wording

BEFORE = timedelta(hours=24)
AHEAD = timedelta(hours=48)  # planned this long before the start, so that a leader sees it coming
TOLD_BY_MAIL = ("sending", "accepted", "delivered", "unclear")


class TooLate(Refused):
    said = _("This session is over. Nobody has to be told any more.")


@transaction.atomic
def remind(session: GroupSession, *, by: System | Staff, at: datetime) -> list[Reminder]:
    """Recompute what is due for one session, from the session as it stands; run again, it changes nothing.

    Moved: what is not out yet is dropped and planned afresh; who was told already gets the new time at once.
    Cancelled: what is not out yet is dropped; who was told already gets one message. Raises Absent to others.
    """
    policy.require(by, "remind", group_id=session.group_id, at=at)
    session = GroupSession.objects.select_for_update(of=("self",)).select_related("group").get(pk=session.pk)
    if session.practice_id != by.practice_id:
        raise Absent
    members = list(Membership.objects.taking_part().filter(group=session.group_id).select_related("member"))
    living = list(Reminder.objects.living().filter(session=session).select_related("membership__member"))
    fates = outbox.fate(session.practice_id, [row.key for row in living])
    stale = [row for row in living if not _is_true(row, session, members) or _is_taken_back(row, fates, at)]
    for row in stale:
        row.dropped_at = at
        row.save(update_fields=["dropped_at"])
    outbox.withdraw(session.practice_id, [row.key for row in stale], at=at)
    told = {row.membership_id: row for row in stale if fates.get(row.key) in TOLD_BY_MAIL}
    planned = [row for row in _plan(session, members, living, told, at=at) if row]
    if stale or planned:
        recording.record("reminders planned", by=by, at=at, about=session, rows=[*stale, *planned])
    return planned


@transaction.atomic
def tell(session: GroupSession, membership: Membership, *, by: Staff, at: datetime) -> Told:
    """A leader marks that a member was told face to face. A second mark changes nothing. Raises Absent, TooLate."""
    policy.require(by, "mark told in the room", group_id=session.group_id, at=at)
    session = GroupSession.objects.select_for_update().get(pk=session.pk)
    if membership.group_id != session.group_id or membership.left_at is not None:
        raise Absent
    if session.state in (GroupSession.State.CLOSED, GroupSession.State.CANCELLED):
        raise TooLate
    told, is_new = Told.objects.get_or_create(
        session=session, membership=membership, defaults={"practice_id": session.practice_id, "by": by, "at": at}
    )
    if is_new:
        recording.record("told in the room", by=by, at=at, about=told)
    return told


@transaction.atomic
def show_prompt(session: GroupSession, *, by: Staff, at: datetime) -> PromptShown:
    """Fix the prompt of this session as it opens; a second time changes nothing. Raises Absent to others."""
    policy.require(by, "show prompt", group_id=session.group_id, at=at)
    session = GroupSession.objects.select_for_update(of=("self",)).select_related("group").get(pk=session.pk)
    shown = PromptShown.objects.filter(session=session).first()
    if shown is None:
        theme = prompts.for_session(session).theme
        shown = PromptShown.objects.create(
            practice_id=session.practice_id, group_id=session.group_id, session=session, theme=theme, at=at
        )
        recording.record("prompt shown", by=by, at=at, about=shown)
    return shown


@transaction.atomic
def read_prompt_aloud(session: GroupSession, *, by: Staff, at: datetime) -> PromptShown:
    """A leader says that the prompt was read aloud. A second time changes nothing. Raises Absent to others."""
    shown = show_prompt(session, by=by, at=at)
    if shown.aloud_at is None:
        shown.aloud_at = at
        shown.save(update_fields=["aloud_at"])
        recording.record("prompt read aloud", by=by, at=at, about=shown)
    return shown


def _is_true(row: Reminder, session: GroupSession, members: Iterable[Membership]) -> bool:
    """Whether a message still says what is so."""
    if row.kind == Reminder.Kind.CANCELLED:
        return True
    return (
        session.state != GroupSession.State.CANCELLED
        and row.starts_at == session.starts_at
        and row.membership_id in {member.pk for member in members}
    )


def _is_taken_back(row: Reminder, fates: Mapping[str, str], at: datetime) -> bool:
    """Whether it never went: the member changed how they may be reached, or their hours were over. Then plan anew."""
    return fates.get(row.key) == "suppressed" and at < row.starts_at


def _plan(
    session: GroupSession,
    members: Iterable[Membership],
    living: Iterable[Reminder],
    told: Mapping[uuid.UUID, Reminder],
    *,
    at: datetime,
) -> Iterable[Reminder | None]:
    has = {row.membership_id for row in living if row.dropped_at is None}
    open_ways = channels.ways(session.practice_id, channels.own([session.practice_id]))
    ways = contact.contacts(members, ways=open_ways)
    for membership in members:
        if membership.pk in has:
            continue
        if session.state == GroupSession.State.CANCELLED:
            if membership.pk in told and at < told[membership.pk].starts_at:
                old = told[membership.pk].starts_at
                yield _put(session, membership, Reminder.Kind.CANCELLED, ways[membership.pk], old, due_at=at, at=at)
        elif session.state == GroupSession.State.PLANNED and at < session.starts_at:
            if membership.pk in told:
                kind, due_at = Reminder.Kind.MOVED, at
            elif session.starts_at - at <= AHEAD:
                kind, due_at = Reminder.Kind.REMINDER, max(session.starts_at - BEFORE, at)
            else:
                continue
            yield _put(session, membership, kind, ways[membership.pk], session.starts_at, due_at=due_at, at=at)


def _put(
    session: GroupSession,
    membership: Membership,
    kind: Reminder.Kind,
    way: contact.Contact,
    starts_at: datetime,
    *,
    due_at: datetime,
    at: datetime,
) -> Reminder | None:
    if way.way not in (contact.Way.MAIL, contact.Way.SMS):
        return None
    member, group = membership.member, session.group
    name = sealing.reveal(member, "mail_name") if way.rules.may_say == MaySay.NAME else ""
    said = wording(
        kind,
        label=group.label,
        starts_at=starts_at,
        time_zone=group.time_zone,
        may_say=way.rules.may_say,
        name="" if telling(name) else name,
    )
    # The step is the start it tells of: a session moved away and back again is told of once more.
    drops = Reminder.objects.filter(session=session, membership=membership).count()
    reminder = Reminder(
        practice_id=session.practice_id,
        session=session,
        membership=membership,
        kind=kind,
        key=f"{member.pk}:{session.pk}:{kind}:{drops}",
        starts_at=starts_at,
        made_at=at,
    )
    goes_at = writing.write(
        member,
        said,
        key=reminder.key,
        rules=way.rules,
        time_zone=group.time_zone,
        at=at,
        due_at=due_at,
        stale_at=starts_at,
    )
    if goes_at is None:
        return None  # no hour is left in which this member may be reached
    reminder.save(force_insert=True)
    return reminder
