"""Who works here, as the practice's page shows it: people and roles, groups as a number alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import ngettext

from underrose.people.models import Assignment, Practice, Role, Staff


@dataclass(frozen=True, slots=True)
class Person:
    """One line of the staff list."""

    staff: Staff
    roles: tuple[Assignment, ...]  # held in the whole practice
    in_groups: tuple[str | Promise, ...]  # "Facilitator in 2 groups"
    has_password: bool
    has_second_factor: bool

    @property
    def parts(self) -> list[str | Promise]:
        """What they are here, in words, none of it twice: who leads two groups needn't be called a leader besides."""
        held = [str(Role(assignment.role).label) for assignment in self.roles]
        return [words for words in held if not any(str(more).startswith(words) for more in self.in_groups)] + [
            *self.in_groups
        ]


def people_of(practice: Practice, *, at: datetime) -> list[Person]:
    """Everybody who works here now and who has left, in two queries."""
    return [_person(staff) for staff in _with_roles(at).filter(practice=practice).order_by("left_at", "name")]


def person_of(staff: Staff, *, at: datetime) -> Person:
    """One of them."""
    return _person(_with_roles(at).get(pk=staff.pk))


def _with_roles(at: datetime) -> QuerySet[Staff]:
    living = Assignment.objects.filter(Q(until=None) | Q(until__gt=at)).order_by("role")
    factors = Authenticator.objects.filter(user=OuterRef("pk"))
    return Staff.objects.annotate(has_factor=Exists(factors)).prefetch_related(
        Prefetch("assignments", queryset=living, to_attr="living")
    )


def _person(staff: Staff) -> Person:
    living: list[Assignment] = staff.living  # type: ignore[attr-defined]
    counted = Counter(assignment.role for assignment in living if assignment.group_id)
    return Person(
        staff,
        tuple(assignment for assignment in living if assignment.group_id is None),
        tuple(
            ngettext("%(role)s in %(count)d group", "%(role)s in %(count)d groups", count)
            % {"role": Role(role).label, "count": count}
            for role, count in counted.items()
        ),
        staff.has_usable_password(),
        staff.has_factor,  # type: ignore[attr-defined]
    )
