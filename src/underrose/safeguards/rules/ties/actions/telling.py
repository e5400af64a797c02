"""Tell, page by page; hand in; change a yes or no; take it all back. Members and staff do it alike.

Each page is one act of one size, whatever stands on it, so that neither the ledger nor a copy of the database shows
who had something to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent, Refused
from underrose.ground.vault import sealing
from underrose.groups.models import Membership
from underrose.people import policy
from underrose.people.models import Member, Staff
from underrose.safeguards.rules.ties import findings
from underrose.safeguards.rules.ties.kinds import LONGEST, PERSON, Kind, most
from underrose.safeguards.rules.ties.models import Check, Forms, Sheet
from underrose.safeguards.rules.ties.papers import Compared, Told, TooMuch

__all__ = ["NotAnswered", "TooMuch", "begin_sheet", "change_choices", "hand_in", "keep", "withdraw"]


class NotAnswered(Refused):
    said = _("Choose yes or no for each kind. Everybody does, also who has nothing to write.")
    status = 422


@transaction.atomic
def begin_sheet(check: Check, *, membership: Membership | None = None, by: Member | Staff, at: datetime) -> Sheet:
    """The sheet one writes on: the open one, also when it was handed in and not looked through yet. Raises Absent."""
    check = Check.objects.select_for_update(of=("self",)).get(pk=check.pk)
    staff = by if isinstance(by, Staff) else None
    if check.practice_id != by.practice_id or check.ended_at is not None or (membership is None) != (staff is not None):
        raise Absent
    if membership is not None:
        _require_own(membership, check, by, at)
    else:
        policy.require(by, "tell staff ties", group_id=check.group_id, at=at)
    open_sheets = Sheet.objects.filter(tie_check=check, membership=membership, staff=staff, shredded_at=None)
    if found := open_sheets.first():
        return found
    made = Sheet(
        practice_id=check.practice_id,
        subject_id=sealing.subject(check.practice_id, "tie sheet", at=at),
        tie_check=check,
        membership=membership,
        staff=staff,
        begun_at=at,
    )
    # What was chosen before stays chosen; what was told before is gone.
    living = Forms.objects.filter(tie_check=check, membership=membership, staff=staff, shredded_at=None).first()
    choices = Compared.read(sealing.reveal(living, "forms")).choices if living else {}
    sealing.seal(made, told=Told({}, choices).written())
    made.save(force_insert=True)
    recording.record("tie sheet begun", by=by, at=at, about=made)
    return made


@transaction.atomic
def keep(
    sheet: Sheet, kind: str, values: Sequence[str], *, may_be_raised: bool | None, by: Member | Staff, at: datetime
) -> Sheet:
    """Keep one page; no values is an answer too. Raises Absent, TooMuch, NotAnswered."""
    sheet = _open(sheet, by, at)
    if kind != PERSON and kind not in Kind.values:
        raise Absent
    if kind != PERSON and may_be_raised is None:
        raise NotAnswered
    said = [" ".join(value.split()) for value in values]
    said = [value for value in said if value]
    if len(said) > most(kind) or any(len(value) > LONGEST for value in said):
        raise TooMuch
    told = Told.read(sealing.reveal(sheet, "told"))
    told.values[kind] = said
    if kind != PERSON:
        told.choices[kind] = bool(may_be_raised)
    sealing.seal(sheet, told=told.written())
    sheet.save()
    recording.record("tie page kept", by=by, at=at, about=sheet)
    return sheet


@transaction.atomic
def hand_in(sheet: Sheet, *, by: Member | Staff, at: datetime) -> Sheet:
    """Hand it in for the next run. Raises Absent, NotAnswered."""
    sheet = _open(sheet, by, at)
    if not Told.read(sealing.reveal(sheet, "told")).is_whole:
        raise NotAnswered
    if sheet.handed_in_at is None:
        sheet.handed_in_at = at
        sheet.save(update_fields=["handed_in_at"])
        recording.record("tie sheet handed in", by=by, at=at, about=sheet)
    return sheet


@transaction.atomic
def change_choices(membership: Membership, choices: Mapping[str, bool], *, by: Member, at: datetime) -> None:
    """Another yes or no. What leaders heard already stays known. Raises Absent, NotAnswered."""
    check = _check(membership)
    _require_own(membership, check, by, at)
    if set(choices) != set(Kind.values):
        raise NotAnswered
    sheet = Sheet.objects.filter(membership=membership, shredded_at=None).first()
    living = Forms.objects.filter(membership=membership, shredded_at=None).first()
    if sheet is None and living is None:
        raise Absent
    if sheet is not None:
        told = Told.read(sealing.reveal(sheet, "told"))
        told.choices = dict(choices)
        sealing.seal(sheet, told=told.written())
        sheet.save()
    if living is not None:
        compared = Compared.read(sealing.reveal(living, "forms"))
        compared.choices = dict(choices)
        sealing.seal(living, forms=compared.written())
        living.save()
    rows = [row for row in (sheet, living) if row is not None]
    recording.record("tie choices changed", by=by, at=at, about=membership, rows=rows)


@transaction.atomic
def withdraw(membership: Membership, *, by: Member, at: datetime) -> None:
    """Take back all that was told: its keys are destroyed. What leaders heard already stays known. Raises Absent."""
    check = _check(membership)
    _require_own(membership, check, by, at)
    rows = shred([*Sheet.objects.filter(membership=membership, shredded_at=None)], at=at)
    rows += shred([*Forms.objects.filter(membership=membership, shredded_at=None)], at=at)
    stand = [
        one
        for one in findings.opened(sealing.reveal(check, "findings"))
        if one.released_at or not _rests_on(one, f"member:{membership.pk}")
    ]
    sealing.seal(check, **findings.texts(stand))
    check.save()
    recording.record("ties taken back", by=by, at=at, about=membership, rows=[check, *rows])


def shred(rows: Sequence[Sheet | Forms], *, at: datetime) -> list[Sheet | Forms]:
    """Destroy the keys of what was told or compared by, and the ciphertext with it."""
    sealing.shred_many([row.subject_id for row in rows], at=at)
    for row in rows:
        setattr(row, "told" if isinstance(row, Sheet) else "forms", b"")
        row.shredded_at = at
        row.save()
    return list(rows)


def _rests_on(one: findings.Finding, who: str) -> bool:
    return who == one.one or (one.kind != PERSON and who == one.other)


def _check(membership: Membership) -> Check:
    found = Check.objects.select_for_update(of=("self",)).filter(group=membership.group_id, ended_at=None).first()
    if found is None:
        raise Absent
    return found


def _require_own(membership: Membership, check: Check, by: Member | Staff, at: datetime) -> None:
    if membership.group_id != check.group_id or membership.left_at is not None:
        raise Absent
    if not isinstance(by, Member) or membership.member_id != by.pk:
        raise Absent
    policy.require(by, "tell ties", member_id=membership.member_id, at=at)


def _open(sheet: Sheet, by: Member | Staff, at: datetime) -> Sheet:
    """The sheet, locked, if it is this person's and no run has seen it. Raises Absent."""
    # The group's check is locked first, as everywhere here: a run that begins now waits, or this waits for the run.
    check = Check.objects.select_for_update(of=("self",)).get(pk=sheet.tie_check_id)
    found = Sheet.objects.select_related("membership").get(pk=sheet.pk)
    if found.shredded_at is not None or check.ended_at is not None:
        raise Absent
    if found.membership is not None:
        _require_own(found.membership, check, by, at)
    elif found.staff_id != by.pk:
        raise Absent
    else:
        policy.require(by, "tell staff ties", group_id=check.group_id, at=at)
    return found
