"""Pause a membership, and take it up again. Nothing that was promised, signed or shared changes by it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Refused
from underrose.groups.actions.joining import HasLeft
from underrose.groups.models import Membership, Pause
from underrose.people import policy
from underrose.people.models import Actor


class PausedAlready(Refused):
    said = _("This person is paused already.")


class NotPaused(Refused):
    said = _("This person isn't paused.")


@transaction.atomic
def pause(membership: Membership, *, by: Actor, at: datetime) -> Pause:
    """From now on they are not expected, reminded or counted. Raises Absent, HasLeft, PausedAlready."""
    membership = _locked(membership, by, at)
    if Pause.objects.filter(membership=membership, until=None).exists():
        raise PausedAlready
    found = Pause(practice_id=membership.practice_id, membership=membership, since=at)
    found.save(force_insert=True)
    recording.record("membership paused", by=by, at=at, about=membership, rows=[found])
    return found


@transaction.atomic
def resume(membership: Membership, *, by: Actor, at: datetime) -> Pause:
    """They take part again from now on. Raises Absent, HasLeft, NotPaused."""
    membership = _locked(membership, by, at)
    found = Pause.objects.select_for_update().filter(membership=membership, until=None).first()
    if found is None:
        raise NotPaused
    found.until = max(at, found.since)
    found.save(update_fields=["until"])
    recording.record("membership resumed", by=by, at=at, about=membership, rows=[found])
    return found


def _locked(membership: Membership, by: Actor, at: datetime) -> Membership:
    policy.require(by, "pause membership", group_id=membership.group_id, member_id=membership.member_id, at=at)
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if membership.left_at is not None:
        raise HasLeft
    return membership
