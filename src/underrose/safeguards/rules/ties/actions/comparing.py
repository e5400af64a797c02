"""Run the tie check of one group: each night the same work, whatever it finds, and then the values are gone.

It runs on a fixed rhythm and not when somebody hands in, because an answer that follows a question at once can be
tried again and again, and a run that waited for a match would say that there is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _now

from underrose.ground.ledger import recording
from underrose.ground.outbox import actions as outbox
from underrose.ground.vault import sealing
from underrose.ground.vault.models import SubjectKey
from underrose.groups.circle import revealed
from underrose.groups.models import Membership
from underrose.people import policy
from underrose.people.models import Assignment, Role, Staff, System
from underrose.safeguards.rules.ties import findings, matching, queries
from underrose.safeguards.rules.ties.actions.telling import shred
from underrose.safeguards.rules.ties.comparing import Form, Keyed, form, keyed
from underrose.safeguards.rules.ties.kinds import PERSON, Kind
from underrose.safeguards.rules.ties.matching import Teller
from underrose.safeguards.rules.ties.models import Check, Forms, Sheet
from underrose.safeguards.rules.ties.papers import Compared, Told

_WAITS = timedelta(days=14)
_LEADS = (Role.FACILITATOR, Role.CO_FACILITATOR)


@transaction.atomic
def run(check: Check, *, at: datetime) -> Check:
    """Look through what was handed in, compare everybody who has come in, destroy the values. One entry."""
    by = System(check.practice_id, "worker")
    policy.require(by, "compare ties", group_id=check.group_id, at=at)
    check = Check.objects.select_for_update(of=("self",)).select_related("group").get(pk=check.pk)
    if check.ended_at is not None or check.group.ended_at is not None:
        return check
    key = keyed(bytes.fromhex(sealing.reveal(check, "secret")))
    members = list(Membership.objects.current().filter(group=check.group_id).select_related("member"))
    roles = _roles(check, at)
    sheets = list(Sheet.objects.filter(tie_check=check, shredded_at=None).exclude(handed_in_at=None))
    living = {_who(row): row for row in Forms.objects.filter(tie_check=check, shredded_at=None)}
    again = set(map(_who, Sheet.objects.filter(tie_check=check).exclude(shredded_at=None).exclude(handed_in_at=None)))
    told = dict(zip(map(_who, sheets), _revealed(sheets, "told"), strict=True))
    held = dict(zip(living, _revealed(living.values(), "forms"), strict=True))
    changed: list[Forms] = []
    compared = {who: Compared.read(text) for who, text in held.items()}
    for sheet in sheets:
        who = _who(sheet)
        is_late = who in again or (sheet.staff_id is not None and check.staff_closed_at is not None)
        compared[who] = _formed(Told.read(told[who]), compared.get(who), key, is_late=is_late)
        changed.append(living.get(who) or _new(sheet, check, at))
    sealing.seal_many((row, {"forms": compared[_who(row)].written()}) for row in changed)
    for row in changed:
        row.save()
    gone = shred(sheets, at=at)
    here = _tellers(members, roles, compared)
    found = matching.found(here, list(_names(members, roles, key)), at.isoformat())
    everybody = frozenset([f"member:{row.pk}" for row in members] + [f"staff:{pk}" for pk in roles])
    before = findings.opened(sealing.reveal(check, "findings"))
    sealing.seal(check, **findings.texts(findings.put_together(before, found, everybody, at.isoformat())))
    check.ran_at, check.staff_closed_at = at, check.staff_closed_at or at
    check.save()
    recording.record("ties compared", by=by, at=at, about=check, rows=[*gone, *changed])
    if sheets:
        _tell(check, at)
    return check


@transaction.atomic
def clear(check: Check, *, at: datetime) -> None:
    """Destroy what outlived its time: of who left the group, and all of it once the group has ended."""
    by = System(check.practice_id, "worker")
    policy.require(by, "compare ties", group_id=check.group_id, at=at)
    check = Check.objects.select_for_update(of=("self",)).select_related("group").get(pk=check.pk)
    is_over = check.group.ended_at is not None
    staff = set(_roles(check, at))
    found: list[Sheet | Forms] = []
    for model in (Sheet, Forms):
        found += model.objects.filter(tie_check=check, shredded_at=None).select_related("membership")
    # A restore brings rows back whose keys stay destroyed.
    keys = SubjectKey.objects.filter(pk__in=[row.subject_id for row in found])
    gone = set(keys.exclude(shredded_at=None).values_list("pk", flat=True))
    rows = [row for row in found if is_over or row.subject_id in gone or _has_left(row, staff)]
    if not rows and not (is_over and check.ended_at is None):
        return
    shred(rows, at=at)
    if is_over and check.ended_at is None:
        sealing.shred(check.subject_id, at=at)
        check.secret, check.findings, check.released, check.ended_at = b"", b"", b"", at
        check.save()
    recording.record("ties cleared", by=by, at=at, about=check, rows=rows)


def _has_left(row: Sheet | Forms, staff: set[object]) -> bool:
    return row.membership.left_at is not None if row.membership else row.staff_id not in staff


def _roles(check: Check, at: datetime) -> dict[object, str]:
    """{staff's id: role} of who has one in this group now; who leads it in any way leads it."""
    rows = Assignment.objects.filter(Q(until=None) | Q(until__gt=at), group_id=check.group_id, since__lte=at)
    roles: dict[object, str] = {}
    for staff_id, role in rows.exclude(role=Role.VISITOR).values_list("staff_id", "role").order_by("role", "staff_id"):
        if roles.get(staff_id) not in _LEADS:
            roles[staff_id] = role
    return roles


def _who(row: Sheet | Forms) -> str:
    return f"member:{row.membership_id}" if row.membership_id else f"staff:{row.staff_id}"


def _revealed(rows: Iterable[Sheet | Forms], name: str) -> list[str]:
    return sealing.reveal_each([(row, name) for row in rows])


def _formed(told: Told, before: Compared | None, key: Keyed, *, is_late: bool) -> Compared:
    """The forms of a sheet. What was told the first time, and is told again, is not late."""
    early = [found for found, was_late in before.forms if not was_late] if before else []
    forms = []
    for kind in (*Kind.values, PERSON):
        for value in told.values.get(kind, ()):
            found = form(kind, value, key)
            if found is not None:
                forms.append((found, is_late and found not in early))
    return Compared(told.choices, forms)


def _new(sheet: Sheet, check: Check, at: datetime) -> Forms:
    return Forms(
        practice_id=check.practice_id,
        subject_id=sealing.subject(check.practice_id, "tie forms", at=at),
        tie_check=check,
        membership_id=sheet.membership_id,
        staff_id=sheet.staff_id,
        made_at=at,
    )


def _tellers(members: Iterable[Membership], roles: dict[object, str], compared: dict[str, Compared]) -> list[Teller]:
    """Who is compared: members who have come in, and staff of the group. An applicant waits until they have."""
    here = [(f"member:{row.pk}", False) for row in members if row.member.joined_at is not None]
    here += [(f"staff:{pk}", role in _LEADS) for pk, role in roles.items()]
    return [Teller(who, compared[who], leads) for who, leads in here if who in compared]


def _names(members: list[Membership], roles: dict[object, str], key: Keyed) -> Iterator[tuple[str, Form]]:
    """Every name the house knows of members, applicants and staff, as it is compared."""
    fields = [(row, "chosen_name") for row in members]
    people = [(row.member, name) for row in members for name in ("legal_name", "mail_name")]
    owners = [f"member:{row.pk}" for row in members] + [f"member:{row.pk}" for row in members for _each in range(2)]
    known = list(zip(owners, revealed([*fields, *people]), strict=True))
    rows = Staff.objects.filter(pk__in=list(roles)).values_list("pk", "name")
    known += [(f"staff:{pk}", name) for pk, name in rows]
    for who, name in known:
        found = form(PERSON, name, key) if name else None
        if found is not None:
            yield who, found


def _tell(check: Check, at: datetime) -> None:
    """Write to the reviewer after each run that looked something through, whether it found anything or not."""
    reviewer = queries.reviewer_of(check, at=at)
    if reviewer is None:
        return
    outbox.put(
        practice_id=check.practice_id,
        subject_id=sealing.subject(check.practice_id, "outbox", at=at),
        key=f"{reviewer.pk}:{check.pk}:{at:%Y%m%d}",
        address=reviewer.email,
        subject_line=_now("A list to look at"),
        words=_now("A list has been made anew. Please sign in and look at it when you can, also if it is empty."),
        at=at,
        due_at=at,
        stale_at=at + _WAITS,
    )
