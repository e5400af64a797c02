"""Whose key is whose: read alone, for any room."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from underrose.people.models import Staff
from underrose.people.readers import suites
from underrose.people.readers.models import ReaderKey, ReaderSuite, RecoverySheet


def suite_of(practice_id: uuid.UUID) -> str:
    """The one suite of a practice's readers."""
    found = ReaderSuite.objects.filter(practice_id=practice_id).values_list("suite", flat=True).first()
    return found or suites.X25519


def living(staff: Staff, use: str) -> ReaderKey | None:
    """A reader's key of today for one use; none of somebody who has left."""
    return ReaderKey.objects.filter(staff=staff, use=use, ended_at=None, staff__is_active=True).first()


def by_key_id(practice_id: uuid.UUID, key_id: str) -> ReaderKey | None:
    """The key behind an id in a sealed thing, ended or not."""
    return ReaderKey.objects.filter(practice_id=practice_id, key_id=key_id).first()


def without_key(staff: Iterable[Staff], use: str) -> list[Staff]:
    """Who of these has no living key for one use, in one query."""
    people = list(staff)
    have = set(ReaderKey.objects.filter(staff__in=people, use=use, ended_at=None).values_list("staff_id", flat=True))
    return [person for person in people if person.pk not in have]


def living_sheets(key: ReaderKey) -> QuerySet[RecoverySheet]:
    """A key's sheets that still fit."""
    return RecoverySheet.objects.filter(key=key, ended_at=None).order_by("number")


def untried(practice_id: uuid.UUID) -> QuerySet[RecoverySheet]:
    """Sheets that nobody has typed in yet, of keys in use."""
    unused = RecoverySheet.objects.filter(practice_id=practice_id, ended_at=None, tried_at=None)
    return unused.filter(key__ended_at=None, key__staff__is_active=True).order_by("made_at")
