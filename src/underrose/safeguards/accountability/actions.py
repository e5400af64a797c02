"""Draft and publish the ladder; report, read and close; try the way to report."""

from __future__ import annotations

import json
import secrets
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.outbox import actions as outbox
from underrose.ground.outbox import channels
from underrose.ground.refusal import Absent, Refused
from underrose.ground.vault import sealing
from underrose.groups.models import Group, Membership
from underrose.people import policy
from underrose.people.models import Assignment, Member, Practice, Role, Staff, System
from underrose.safeguards.accountability import texts
from underrose.safeguards.accountability.models import LadderEdition, LadderQuerySet, Report, Trial

_CODE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that looks like something else
_WAITS = timedelta(days=14)


class EmptyStep(Refused):
    said = _("Each step needs all its sentences: what it means, who decides, how long it takes, what a person can do.")


class NoDraft(Refused):
    said = _("There is no draft to publish. Write one first.")


class NothingSaid(Refused):
    said = _("Write at least one sentence on what happened.")


class NotNow(Refused):
    said = _("This report is closed already.")


class NoOutcome(Refused):
    said = _("Write what came of it. The person who reported reads these words.")


class YourOwnTrial(Refused):
    said = _("Someone else has to say that the trial arrived. Ask another privacy officer.")


# The ladder


@transaction.atomic
def draft_ladder(steps: Sequence[Mapping[str, str]] = (), *, by: Staff, at: datetime) -> LadderEdition:
    """Write the draft of the next edition; without steps it starts from the one in force, or the starter.

    Raises Absent to whoever may not publish, EmptyStep where a sentence is missing.
    """
    policy.require(by, "publish ladder", at=at)
    editions = _editions(by)
    last = editions.published().order_by("-number").first()
    draft = editions.drafts().first() or LadderEdition(
        practice_id=by.practice_id,
        number=last.number + 1 if last else 1,
        steps=last.steps if last else texts.starter_ladder(),
        made_at=at,
    )
    if steps:
        draft.steps = [{name: step.get(name, "").strip() for name in texts.FIELDS} for step in steps]
    if not all(all(step.values()) for step in draft.steps):
        raise EmptyStep
    draft.save()
    recording.record("ladder drafted", by=by, at=at, about=draft)
    return draft


@transaction.atomic
def publish_ladder(*, by: Staff, at: datetime) -> LadderEdition:
    """Put the draft in force as an edition that never changes again. Raises Absent, NoDraft."""
    policy.require(by, "publish ladder", at=at)
    draft = _editions(by).drafts().first()
    if draft is None:
        raise NoDraft
    draft.published_at, draft.published_by = at, by
    draft.save(update_fields=["published_at", "published_by"])
    recording.record("ladder published", by=by, at=at, about=draft, details={"number": draft.number})
    return draft


# A report


@transaction.atomic
def report(
    group: Group | None,
    *,
    what: str,
    how_known: str = "",
    when: str = "",
    safe_now: str = "",
    may_contact: str = "",
    involved: Iterable[uuid.UUID] = (),
    with_name: bool = False,
    by: Member | Staff,
    at: datetime,
) -> Report:
    """Take in what someone says happened, sealed; it reaches the privacy officer. Raises Absent, NothingSaid.

    A report by someone signed in is not anonymous, with or without their name: the page says so before.
    """
    _may_report(group, by=by, at=at)
    if not what.strip():
        raise NothingSaid
    found = Report(
        practice_id=by.practice_id,
        subject_id=sealing.subject(by.practice_id, "case", at=at),
        code=_code(by.practice_id),
        reporter_index=reporter_index(by),
        made_at=at,
    )
    sealing.seal(
        found,
        reporter=json.dumps({"ref": by.ref, "name": _name(by, group) if with_name else ""}),
        group_ref=str(group.pk) if group else "",
        involved=json.dumps([str(staff) for staff in involved]),
        what=what.strip(),
        how_known=how_known.strip(),
        when=when.strip(),
        safe_now=safe_now.strip(),
        may_contact=may_contact.strip(),
    )
    found.save(force_insert=True)
    # By the house and not by the person: the list of entries has more readers than the report.
    recording.record("report received", by=System(by.practice_id, "way to report"), at=at, about=found)
    _tell_officers(found, at=at)
    return found


@transaction.atomic
def open_report(found: Report, *, by: Staff, at: datetime) -> Report:
    """The privacy officer opens what came in; its reporter sees that it was seen. Raises Absent to whom it concerns."""
    found = _open_to(found, by=by, at=at)
    if found.state == Report.State.RECEIVED:
        found.state, found.seen_at, found.seen_by = Report.State.SEEN, at, by
        found.save(update_fields=["state", "seen_at", "seen_by"])
        recording.record("report seen", by=by, at=at, about=found)
    return found


@transaction.atomic
def read_report(found: Report, *, by: Staff, at: datetime) -> Report:
    """Show an opened report once more; one entry a reading. Raises Absent to whom it concerns."""
    found = _open_to(found, by=by, at=at)
    recording.viewed("report read", by=by, at=at, about=found)
    return found


@transaction.atomic
def close_report(found: Report, *, outcome: str, by: Staff, at: datetime) -> Report:
    """Close it with words that its reporter reads. Raises Absent where `by` is concerned, NotNow, NoOutcome."""
    found = _open_to(found, by=by, at=at)
    if found.state == Report.State.CLOSED:
        raise NotNow
    if not outcome.strip():
        raise NoOutcome
    sealing.seal(found, outcome=outcome.strip())
    found.state, found.closed_at, found.closed_by = Report.State.CLOSED, at, by
    found.save()
    recording.record("report closed", by=by, at=at, about=found)
    return found


