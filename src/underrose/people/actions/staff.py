"""Make staff, give and end roles, let them in by a one-time link, and end everything when they leave."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent, Refused
from underrose.ground.vault import texts
from underrose.people import policy
from underrose.people.models import Assignment, Practice, Role, Staff, StaffLink, System

LINK_LASTS = timedelta(days=3)


class AddressTaken(Refused):
    said = _("Somebody here signs in with that e-mail address already. Give another one.")


class AlreadyStaffed(Refused):
    said = _("This practice has a first account already. Sign in with it, or ask whoever has it.")


class LastAdmin(Refused):
    said = _("This is the only practice admin. Make somebody else a practice admin first, then try again.")


class AlreadyAssigned(Refused):
    said = _("They have that role already.")


class NotWithOtherRoles(Refused):
    said = _("An outside person has no other role here: whoever confirms must not be who acts. Choose somebody else.")


class NeedsGroupAndEnd(Refused):
    said = _("A visitor comes to one group, until a day that is set. Say it on the group's page.")


class LinkOver(Refused):
    said = _("This link was used already or is too old. Ask for a new one.")


@transaction.atomic
def make_first_staff(
    practice: Practice, *, name: str, email: str, password: str, roles: Iterable[str], at: datetime
) -> Staff:
    """The first account, a practice admin, by whoever holds the first-run address. Raises AlreadyStaffed."""
    Practice.objects.select_for_update().get(pk=practice.pk)
    if Staff.objects.filter(practice=practice).exists():
        raise AlreadyStaffed
    staff = Staff(practice=practice, name=name, email=email.strip().lower(), made_at=at)
    staff.set_password(password)
    return _born(staff, {*roles, Role.PRACTICE_ADMIN}, by=System(practice.pk, "first run"), at=at)


@transaction.atomic
def make_staff(
    practice: Practice, *, name: str, email: str, roles: Iterable[str] = (), by: Staff | System, at: datetime
) -> Staff:
    """An account without a password; `make_staff_link` lets its owner in. Raises Absent, AddressTaken, …"""
    _allowed(by, "make staff", practice.pk, at)
    email, given = email.strip().lower(), set(roles)
    if Staff.objects.filter(email__iexact=email).exists():
        raise AddressTaken
    if Role.OUTSIDE in given and len(given) > 1:
        raise NotWithOtherRoles
    if Role.VISITOR in given:
        raise NeedsGroupAndEnd
    staff = Staff(practice=practice, name=name, email=email, made_at=at)
    staff.set_unusable_password()
    return _born(staff, given, by=by, at=at)


@transaction.atomic
def assign(
    staff: Staff,
    *,
    role: str,
    group_id: uuid.UUID | None = None,
    until: datetime | None = None,
    by: Staff | System,
    at: datetime,
) -> Assignment:
    """Give a role, in the whole practice or in one group. Raises Absent, AlreadyAssigned, NotWithOtherRoles, …"""
    _allowed(by, "assign", staff.practice_id, at, group_id=group_id)
    Staff.objects.select_for_update().get(pk=staff.pk, is_active=True)
    if role == Role.VISITOR and (group_id is None or until is None or until <= at):
        raise NeedsGroupAndEnd
    held = set(_living(at).filter(staff=staff).values_list("role", flat=True))
    if held and (role == Role.OUTSIDE) != (Role.OUTSIDE in held):
        raise NotWithOtherRoles
    if _living(at).filter(staff=staff, role=role, group_id=group_id).exists():
        raise AlreadyAssigned
    assignment = Assignment(
        practice_id=staff.practice_id, staff=staff, role=Role(role), group_id=group_id, since=at, until=until
    )
    assignment.save(force_insert=True)
    recording.record("role given", by=by, at=at, about=assignment)
    return assignment


@transaction.atomic
def end_assignment(assignment: Assignment, *, by: Staff | System, at: datetime) -> None:
    """Take a role back, from this moment. Raises Absent, LastAdmin."""
    _allowed(by, "end assignment", assignment.practice_id, at, group_id=assignment.group_id)
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if assignment.role == Role.PRACTICE_ADMIN:
        _another_admin(assignment.practice_id, assignment.staff_id, at)
    assignment.until = at
    assignment.save()
    recording.record("role ended", by=by, at=at, about=assignment)


@transaction.atomic
def make_staff_link(staff: Staff, *, by: Staff | System, at: datetime) -> str:
    """A one-time address to set a password with; those made before end. Shown once. Raises Absent."""
    _allowed(by, "make staff link", staff.practice_id, at)
    Staff.objects.select_for_update().get(pk=staff.pk, is_active=True)
    ended = _end_links(staff, at)
    token = secrets.token_urlsafe(16)
    link = StaffLink(
        practice_id=staff.practice_id, staff=staff, token_hash=_hash(token), made_at=at, expires_at=at + LINK_LASTS
    )
    link.save(force_insert=True)
    recording.record("staff link made", by=by, at=at, about=link, rows=ended)
    return f"{settings.PUBLIC_URL}/staff/link/#{token}"


def staff_of_link(token: str, *, at: datetime) -> Staff:
    """Whose link this is. Raises LinkOver."""
    return _link(token, at).staff


@transaction.atomic
def take_staff_link(token: str, *, password: str, at: datetime) -> Staff:
    """Set the password; the link is spent, and every session of before ends. Raises LinkOver, ValidationError."""
    link = _link(token, at, lock=True)
    staff = Staff.objects.select_for_update().get(pk=link.staff_id)
    validate_password(password, staff)
    staff.set_password(password)
    staff.session_epoch = F("session_epoch") + 1
    staff.save()
    staff.refresh_from_db()
    link.ended_at = at
    link.save()
    recording.record("password set", by=staff, at=at, about=staff, rows=[link])
    return staff


@transaction.atomic
def leave(staff: Staff, *, by: Staff | System, at: datetime) -> None:
    """Somebody leaves: every session, role, link and second factor of theirs ends now. Raises Absent, LastAdmin."""
    _allowed(by, "end staff", staff.practice_id, at)
    staff = Staff.objects.select_for_update().get(pk=staff.pk)
    if policy.ADMIN in policy.standing(staff, at).roles:
        _another_admin(staff.practice_id, staff.pk, at)
    ended: list[Assignment | StaffLink] = [*_end_links(staff, at)]
    for assignment in _living(at).filter(staff=staff):
        assignment.until = at
        assignment.save()
        ended.append(assignment)
    Authenticator.objects.filter(user=staff).delete()
    staff.is_active, staff.left_at = False, at
    staff.session_epoch += 1
    staff.set_unusable_password()
    staff.save()
    recording.record("staff left", by=by, at=at, about=staff, rows=ended)


@transaction.atomic
def give_totp(staff: Staff, *, secret: str, by: Staff | System, at: datetime) -> None:
    """Set a second factor from outside a browser: first run, the example. Raises Absent."""
    if by != staff:
        _allowed(by, "make staff", staff.practice_id, at)
    sealed = texts.seal_text(staff.practice_id, seed_of(staff.pk), secret)
    Authenticator(user=staff, type=Authenticator.Type.TOTP, data={"secret": sealed}).save(force_insert=True)
    recording.record("second factor set", by=by, at=at, about=staff)


@transaction.atomic
def end_second_factors(staff: Staff, *, by: Staff | System, at: datetime) -> None:
    """A phone is lost: their apps, passkeys and spare codes end, and every session. Raises Absent."""
    _allowed(by, "end second factors", staff.practice_id, at)
    staff = Staff.objects.select_for_update().get(pk=staff.pk)
    Authenticator.objects.filter(user=staff).delete()
    staff.session_epoch += 1
    staff.save()
    recording.record("second factors ended", by=by, at=at, about=staff)


@transaction.atomic
def change_password(staff: Staff, *, password: str, at: datetime) -> None:
    """One's own new password; every other screen of theirs is signed out by it."""
    staff.set_password(password)
    staff.save(update_fields=["password"])
    recording.record("password set", by=staff, at=at, about=staff)


