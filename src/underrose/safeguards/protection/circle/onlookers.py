"""Who can see what about one member in one group, and why: from the policy table and today's assignments, no more.

It asks the table's own rows (`policy.TABLE`), never what somebody opened for a moment: an emergency view shows in the
list of looks, at its time, and not here. Staff other than who leads the group stand here by role and not by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from underrose.groups.models import Membership
from underrose.groups.petals import Words
from underrose.people import policy
from underrose.people.models import Assignment, Role
from underrose.people.policy import Reach


class Ring(StrEnum):
    """How near to a member somebody stands."""

    NEAR = "near"  # knows them by their chosen name
    REASON = "reason"  # could open more in danger, with a reason, for a quarter of an hour
    FAR = "far"  # a small part, or numbers
    OUTSIDE = "outside"  # no page shows them anything


class How(StrEnum):
    """How one thing is seen."""

    SEES = "sees"
    PURPOSE = "purpose"
    REASON = "reason"
    NUMBERS = "numbers"


# What is kept about a member, by the act that opens it. An act that the table doesn't know (yet) is left out.
THINGS: tuple[tuple[str, Words], ...] = (
    ("see roster", gettext_lazy("Your chosen name, and that you belong")),
    ("see session", gettext_lazy("When you were there")),
    ("see who signed", gettext_lazy("Whether you signed")),
    ("see reminders", gettext_lazy("Whether a reminder went out to you")),
    ("answer question", gettext_lazy("What you ask about a rule")),
    ("see between sessions", gettext_lazy("Whether what you tell them alone may be brought up")),
    ("see ties", gettext_lazy("That you and someone here share a tie outside, if you both said yes to it")),
    ("see who wants a word", gettext_lazy("Whether you want a word before a session begins")),
    ("see contact rules", gettext_lazy("How you may be reached")),
    ("name a person", gettext_lazy("Your real name, mail and phone")),
    ("open notes", gettext_lazy("Notes on how it goes for you")),
    ("see disclosures", gettext_lazy("What was shared with others, with your permission")),
    ("see report", gettext_lazy("What you report")),
    ("answer data request", gettext_lazy("What you ask of us on this page")),
)
_FOR_A_PURPOSE = frozenset({"name a person"})  # whoever may, says each time what for

WHY: Mapping[str, Words] = {
    Role.FACILITATOR: gettext_lazy("Leads your group."),
    Role.CO_FACILITATOR: gettext_lazy("Leads your group too."),
    Role.SUPERVISOR: gettext_lazy("Helps those who lead to do it well."),
    Role.VISITOR: gettext_lazy("Is with your group for a time."),
    Role.PRIVACY_OFFICER: gettext_lazy("Looks after privacy in the whole practice, and reads reports."),
    Role.PRACTICE_ADMIN: gettext_lazy("Runs the office, and has to keep to how you may be reached."),
    Role.OUTSIDE: gettext_lazy("Checks what one person should not decide alone."),
}
_NAMED = frozenset({Role.FACILITATOR, Role.CO_FACILITATOR})
_SAID = {
    How.SEES: gettext_lazy("can see"),
    How.PURPOSE: gettext_lazy("for a purpose, each time kept"),
    How.REASON: gettext_lazy("only in danger, with a reason"),
    How.NUMBERS: gettext_lazy("numbers only"),
}


@dataclass(frozen=True, slots=True)
class Sight:
    """One thing, and how it is seen."""

    what: Words
    how: How


@dataclass(frozen=True, slots=True)
class Seen:
    """Things that are seen in the same way; `state` is the colour of its tag, as the checks draw it."""

    said: Words
    state: str
    whats: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Onlooker:
    """Some people of one kind: which ring, why, and what they see. The number stands in picture and list alike."""

    number: int
    who: str
    names: str
    why: Words
    ring: Ring
    sights: tuple[Sight, ...] = ()
    until: datetime | None = None

    @property
    def by_how(self) -> tuple[Seen, ...]:
        """What they see, put together by how they see it."""
        return tuple(
            Seen(_SAID[how], "waiting" if how in (How.PURPOSE, How.REASON) else "note", whats)
            for how in How
            if (whats := tuple(sight.what for sight in self.sights if sight.how is how))
        )


def onlookers(membership: Membership, *, at: datetime) -> tuple[Onlooker, ...]:
    """Everybody round one member in one group, from near to far. One query."""
    rows = Assignment.objects.filter(
        Q(group_id=membership.group_id) | Q(group_id=None), practice=membership.practice_id
    )
    rows = rows.filter(Q(until=None) | Q(until__gt=at), since__lte=at, staff__is_active=True)
    return arranged(rows.select_related("staff").order_by("staff__name"))


def arranged(assignments: Iterable[Assignment]) -> tuple[Onlooker, ...]:
    """The same from assignments that were read already. No query."""
    kinds: dict[tuple[str, bool], list[Assignment]] = {}
    for row in assignments:
        kinds.setdefault((row.role, row.group_id is not None), []).append(row)
    found: list[tuple[str, str, Words, Ring, tuple[Sight, ...], datetime | None]] = []
    for role in Role.values:
        near = {row.staff_id for row in kinds.get((role, True), ())}
        for is_near in (True, False):
            people = [row for row in kinds.get((role, is_near), ()) if is_near or row.staff_id not in near]
            sights = sights_of(role, in_group=is_near)
            if people and sights:
                found.append(
                    (
                        *_called(role, people, elsewhere=bool(near) and not is_near),
                        WHY.get(role, ""),
                        _ring(sights),
                        sights,
                        _until(people),
                    )
                )
    others = (Sight(_("Your chosen name, and what you say there"), How.SEES),)
    found.append((_("The others in your group"), "", _("They sit with you."), Ring.NEAR, others, None))
    why = _("No page shows them anything. Someone who took over the running machine could still get at it.")
    found.append((_("Whoever runs the server"), "", why, Ring.OUTSIDE, (), None))
    found.sort(key=lambda one: list(Ring).index(one[3]))
    return tuple(Onlooker(number, *one) for number, one in enumerate(found, start=1))


def sights_of(role: str, *, in_group: bool) -> tuple[Sight, ...]:
    """What the table lets a role see, held in the member's group or in the whole practice. Pure."""
    return tuple(
        Sight(what, how)
        for act, what in THINGS
        if (how := _how(policy.TABLE.get(act, {}).get(role), act, in_group)) is not None
    )


