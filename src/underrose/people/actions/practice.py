"""Make a practice and keep its name, label and time zone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import available_timezones

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Refused
from underrose.ground.vault import locking, shares
from underrose.ground.vault.models import RecoveryShare
from underrose.people import policy
from underrose.people.actions.staff import AlreadyStaffed, make_first_staff
from underrose.people.models import Practice, Staff, System


class NoSuchTimeZone(Refused):
    said = _("That time zone isn't known. Choose one from the list.")


class SharedHouse(Refused):
    said = _("Several practices share this house, so only whoever runs the server can lock it: underrose lock now")


@transaction.atomic
def make_practice(*, name: str, time_zone: str, at: datetime, label: str = "", is_example: bool = False) -> Practice:
    """A practice comes to be, by whoever holds the one-time first-run address. Raises NoSuchTimeZone."""
    _known(time_zone)
    practice = Practice(name=name, time_zone=time_zone, is_example=is_example, made_at=at)
    if label:
        practice.label = label
    practice.save(force_insert=True)
    recording.record("practice made", by=System(practice.pk, "first run"), at=at, about=practice)
    return practice


@transaction.atomic
def change_practice(
    practice: Practice, *, name: str, label: str, time_zone: str, by: Staff | System, at: datetime
) -> None:
    """New name, label or time zone. Raises Absent, NoSuchTimeZone."""
    if not isinstance(by, System):
        policy.require(by, "manage practice", at=at)
    _known(time_zone)
    practice = Practice.objects.select_for_update().get(pk=practice.pk)
    practice.name, practice.label, practice.time_zone = name, label, time_zone
    practice.save()
    recording.record("practice changed", by=by, at=at, about=practice)


@transaction.atomic
def check_recovery(practice: Practice, *, by: Staff | System, at: datetime) -> None:
    """The recovery sheet was typed back and is right: note it. Raises Absent."""
    if not isinstance(by, System):
        policy.require(by, "keep recovery sheet", at=at)
    practice = Practice.objects.select_for_update().get(pk=practice.pk)
    practice.recovery_checked_at = at
    practice.save()
    recording.record("recovery sheet checked", by=by, at=at, about=practice)


@transaction.atomic
def outdate_recovery(practice: Practice, *, by: System, at: datetime) -> None:
    """Papers of a former root key open this house no more: it counts as never tried, until new ones are."""
    practice = Practice.objects.select_for_update().get(pk=practice.pk)
    if practice.recovery_checked_at is None:
        return
    practice.recovery_checked_at = None
    practice.save()
    recording.record("recovery outdated", by=by, at=at, about=practice)


@transaction.atomic
def make_shares(practice: Practice, *, by: Staff, at: datetime) -> list[shares.Share]:
    """New recovery shares, to be printed now. Raises Absent, root.KeyTrouble."""
    policy.require(by, "keep recovery sheet", at=at)
    made = shares.make(at=at)
    recording.record("recovery shares made", by=by, at=at, about=practice, details={"shares": len(made)})
    return made


@transaction.atomic
def check_share(practice: Practice, words: str, *, by: Staff, at: datetime) -> RecoveryShare:
    """One share was typed back and is right; with enough of them, recovery is proven. Raises Absent, ShareRefused."""
    policy.require(by, "keep recovery sheet", at=at)
    checked = shares.check(words, at=at)
    practice = Practice.objects.select_for_update().get(pk=practice.pk)
    if sum(1 for share in shares.known() if share.checked_at) >= checked.needed and not practice.recovery_checked_at:
        practice.recovery_checked_at = at
        practice.save()
    recording.record("recovery share checked", by=by, at=at, about=practice, details={"share": checked.number})
    return checked


@transaction.atomic
def lock_house(practice: Practice, *, by: Staff, at: datetime) -> None:
    """Shut the running house for everybody, until the operator opens it. Raises Absent, SharedHouse."""
    policy.require(by, "lock house", at=at)
    if Practice.objects.exclude(pk=practice.pk).exclude(is_example=True).exists():
        raise SharedHouse
    recording.record("house locked", by=by, at=at, about=practice)
    transaction.on_commit(locking.lock)


@transaction.atomic
def open_house(practice: Mapping[str, Any], account: Mapping[str, Any], *, at: datetime) -> Staff:
    """Practice and first account, together or not at all, by whoever holds the first-run address."""
    if Staff.objects.exists():
        raise AlreadyStaffed
    return make_first_staff(make_practice(**practice, at=at), **account, at=at)


@transaction.atomic
def show_recovery(practice: Practice, *, by: Staff, at: datetime) -> None:
    """Note that somebody looked at the recovery sheet. Raises Absent."""
    policy.require(by, "keep recovery sheet", at=at)
    recording.record("recovery sheet shown", by=by, at=at, about=practice)


def _known(time_zone: str) -> None:
    if time_zone not in available_timezones():
        raise NoSuchTimeZone
