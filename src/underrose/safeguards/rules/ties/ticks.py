"""What the worker does for ties: the nightly run of each group, and destroying what outlived its time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from underrose.ground.vault.models import SubjectKey
from underrose.people.models import Assignment
from underrose.safeguards.rules.ties import queries
from underrose.safeguards.rules.ties.actions import comparing
from underrose.safeguards.rules.ties.models import Check, Forms, Sheet

AT_ONCE = 20
_LEAST = timedelta(hours=1)


def tick(*, at: datetime) -> None:
    """Every half minute; where nothing is due, two queries."""
    living = Check.objects.filter(ended_at=None).select_related("group")
    for check in living.filter(_outlived(at))[:AT_ONCE]:
        comparing.clear(check, at=at)
    waiting = living.filter(group__ended_at=None, begun_at__lt=at - _LEAST)
    waiting = waiting.filter(Q(ran_at=None) | Q(ran_at__lt=at - _LEAST)).order_by("ran_at")
    for check in [check for check in waiting if queries.runs_at(check) <= at][:AT_ONCE]:
        comparing.run(check, at=at)


def _outlived(at: datetime) -> Q:
    """Checks of ended groups; those in which somebody has left whose sheet or forms still stand; and those where a
    restore brought a row back whose key stays destroyed."""
    now = Assignment.objects.filter(Q(until=None) | Q(until__gt=at), since__lte=at)
    now = now.filter(group_id=OuterRef("tie_check__group_id"), staff=OuterRef("staff"))
    left = Q(membership__left_at__isnull=False) | (Q(staff__isnull=False) & ~Q(Exists(now)))
    gone = SubjectKey.objects.filter(pk=OuterRef("subject_id")).exclude(shredded_at=None)
    rest = Q()
    for model in (Sheet, Forms):
        rest |= Q(Exists(model.objects.filter(left | Q(Exists(gone)), tie_check=OuterRef("pk"), shredded_at=None)))
    return ~Q(group__ended_at=None) | rest
