"""Reminders' petal: everyone knows of tonight, by a message that is known to be out or by being told."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from underrose.ground.database.together import prepared
from underrose.ground.outbox import actions as outbox
from underrose.ground.outbox import channels
from underrose.ground.outbox.words import telling
from underrose.groups.circle import companies
from underrose.groups.models import GroupSession, Membership
from underrose.groups.petals import Asking, Mend, Petal, State, Step, Words, answered
from underrose.people.models import Standing
from underrose.safeguards.reminders.contact import Contact, Way, contacts
from underrose.safeguards.reminders.models import Reminder, Told

NAME = gettext_lazy("Reminders")
OUT = ("accepted", "delivered")
BACK = ("failed",)
WAITS: Mapping[Way, Words] = {
    Way.NOT_SET_UP: gettext_lazy("No way set up"),
    Way.NO_ADDRESS: gettext_lazy("No address"),
    Way.NOT_ASKED: gettext_lazy("Not asked how"),
    Way.NOT_CONFIRMED: gettext_lazy("Address not confirmed"),
}


def petal(session: GroupSession, viewer: Standing) -> Petal:
    return petals([session], viewer)[session.pk]


def petals(sessions: Sequence[GroupSession], viewer: Standing) -> dict[uuid.UUID, Petal]:
    """A constant number of queries, however many sessions."""
    return answered(asking(sessions, viewer))


def asking(sessions: Sequence[GroupSession], viewer: Standing) -> Asking:
    """The same, asked side by side with other rooms, in one turn."""
    practices = {session.practice_id for session in sessions}
    told, planned, states, own = yield _questions([session.pk for session in sessions], practices)
    known, fates = set(told), {(practice, key): state for practice, key, state in states}
    fate = {(row.session_id, row.membership_id): fates.get((row.practice_id, row.key), "planned") for row in planned}
    together = companies(sessions, viewer)
    found: dict[uuid.UUID, Petal] = {}
    for session in sessions:
        company = together[session.group_id]
        open_ways = channels.ways(session.practice_id, own)
        ways = contacts(company.members, company.contact_rules, ways=open_ways)
        marks = {
            row.pk: _mark(ways[row.pk], fate.get((session.pk, row.pk)), (session.pk, row.pk) in known)
            for row in company.members
        }
        found[session.pk] = _petal(session, marks)
    return found


@prepared
def _questions(sessions: Collection[uuid.UUID], practices: Collection[uuid.UUID]) -> Sequence[QuerySet[Any, Any]]:
    """Who was told in the room, what was planned, what became of it, who has mail of their own."""
    living = Reminder.objects.living().filter(session__in=sessions)
    return (
        Told.objects.filter(session__in=sessions).values_list("session", "membership"),
        living,
        outbox.fates(practices, living.values("key")),
        channels.own(practices),
    )


def steps(membership: Membership) -> tuple[Step, ...]:
    """How a member is reached is set in their contact rules, which lie with people."""
    return ()


def _mark(way: Contact, fate: str | None, told: bool) -> tuple[State, Words]:
    if told:
        return State.IN_PLACE, _("Told in the room")
    if way.way is Way.NONE:
        return State.IN_PLACE, _("Wants none")
    if fate in OUT:
        return State.IN_PLACE, _("Delivered") if fate == "delivered" else _("Accepted by the mail server")
    if fate in BACK:
        return State.MISSING, _("Mail returned")
    if fate == "unclear":
        return State.WAITING, _("Unclear if it went out")
    if fate is not None and fate != "suppressed":
        return State.WAITING, _("Going out now") if fate == "sending" else _("Planned")
    return State.WAITING, WAITS.get(way.way, _("Not planned yet"))


def _petal(session: GroupSession, marks: Mapping[uuid.UUID, tuple[State, Words]]) -> Petal:
    mend = Mend(_("Tell them in the room"), "reminders:told", (session.pk,))
    if not marks:
        return Petal(State.IN_PLACE, _("Nobody is in this group yet, so nobody has to be told."), marks=marks)
    done = sum(state is State.IN_PLACE for state, _words in marks.values())
    back = sum(state is State.MISSING for state, _words in marks.values())
    count = {"done": done, "all": len(marks)}
    if back:
        said = ngettext("%(back)s mail came back.", "%(back)s mails came back.", back) % {"back": back}
        said = _("%(done)s of %(all)s know of this session.") % count + " " + said
        return Petal(State.MISSING, said, mend, marks)
    if done == len(marks):
        return Petal(State.IN_PLACE, _("Everyone knows of this session, or wants no message."), marks=marks)
    if telling(session.group.label):
        said = _("The group's label would tell others what it is about, so no message goes out. Choose another word.")
        return Petal(State.MISSING, said, mend, marks)
    if WAITS[Way.NOT_SET_UP] in [words for _state, words in marks.values()]:
        said = _("No mail is set up. Tell them in the room, or hand out the card.")
        return Petal(State.WAITING, said, mend, marks)
    said = _("%(done)s of %(all)s know of this session. The others are still to be told.") % count
    return Petal(State.WAITING, said, mend, marks)