def _how(reach: Reach | None, act: str, in_group: bool) -> How | None:
    match reach:
        case Reach.META:
            return How.NUMBERS
        case Reach.GLASS:
            return How.REASON
        case Reach.ALL:
            pass
        case Reach.GROUP | Reach.TERM if in_group:
            pass
        case _:
            return None
    return How.PURPOSE if act in _FOR_A_PURPOSE else How.SEES


def _ring(sights: Sequence[Sight]) -> Ring:
    by_what = {sight.what: sight.how for sight in sights}
    belongs = by_what.get(THINGS[0][1])
    if belongs is How.SEES:
        return Ring.NEAR
    return Ring.REASON if How.REASON in by_what.values() else Ring.FAR


def _called(role: str, people: Sequence[Assignment], *, elsewhere: bool) -> tuple[str, str]:
    """The role, and the names of those a member knows anyhow; of others how many they are."""
    label = str(Role(role).label)
    if elsewhere:
        label = _("%(role)s, not for your group") % {"role": label}
    staff = {row.staff_id: row.staff.name for row in people}
    if role in _NAMED:
        return label, ", ".join(staff.values())
    count = len(staff)
    return label, ngettext("%d person", "%d people", count) % count


def _until(people: Sequence[Assignment]) -> datetime | None:
    """When the last of them ends, if all of them do."""
    ends = [row.until for row in people if row.until]
    return max(ends) if len(ends) == len(people) else None
