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
from underrose.people import policy
from underrose.people.actions.staff import AlreadyStaffed, make_first_staff
from underrose.people.models import Practice, Staff, System


class NoSuchTimeZone(Refused):
    said = _("That time zone isn't known. Choose one from the list.")


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
