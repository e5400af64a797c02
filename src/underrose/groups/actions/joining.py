"""Come into a group under a chosen name, leave it, return to it. An episode that ended stays as it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent, Refused
from underrose.ground.vault import sealing
from underrose.groups.actions.founding import HasEnded
from underrose.groups.actions.pauses import end_pauses
from underrose.groups.models import Attendance, Group, GroupSession, Membership
from underrose.people import actions as people
from underrose.people import policy
from underrose.people.models import Actor, Member, Staff, System

LONGEST_NAME = 40


class NoName(Refused):
    said = _("Write the name. It is sealed at once, and only those who lead the group see it.")


class NameTaken(Refused):
    said = _("Somebody in this group has that name already. Please choose another one.")


class NameTooLong(Refused):
    said = _("That name is too long. Use up to 40 letters.")


class NameIsLegal(Refused):
    said = _("That is the full legal name. Choose a name that does not tell who this is, such as a first name.")


class BeganAlready(Refused):
    said = _("This group is closed and has met already. To let somebody in now, say why; the reason is kept.")


class IsHere(Refused):
    said = _("This person is in the group already.")


class HasLeft(Refused):
    said = _("This person has left the group already.")


@dataclass(frozen=True, slots=True)
class Joined:
    """Who came in, and the card to hand over; the card's words are shown once and kept by nobody."""

    membership: Membership
    card: people.Made


@transaction.atomic
def add_member(
    group: Group,
    *,
    legal_name: str,
    mail: str = "",
    phone: str = "",
    chosen_name: str = "",
    reason: str = "",
    by: Staff | System,
    at: datetime,
) -> Joined:
    """A person joins the group; their card is made. Raises Absent, HasEnded, NoName, NameTaken, BeganAlready."""
    policy.require(by, "add member", group_id=group.pk, at=at)
    group = _may_take_in(group, reason)
    if not legal_name.strip():
        raise NoName
    new = people.NewMember(" ".join(legal_name.split()), mail.strip(), phone.strip())
    member = people.make_member(group.practice, new, group_id=group.pk, by=by, at=at)
    membership = _episode(group, member, chosen_name, at)
    recording.record("member added", by=by, at=at, about=membership, details=_why(reason))
    return Joined(membership, people.make_card(member, group_id=group.pk, by=by, at=at))


@transaction.atomic
def choose_name(membership: Membership, name: str, *, by: Actor, at: datetime) -> Membership:
    """The name under which the group knows someone. Raises Absent, NoName, NameTaken, NameTooLong, NameIsLegal."""
    policy.require(by, "choose name", group_id=membership.group_id, member_id=membership.member_id, at=at)
    Group.objects.select_for_update().get(pk=membership.group_id)  # two people choosing one name wait for each other
    membership = Membership.objects.select_for_update(of=("self",)).select_related("member").get(pk=membership.pk)
    if membership.left_at is not None:
        raise HasLeft
    if not name.strip():
        raise NoName(_("Write the name you want to be known by here."))
    sealing.seal(membership, chosen_name=_free_name(membership, name))
    membership.save()
    recording.record("name chosen", by=by, at=at, about=membership)
    return membership


@transaction.atomic
def leave(membership: Membership, *, by: Actor, at: datetime) -> Membership:
    """The episode ends. What was promised goes on; the card ends if this was their only group. Raises HasLeft."""
    policy.require(by, "end membership", group_id=membership.group_id, member_id=membership.member_id, at=at)
    membership = Membership.objects.select_for_update(of=("self",)).select_related("member").get(pk=membership.pk)
    if membership.left_at is not None:
        raise HasLeft
    here = list(
        Attendance.objects.standing().filter(
            membership=membership, checked_out_at=None, session__state=GroupSession.State.OPEN
        )
    )
    for attendance in here:
        attendance.checked_out_at = at
        attendance.save(update_fields=["checked_out_at"])
    membership.left_at = max(at, membership.since)
    membership.save(update_fields=["left_at"])
    pauses = end_pauses([membership], at)
    recording.record("member left group", by=by, at=at, about=membership, rows=[*here, *pauses])
    if not isinstance(by, Member) and not _is_elsewhere(membership):
        # A card on paper may lie anywhere. Their own phone stays in, so that they can read their copy.
        people.end_card(membership.member, group_id=membership.group_id, by=by, at=at)
    return membership


@transaction.atomic
def return_(
    left: Membership, *, chosen_name: str = "", reason: str = "", by: Staff | System, at: datetime
) -> Membership:
    """Somebody who left comes back: a new episode, under the old name unless another is given. Raises IsHere, …"""
    policy.require(by, "add member", group_id=left.group_id, at=at)
    group = _may_take_in(left.group, reason)
    if Membership.objects.current().filter(group=group, member=left.member_id).exists():
        raise IsHere
    membership = _episode(group, left.member, chosen_name or _old_name(left, group), at)
    recording.record("member returned", by=by, at=at, about=membership, details=_why(reason))
    return membership


def _may_take_in(group: Group, reason: str) -> Group:
    group = Group.objects.select_for_update(of=("self",)).select_related("practice").get(pk=group.pk)
    if group.ended_at is not None:
        raise HasEnded
    met = group.sessions.filter(state__in=(GroupSession.State.OPEN, GroupSession.State.CLOSED))
    if group.kind == Group.Kind.CLOSED and not reason.strip() and met.exists():
        raise BeganAlready
    return group


def _episode(group: Group, member: Member, chosen_name: str, at: datetime) -> Membership:
    if member.practice_id != group.practice_id:
        raise Absent
    membership = Membership(
        practice_id=group.practice_id, group=group, member=member, subject_id=member.subject_id, since=at
    )
    if chosen_name.strip():
        sealing.seal(membership, chosen_name=_free_name(membership, chosen_name))
    membership.save(force_insert=True)
    return membership


def _free_name(membership: Membership, name: str) -> str:
    name = " ".join(name.split())
    if len(name) > LONGEST_NAME:
        raise NameTooLong
    if " " in name and name.casefold() == sealing.reveal(membership.member, "legal_name").casefold():
        raise NameIsLegal
    others = Membership.objects.current().filter(group=membership.group_id).exclude(pk=membership.pk)
    if name.casefold() in {taken.casefold() for taken in sealing.reveal_many(others, "chosen_name").values()}:
        raise NameTaken
    return name


def _old_name(left: Membership, group: Group) -> str:
    """The name of before, unless somebody has it by now; then they choose anew."""
    name = sealing.reveal(left, "chosen_name")
    taken = sealing.reveal_many(Membership.objects.current().filter(group=group), "chosen_name").values()
    return "" if name.casefold() in {other.casefold() for other in taken} else name


def _is_elsewhere(membership: Membership) -> bool:
    return Membership.objects.current().filter(member=membership.member_id).exists()


def _why(reason: str) -> dict[str, str] | None:
    return {"reason": reason.strip()} if reason.strip() else None