def concerns(found: Mapping[str, str], staff: Staff, leads: Iterable[uuid.UUID]) -> bool:
    """Whether a report, opened, is about this person: named in it, its writer, or a leader of its group.

    The privacy officer and the facilitator of one incident differ.
    """
    if str(staff.pk) in json.loads(found["involved"] or "[]") or json.loads(found["reporter"])["ref"] == staff.ref:
        return True
    return found["group_ref"] in {str(group) for group in leads}


def led_by(staff: Staff, *, at: datetime) -> frozenset[uuid.UUID]:
    """Groups that this person leads now, or led within the last year: an old leader isn't a fresh pair of eyes."""
    rows = Assignment.objects.filter(Q(until=None) | Q(until__gt=at - timedelta(days=365)), staff=staff)
    rows = rows.filter(role__in=(Role.FACILITATOR, Role.CO_FACILITATOR)).exclude(group_id=None)
    return frozenset(group for group in rows.values_list("group_id", flat=True) if group)


def officers(practice_id: uuid.UUID, *, at: datetime) -> list[Staff]:
    """The privacy officers of a practice, now."""
    rows = Assignment.objects.filter(Q(until=None) | Q(until__gt=at), since__lte=at, role=Role.PRIVACY_OFFICER)
    return list(Staff.objects.filter(pk__in=rows.filter(practice=practice_id).values("staff"), is_active=True))


def reporter_index(by: Member | Staff) -> bytes:
    """The keyed form under which a reporter finds their own receipts."""
    return sealing.blind_index(by.practice_id, "reporter", by.ref)


# Trying the way


@transaction.atomic
def try_the_way(group: Group, *, by: Staff, at: datetime) -> Trial:
    """A leader tries the way to report: a marked trial reaches the same inbox. Raises Absent to others."""
    policy.require(by, "try the way to report", group_id=group.pk, at=at)
    trial = Trial.objects.create(practice_id=group.practice_id, group=group, by=by, at=at)
    recording.record("way to report tried", by=by, at=at, about=trial)
    _tell_officers(trial, at=at)
    return trial


@transaction.atomic
def acknowledge(trial: Trial, *, by: Staff, at: datetime) -> Trial:
    """The privacy officer says that the trial arrived. Raises Absent to others, YourOwnTrial."""
    trial = Trial.objects.select_for_update().get(pk=trial.pk)
    if trial.practice_id != by.practice_id:
        raise Absent
    policy.require(by, "handle report", at=at)
    if trial.by_id == by.pk:
        raise YourOwnTrial
    if trial.acknowledged_at is None:
        trial.acknowledged_at, trial.acknowledged_by = at, by
        trial.save(update_fields=["acknowledged_at", "acknowledged_by"])
        recording.record("trial acknowledged", by=by, at=at, about=trial)
    return trial


def _editions(by: Staff) -> LadderQuerySet:
    """The practice's editions, once nobody else is writing one: two drafts at a time would be one too many."""
    Practice.objects.select_for_update().get(pk=by.practice_id)
    return LadderEdition.objects.filter(practice=by.practice_id)


def _may_report(group: Group | None, *, by: Member | Staff, at: datetime) -> None:
    if group is not None and group.practice_id != by.practice_id:
        raise Absent
    if group is None:
        # A report about no group: whoever has a part in this practice at all may tell.
        if not policy.holds(policy.standing(by, at) if isinstance(by, Staff) else by, "report"):
            raise Absent
        return
    policy.require(by, "report", group_id=group.pk, at=at)
    if isinstance(by, Staff):
        return
    # A membership that ended counts: whoever left may still tell what happened here.
    if not Membership.objects.filter(group=group, member=by).exists():
        raise Absent


def _open_to(found: Report, *, by: Staff, at: datetime) -> Report:
    found = Report.objects.select_for_update().get(pk=found.pk)
    if found.practice_id != by.practice_id:
        raise Absent
    policy.require(by, "handle report", at=at)
    if concerns(sealing.open_all(found), by, led_by(by, at=at)):
        raise Absent
    return found


def _name(by: Member | Staff, group: Group | None) -> str:
    if isinstance(by, Staff):
        return by.name
    rows = Membership.objects.filter(member=by)
    membership = (rows.filter(group=group) if group else rows).order_by("-since").first()
    return sealing.reveal(membership, "chosen_name") if membership else ""


def _code(practice_id: uuid.UUID) -> str:
    while True:
        letters = "".join(secrets.choice(_CODE) for _ in range(8))
        code = f"{letters[:4]}-{letters[4:]}"
        if not Report.objects.filter(practice=practice_id, code=code).exists():
            return code


def _tell_officers(about: Report | Trial, *, at: datetime) -> None:
    if not channels.is_set_up("mail", about.practice_id):
        return  # the inbox counts what waits; no message is promised
    opened = sealing.open_all(about) if isinstance(about, Report) else {}
    for officer in officers(about.practice_id, at=at):
        if opened and concerns(opened, officer, led_by(officer, at=at)):
            continue
        outbox.put(
            practice_id=about.practice_id,
            subject_id=sealing.subject(about.practice_id, "outbox", at=at),
            key=f"{officer.pk}:{about.pk}:waits",
            address=officer.email,
            subject_line=_now("Something waits for you"),
            words=_now("Something waits for you. Please sign in when you can."),
            at=at,
            due_at=at,
            stale_at=at + _WAITS,
        )