@transaction.atomic
def note_keys(what: str, *, by: Staff, at: datetime) -> None:
    """Note that somebody changed how they sign in: an app, a passkey, spare codes."""
    recording.record(what, by=by, at=at, about=by)


@transaction.atomic
def sign_in(*, by: Staff, at: datetime) -> None:
    """Note that somebody on the staff came in."""
    recording.record("staff signed in", by=by, at=at, about=by)


@transaction.atomic
def refuse_sign_in(email: str, *, at: datetime) -> None:
    """Note that somebody tried; never what they typed. Does the same whether the address is known or not."""
    known = Staff.objects.filter(email__iexact=email).first()
    practice_id = known.practice_id if known else Practice.objects.values_list("pk", flat=True).first()
    if practice_id:
        details = {"staff": str(known.pk) if known else ""}
        recording.record("staff sign-in refused", by=System(practice_id, "staff door"), at=at, details=details)


def _born(staff: Staff, roles: set[str], *, by: Staff | System, at: datetime) -> Staff:
    staff.save(force_insert=True)
    given = [
        Assignment(practice_id=staff.practice_id, staff=staff, role=Role(role), since=at) for role in sorted(roles)
    ]
    for assignment in given:
        assignment.save(force_insert=True)
    recording.record("staff made", by=by, at=at, about=staff, rows=given)
    return staff


def seed_of(staff_id: uuid.UUID | None) -> str:
    """What a second factor's secret is sealed for: one person, so that nobody's fits in another's row."""
    return f"second factor of {staff_id}"


def _allowed(
    by: Staff | System, act: str, practice_id: uuid.UUID, at: datetime, group_id: uuid.UUID | None = None
) -> None:
    """The table's word, and never across practices."""
    if by.practice_id != practice_id:
        raise Absent
    policy.require(by, act, group_id=group_id, at=at)


def _living(at: datetime) -> QuerySet[Assignment]:
    return Assignment.objects.filter(Q(until=None) | Q(until__gt=at))


def _another_admin(practice_id: uuid.UUID, staff_id: uuid.UUID, at: datetime) -> None:
    others = _living(at).filter(practice_id=practice_id, role=Role.PRACTICE_ADMIN, staff__is_active=True)
    if not others.exclude(staff_id=staff_id).exists():
        raise LastAdmin


def _end_links(staff: Staff, at: datetime) -> list[StaffLink]:
    links = list(StaffLink.objects.filter(staff=staff, ended_at=None))
    for link in links:
        link.ended_at = at
        link.save()
    return links


def _link(token: str, at: datetime, *, lock: bool = False) -> StaffLink:
    rows = StaffLink.objects.select_for_update() if lock else StaffLink.objects.select_related("staff__practice")
    link = rows.filter(token_hash=_hash(token), ended_at=None, expires_at__gt=at, staff__is_active=True).first()
    if link is None:
        raise LinkOver
    return link


def _hash(token: str) -> bytes:
    """Keyed by the web key, so that a link of one's own can't be put in by whoever writes to the database."""
    return salted_hmac("underrose.people.staff", token, algorithm="sha256").digest()
