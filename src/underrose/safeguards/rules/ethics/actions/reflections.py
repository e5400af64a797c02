"""Keep what a leader's browser has sealed about their own reactions; destroy it where they say so.

The words never come here, in clear or opened. It refuses what isn't sealed to its author's own key alone, signed by
it, and for this very reflection. It writes down no member: whom a reflection is about, its author alone knows.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent, Refused
from underrose.ground.vault import backup, sealing
from underrose.groups.models import Group, Membership
from underrose.people import policy
from underrose.people.matters import queries as matters
from underrose.people.matters.models import Kind
from underrose.people.models import Practice, Staff
from underrose.people.readers import own
from underrose.safeguards.rules.ethics.models import Reflection, ReflectionDraft


class AlreadyKept(Refused):
    said = _("This is kept already.")


class OnHold(Refused):
    said = _("A legal hold keeps this for now. Ask the privacy officer when it ends.")


def info(group_id: uuid.UUID, reflection_id: uuid.UUID) -> str:
    """What a sealed reflection is bound to. The page writes the same."""
    return f"reflection:{group_id}:{reflection_id}"


def draft_info(group_id: uuid.UUID, reflection_id: uuid.UUID) -> str:
    """What a sealed draft is bound to."""
    return f"reflection draft:{group_id}:{reflection_id}"


@transaction.atomic
def keep_reflection(group: Group, sealed: str, *, reflection_id: uuid.UUID, by: Staff, at: datetime) -> Reflection:
    """Keep it; it never changes. Raises Absent, AlreadyKept, own.NoKey, own.NotSealed."""
    _may(group, by, at)
    if Reflection.objects.filter(pk=reflection_id).exists():
        raise AlreadyKept
    kept = Reflection(
        id=reflection_id,
        practice_id=group.practice_id,
        subject_id=sealing.subject(group.practice_id, "note", at=at),
        group=group,
        author=by,
        key_id=own.check(sealed, info(group.pk, reflection_id), by),
        kept_at=at,
    )
    # Once more under a key of the house, so that destroying that key destroys this too, whoever has the author's.
    sealing.seal(kept, sealed=sealed)
    kept.save(force_insert=True)
    ReflectionDraft.objects.filter(group=group, author=by).delete()
    recording.record("reflection kept", by=by, at=at, about=kept)
    return kept


@transaction.atomic
def keep_draft(group: Group, sealed: str, *, reflection_id: uuid.UUID, by: Staff, at: datetime) -> ReflectionDraft:
    """Keep what is written so far. It makes no entry, as other drafts. Raises Absent, AlreadyKept, and as above."""
    _may(group, by, at)
    if Reflection.objects.filter(pk=reflection_id).exists():
        raise AlreadyKept
    own.check(sealed, draft_info(group.pk, reflection_id), by)
    draft, _is_new = ReflectionDraft.objects.update_or_create(
        group=group,
        author=by,
        defaults={
            "practice_id": group.practice_id,
            "reflection_id": reflection_id,
            "sealed": sealed,
            "at": at,
        },
    )
    return draft


@transaction.atomic
def drop_draft(group: Group, *, by: Staff, at: datetime) -> None:
    """Throw one's draft away. Raises Absent."""
    _may(group, by, at)
    ReflectionDraft.objects.filter(group=group, author=by).delete()


@transaction.atomic
def destroy(kept: Reflection, *, by: Staff, at: datetime) -> None:
    """Destroy one's own: its key goes for good, and its row says that there was one. No law asks to keep it.

    A hold on the group, on anybody who is or was in it, or on all, comes first. Raises Absent, OnHold.
    """
    policy.require(by, "destroy reflection", staff_id=kept.author_id, at=at)
    # Whoever opens a hold locks the practice's row too, so that none begins meanwhile.
    Practice.objects.select_for_update().get(pk=kept.practice_id)
    theirs = Membership.objects.filter(group=kept.group_id).values("member")
    holds = matters.open_matters(kept.practice_id).filter(kind=Kind.LEGAL_HOLD)
    if holds.filter(
        Q(member__in=theirs) | Q(member=None, group_id=kept.group_id) | Q(member=None, group_id=None)
    ).exists():
        raise OnHold
    sealing.shred(kept.subject_id, at=at)
    recording.record("reflection destroyed", by=by, at=at, about=kept)
    transaction.on_commit(lambda: backup.spread(at=at), robust=True)


def _may(group: Group, by: Staff, at: datetime) -> None:
    if group.practice_id != by.practice_id:
        raise Absent
    policy.require(by, "keep reflections", group_id=group.pk, at=at)
    Group.objects.select_for_update(of=("self",)).get(pk=group.pk)
