"""Write down what came of a tie; let the leaders hear of one that both allowed; have a leader's own tie decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent, Refused
from underrose.ground.vault import sealing
from underrose.groups.models import Membership
from underrose.people import policy
from underrose.people.models import Staff
from underrose.safeguards.rules.ethics.actions import conflicts
from underrose.safeguards.rules.ethics.models import ConflictReview
from underrose.safeguards.rules.ties import findings, queries
from underrose.safeguards.rules.ties.findings import Finding, Outcome
from underrose.safeguards.rules.ties.models import Check

_LONGEST = 500


class NotAllowed(Refused):
    said = _("Not both of them allowed that the leaders hear of it. It stays with you.")


class NotALeaders(Refused):
    said = _("This tie is between two members. A conflict review is about somebody who leads the group.")
    status = 422


class TooLong(Refused):
    said = _("Write it in five hundred letters at most.")
    status = 422


@transaction.atomic
def settle(check: Check, finding_id: str, outcome: Outcome | str, words: str = "", *, by: Staff, at: datetime) -> None:
    """Write down what came of it: leaders of what they heard of, the reviewer of anything. Raises Absent, TooLong."""
    if len(words.strip()) > _LONGEST:
        raise TooLong
    check, reviews = _locked(check, by, at)
    if not reviews:
        policy.require(by, "settle tie", group_id=check.group_id, at=at)
    came = str(Outcome(outcome))

    def settled(one: Finding) -> Finding:
        if not (reviews or one.released_at):
            raise Absent
        return replace(one, outcome=came, words=words.strip(), settled_at=at.isoformat(), settled_by=str(by.pk))

    _change(check, finding_id, settled)
    recording.record("tie settled", by=by, at=at, about=check, details={"finding": finding_id})


@transaction.atomic
def release(check: Check, finding_id: str, *, by: Staff, at: datetime) -> None:
    """The reviewer lets the leaders hear of a tie that both allowed to be raised. Raises Absent, NotAllowed."""
    check, reviews = _locked(check, by, at)
    if not reviews:
        raise Absent

    def released(one: Finding) -> Finding:
        if not one.can_be_released:
            raise NotAllowed
        return one.released(at.isoformat())

    _change(check, finding_id, released)
    recording.record("tie released", by=by, at=at, about=check, details={"finding": finding_id})


@transaction.atomic
def open_review(
    check: Check, finding_id: str, *, decider: Staff, words: str, leader_knows: bool, by: Staff, at: datetime
) -> ConflictReview:
    """The reviewer lets somebody decide about a leader's own tie with a member (`rules.ethics`). Raises Absent,
    NotALeaders, and what opening a conflict review raises."""
    check, reviews = _locked(check, by, at)
    held = findings.opened(sealing.reveal(check, "findings"))
    tie = next((one for one in held if one.id == finding_id), None)
    if not reviews or tie is None:
        raise Absent
    sides = dict(side.split(":") for side in (tie.one, tie.other))
    if set(sides) != {"member", "staff"}:
        raise NotALeaders
    membership = Membership.objects.get(pk=sides["member"], group=check.group_id)
    leader = Staff.objects.get(pk=sides["staff"], practice=check.practice_id)
    return conflicts.open_for_a_tie(
        membership, leader=leader, decider=decider, words=words, leader_knows=leader_knows, by=by, at=at
    )


def _locked(check: Check, by: Staff, at: datetime) -> tuple[Check, bool]:
    """The check, locked, and whether this person reviews it."""
    if check.practice_id != by.practice_id:
        raise Absent
    rows = Check.objects.select_for_update(of=("self",)).select_related("group")
    found = rows.filter(pk=check.pk, ended_at=None).first()
    if found is None:
        raise Absent
    return found, queries.reviewer_of(found, at=at) == by


def _change(check: Check, finding_id: str, change: Callable[[Finding], Finding]) -> None:
    held = list(findings.opened(sealing.reveal(check, "findings")))
    place = next((place for place, one in enumerate(held) if one.id == finding_id), None)
    if place is None:
        raise Absent
    held[place] = change(held[place])
    sealing.seal(check, **findings.texts(held))
    check.save()
