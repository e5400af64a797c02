"""Attest that a leader is trained; take an attestation back."""

from __future__ import annotations

import datetime as dt
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent, Refused
from underrose.ground.vault import sealing
from underrose.people import policy
from underrose.people.models import Staff
from underrose.safeguards.training import leading
from underrose.safeguards.training.models import Attestation

LONGEST = dt.timedelta(days=3 * 366)


class ForYourself(Refused):
    said = _("Nobody can attest their own training. Ask a supervisor.")


class NotNow(Refused):
    said = _("Choose an end date after today, and no more than three years ahead.")


class NoWords(Refused):
    said = _("Write which course or training was completed.")


class NoOutsider(Refused):
    said = _("Write who outside the practice vouches for it, and why no supervisor here can.")


@transaction.atomic
def attest(staff: Staff, *, course: str, valid_until: dt.date, by: Staff, at: datetime) -> Attestation:
    """A supervisor vouches for a leader's training.

    Raises Absent to non-supervisors, ForYourself, NoWords, NotNow.
    """
    policy.require(by, "attest training", at=at)
    if staff.pk == by.pk:
        raise ForYourself
    return _write(staff, course=course, valid_until=valid_until, by=by, at=at)


@transaction.atomic
def attest_from_outside(
    staff: Staff, *, course: str, valid_until: dt.date, supervisor: str, reason: str, by: Staff, at: datetime
) -> Attestation:
    """The practice admin records an outside supervisor's word, where the house has none. The name is sealed.

    The one way for a practice of one; it asks for a reason, and the page shows it as such.
    Raises Absent to others than the practice admin, NoOutsider, NoWords, NotNow.
    """
    policy.require(by, "record outside attestation", at=at)
    if not supervisor.strip() or not reason.strip():
        raise NoOutsider
    if supervisor.strip().casefold() in (staff.name.casefold(), by.name.casefold()):
        raise ForYourself
    words = {"outside_supervisor": supervisor.strip(), "reason": reason.strip()}
    return _write(staff, course=course, valid_until=valid_until, by=by, at=at, is_from_outside=True, **words)


@transaction.atomic
def withdraw(attestation: Attestation, *, by: Staff, at: datetime) -> None:
    """Take an attestation back; it stays in the history. Raises Absent to whoever may not."""
    attestation = Attestation.objects.select_for_update().get(pk=attestation.pk)
    if attestation.practice_id != by.practice_id:
        raise Absent
    policy.require(by, "withdraw attestation", at=at)
    if attestation.withdrawn_at:
        return
    attestation.withdrawn_at = at
    attestation.save(update_fields=["withdrawn_at"])
    recording.record("attestation withdrawn", by=by, at=at, about=attestation)


def _write(
    staff: Staff,
    *,
    course: str,
    valid_until: dt.date,
    by: Staff,
    at: datetime,
    is_from_outside: bool = False,
    **sealed: str,
) -> Attestation:
    if staff.practice_id != by.practice_id or not staff.is_active:
        raise Absent
    if not course.strip():
        raise NoWords
    today = leading.day(at, staff.practice.time_zone)
    if not today <= valid_until <= today + LONGEST:
        raise NotNow
    attestation = Attestation(
        practice_id=by.practice_id,
        subject_id=sealing.subject(by.practice_id, "practice", at=at),
        staff=staff,
        by=by,
        is_from_outside=is_from_outside,
        valid_from=today,
        valid_until=valid_until,
        made_at=at,
    )
    sealing.seal(attestation, course=course.strip(), **sealed)
    attestation.save(force_insert=True)
    recording.record("training attested", by=by, at=at, about=attestation)
    return attestation
