"""Keep the contacts of a practice: whom its staff can turn to. An outdated one is worse than none: each has a day."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent, Refused
from underrose.ground.vault import sealing
from underrose.people import policy
from underrose.people.models import Staff
from underrose.safeguards.rules.ethics.models import LocalContact


class NoReach(Refused):
    said = _("Write a name, and how they are reached.")


@transaction.atomic
def add_contact(*, kind: str, name: str, reach: str, when: str = "", by: Staff, at: datetime) -> LocalContact:
    """Write down whom staff can turn to. Raises Absent, NoReach."""
    policy.require(by, "keep ethics contacts", at=at)
    contact = LocalContact(
        practice_id=by.practice_id,
        subject_id=sealing.subject(by.practice_id, "practice", at=at),
        kind=LocalContact.Kind(kind),
    )
    return _set(contact, "ethics contact added", name=name, reach=reach, when=when, by=by, at=at)


@transaction.atomic
def change_contact(
    contact: LocalContact, *, kind: str, name: str, reach: str, when: str = "", by: Staff, at: datetime
) -> LocalContact:
    """Change one, or see that it is right: its day is today. Raises Absent, NoReach."""
    contact = _living(contact, by, at)
    contact.kind = LocalContact.Kind(kind)
    return _set(contact, "ethics contact changed", name=name, reach=reach, when=when, by=by, at=at)


@transaction.atomic
def end_contact(contact: LocalContact, *, by: Staff, at: datetime) -> None:
    """Take one off the list. Raises Absent."""
    contact = _living(contact, by, at)
    contact.ended_at = at
    contact.save(update_fields=["ended_at"])
    recording.record("ethics contact ended", by=by, at=at, about=contact)


def _living(contact: LocalContact, by: Staff, at: datetime) -> LocalContact:
    policy.require(by, "keep ethics contacts", at=at)
    rows = LocalContact.objects.select_for_update().filter(practice=by.practice_id, ended_at=None)
    found = rows.filter(pk=contact.pk).first()
    if found is None:
        raise Absent
    return found


def _set(contact: LocalContact, act: str, *, name: str, reach: str, when: str, by: Staff, at: datetime) -> LocalContact:
    if not name.strip() or not reach.strip():
        raise NoReach
    contact.set_by, contact.set_at = by, at
    contact.checked_on = at.astimezone(ZoneInfo(by.practice.time_zone)).date()
    sealing.seal(contact, name=name.strip(), reach=reach.strip(), when=when.strip())
    contact.save()
    recording.record(act, by=by, at=at, about=contact)
    return contact
