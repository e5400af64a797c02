"""Set the schedule; ask for a destruction, confirm it, stop it; carry out what waited long enough."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.outbox import actions as outbox
from underrose.ground.refusal import Absent, Refused
from underrose.ground.vault import backup, copies, keeping, sealing
from underrose.ground.vault.models import SubjectKey
from underrose.people import outside, policy
from underrose.people.actions.forgetting import forget_members
from underrose.people.models import Member, Practice, Staff, System
from underrose.people.packs import applying
from underrose.safeguards.protection.retention import falling_due, schedule
from underrose.safeguards.protection.retention.falling_due import Item
from underrose.safeguards.protection.retention.models import Destruction, Kind, Part, Schedule

WAITS = timedelta(days=7)
_ASKED = timedelta(days=14)


class ShorterThanLaw(Refused):
    said = _("That is shorter than the law of a place you chose asks for. Nothing was changed.")


class NotDue(Refused):
    said = _("Not all of these are due: a hold came in, someone came back, or the list is old. Look at it again.")


class NothingChosen(Refused):
    said = _("Choose at least one record.")


class NotWaiting(Refused):
    said = _("This is settled already: it was done or stopped.")


class YourOwn(Refused):
    said = _("You asked for this, so somebody else has to confirm it.")


# The schedule


@transaction.atomic
def set_schedule(months: Mapping[str, int], *, by: Staff, at: datetime) -> Schedule:
    """Put a new edition in force, beside the laws that the practice is under now. Raises Absent, ShorterThanLaw."""
    policy.require(by, "set retention", at=at)
    packs = applying.in_force(by.practice_id)
    Practice.objects.select_for_update().get(pk=by.practice_id)
    last = schedule.in_force(by.practice_id)
    rules = {kind: schedule.rule(kind, packs, months) for kind in Kind}
    if any(months.get(kind, rule.months) < max(rule.least, 1) for kind, rule in rules.items()):
        raise ShorterThanLaw
    made = Schedule.objects.create(
        practice_id=by.practice_id,
        number=last.number + 1 if last else 1,
        packs=[pack.code for pack in packs],
        months={kind.value: rule.months for kind, rule in rules.items()},
        set_by=by,
        set_at=at,
    )
    recording.record("retention set", by=by, at=at, about=made)
    return made


# A destruction


@transaction.atomic
def ask(subject_ids: Iterable[uuid.UUID], *, early: bool = False, by: Staff, at: datetime) -> Destruction:
    """Ask for records that are due to be destroyed. Nothing is destroyed yet. Raises Absent, NothingChosen, NotDue.

    Somebody else confirms; where there is nobody else, it waits seven days. `early` is for what a member asked to have
    deleted (GDPR Art. 17): before the practice's own time is over, but not before the law's (Art. 17(3)(b)).
    """
    policy.require(by, "ask to destroy", at=at)
    wanted = set(subject_ids)
    if not wanted:
        raise NothingChosen
    Practice.objects.select_for_update().get(pk=by.practice_id)
    found, _in_use = falling_due.items(by.practice_id)
    chosen = [found[subject] for subject in wanted if subject in found and found[subject].is_due(at, early=early)]
    if len(chosen) < len(wanted):
        raise NotDue
    others = outside.others_who_may_confirm(by.practice_id, by, at)
    asked = Destruction.objects.create(
        practice_id=by.practice_id,
        asked_by=by,
        asked_at=at,
        is_early=early,
        waits_until=None if others else at + WAITS,
    )
    parts = Part.objects.bulk_create([_part(asked, item) for item in chosen])
    recording.record("destruction asked for", by=by, at=at, about=asked, rows=parts)
    _tell(asked, others, at=at)
    return asked


@transaction.atomic
def confirm(asked: Destruction, *, by: Staff, at: datetime) -> Destruction:
    """The second person confirms, and it is done. Raises Absent, NotWaiting, YourOwn."""
    asked = _waiting(asked, by, "confirm destruction", at)
    if asked.asked_by_id == by.pk:
        raise YourOwn
    if not outside.may_confirm(by, besides=asked.asked_by, at=at):
        raise Absent
    asked.confirmed_by = by
    return _carry_out(asked, by=by, at=at)


@transaction.atomic
def stop(asked: Destruction, *, by: Staff, at: datetime) -> Destruction:
    """Either of the two stops it, and nothing is destroyed. Raises Absent, NotWaiting."""
    asked = _waiting(asked, by, "stop destruction", at)
    asked.stopped_by, asked.stopped_at = by, at
    asked.save(update_fields=["stopped_by", "stopped_at"])
    recording.record("destruction stopped", by=by, at=at, about=asked)
    return asked


@transaction.atomic
def carry_out_after_waiting(asked: Destruction, *, at: datetime) -> Destruction | None:
    """Do what waited seven days because nobody else was there; None while it has to wait.

    Somebody who came in the meantime has to confirm it: then time alone is not enough.
    """
    by = System(asked.practice_id, "retention")
    asked = _waiting(asked, by, "confirm destruction", at)
    if asked.waits_until is None or asked.waits_until > at:
        return None
    if outside.others_who_may_confirm(asked.practice_id, asked.asked_by, at):
        return None
    return _carry_out(asked, by=by, at=at)


@transaction.atomic
def forget_again(practice_id: uuid.UUID, *, at: datetime) -> int:
    """After a restore: members whose keys stay destroyed, but whose rows came back findable. Returns how many."""
    gone = SubjectKey.objects.filter(practice_id=practice_id).exclude(shredded_at=None).values("id")
    back = Member.objects.filter(practice=practice_id, subject_id__in=gone).exclude(mail_index=None, phone_index=None)
    return len(forget_members([member.pk for member in back], by=System(practice_id, "retention"), at=at))


def require(asked: Destruction, act: str, *, by: Staff | System, at: datetime) -> None:
    """Refuse whoever this is nothing to: an outside person comes in only where nobody else can. Raises Absent."""
    is_theirs = isinstance(by, Staff) and outside.may_confirm(by, besides=asked.asked_by, at=at)
    policy.require(by, act, staff_id=by.pk if is_theirs and isinstance(by, Staff) else None, at=at)


def _carry_out(asked: Destruction, *, by: Staff | System, at: datetime) -> Destruction:
    # Whoever opens a hold or takes a member back holds the practice's row too, so nothing changes meanwhile.
    Practice.objects.select_for_update().get(pk=asked.practice_id)
    found, _in_use = falling_due.items(asked.practice_id, besides=asked.pk)
    parts = list(asked.parts.all())
    for part in parts:
        part.left_out = _why_not(part, found.get(part.subject_id), at, early=asked.is_early)
        part.destroyed_at = None if part.left_out else at
        part.save(update_fields=["left_out", "destroyed_at"])
    done = [part for part in parts if part.destroyed_at]
    forget_members([part.member_id for part in done if part.kind == Kind.MEMBER and part.member_id], by=by, at=at)
    sealing.shred_many([part.subject_id for part in done], at=at)
    keeping.clear_after({part.subject_id for part in done})
    asked.done_at, asked.copies_until = at, copies.open_until(at=at)
    asked.save(update_fields=["done_at", "copies_until", "confirmed_by"])
    recording.record("destroyed for good", by=by, at=at, about=asked, rows=parts)
    transaction.on_commit(lambda: backup.spread(at=at), robust=True)
    return asked


def _why_not(part: Part, item: Item | None, at: datetime, *, early: bool) -> str:
    if item is None:
        alive = SubjectKey.objects.filter(pk=part.subject_id, shredded_at=None).exists()
        return Part.Left.IN_USE if alive else Part.Left.GONE
    if item.is_held:
        return Part.Left.HELD
    return "" if item.is_due(at, early=early) else Part.Left.NOT_DUE


def _part(asked: Destruction, item: Item) -> Part:
    return Part(
        practice_id=asked.practice_id,
        destruction=asked,
        kind=item.kind,
        subject_id=item.kept.subject_id,
        member_id=item.kept.member_id,
        over_at=item.over_at,
        due_at=item.due_at,
    )


def _waiting(asked: Destruction, by: Staff | System, act: str, at: datetime) -> Destruction:
    if by.practice_id != asked.practice_id:
        raise Absent
    require(asked, act, by=by, at=at)
    asked = Destruction.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=asked.pk)
    if not asked.is_waiting:
        raise NotWaiting
    return asked


def _tell(asked: Destruction, others: Iterable[Staff], *, at: datetime) -> None:
    for other in others:
        outbox.put(
            practice_id=asked.practice_id,
            subject_id=sealing.subject(asked.practice_id, "outbox", at=at),
            key=f"{other.pk}:{asked.pk}:confirm",
            address=other.email,
            subject_line=_now("Something waits for you"),
            words=_now("Something waits for you. Please sign in when you can."),
            at=at,
            due_at=at,
            stale_at=at + _ASKED,
        )
