"""What the worker does for retention: carries out what has waited, and puts in order what a restore brought back."""

from __future__ import annotations

from datetime import datetime

from underrose.ground.vault.models import SubjectKey
from underrose.people.models import Member
from underrose.safeguards.protection.retention import actions
from underrose.safeguards.protection.retention.models import Destruction


def tick(*, at: datetime) -> None:
    """Every half minute; nothing to do costs two small queries."""
    for asked in Destruction.objects.waiting().filter(waits_until__lte=at):
        actions.carry_out_after_waiting(asked, at=at)
    gone = SubjectKey.objects.exclude(shredded_at=None).filter(kind="member").values("id")
    back = Member.objects.exclude(mail_index=None, phone_index=None).filter(subject_id__in=gone)
    for practice_id in set(back.values_list("practice_id", flat=True)):
        actions.forget_again(practice_id, at=at)
