"""What a member's own page says of ties: the sheet that everybody fills in, and the look round before a session.

The same for everybody, whatever they wrote.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from underrose.groups.models import Attendance, GroupSession, Membership
from underrose.groups.petals import Step
from underrose.safeguards.rules.ties import queries
from underrose.safeguards.rules.ties.models import Recognition


def sheet(membership: Membership) -> tuple[Step, ...]:
    """The sheet that everybody fills in, whatever they have to say."""
    if queries.check_of(membership.group) is None:
        return ()
    state = queries.own(membership).state
    label = _("People you may know here")
    said = {
        "none": _("So that you don’t meet anyone by accident. The same pages for everybody."),
        "begun": _("You have begun. Go on where you want."),
        "handed in": _("Handed in. You can still change it."),
        "looked through": _("Done. You can change what may be said."),
    }[state]
    return (Step(label, said, "ties:start", (membership.pk,), state in ("handed in", "looked through")),)


def before_we_begin(membership: Membership) -> tuple[Step, ...]:
    """One question to everybody who is in the room, when somebody is there for the first time."""
    session = asked_in(membership)
    if session is None:
        return ()
    said = _("One short question, the same for everybody.")
    return (Step(_("Before we begin"), said, "ties:look_round", (membership.pk, session.pk)),)


def asked_in(membership: Membership) -> GroupSession | None:
    """The session in which this member is asked to look round now: they are in, somebody is new, they didn't answer."""
    arrivals = Attendance.objects.standing()
    here = arrivals.filter(membership=membership, checked_out_at=None, session=OuterRef("pk"))
    answered = Recognition.objects.filter(membership=membership, session=OuterRef("pk"))
    rows = GroupSession.objects.filter(group=membership.group_id, state__in=("planned", "open"))
    session = rows.filter(Exists(here)).exclude(Exists(answered)).first()
    return session if session and has_somebody_new(session) else None


def has_somebody_new(session: GroupSession) -> bool:
    """Whether anybody of the group was never in another session: then all who are here are asked, not they alone."""
    came_before = Attendance.objects.standing().filter(membership=OuterRef("pk")).exclude(session=session)
    return Membership.objects.taking_part().filter(group=session.group_id).exclude(Exists(came_before)).exists()
