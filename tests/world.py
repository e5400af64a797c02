"""The people of the tests, each with a word on what they may do. An outsider is always among them.

practice  the Linden Practice            other_practice   a second tenant: nothing crosses
dana      facilitator of `tuesday`        lee     co-facilitator of `tuesday`
sam       supervisor of `tuesday`         priya   privacy officer of the practice
alex      practice admin                  otis    facilitator of `thursday`: the outsider among staff
vera      visitor of `tuesday` for a month           orla    the outside person, who confirms and reviews
heron, juniper, wren  members of `tuesday`        finch   member of `thursday`: the outsider among members
rook      has left `tuesday`
tonight   session 12 of `tuesday`, planned for NOON's day at 18:00
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from underrose.ground.ledger import recording
from underrose.ground.vault import sealing
from underrose.groups.models import Group, GroupSession, Membership
from underrose.people import actions
from underrose.people.models import Assignment, Member, Practice, Role, Staff, System

NOON = dt.datetime(2026, 3, 3, 12, 0, tzinfo=dt.UTC)  # a Tuesday
LONG_AGO = NOON - dt.timedelta(days=90)
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "correct horse battery staple"


def make_practice(name: str = "Linden Practice") -> Practice:
    practice = Practice.objects.create(name=name, time_zone="Europe/London", made_at=LONG_AGO)
    _seen(practice, practice)
    return practice


def make_staff(practice: Practice, name: str, *roles: str, group: Group | None = None) -> Staff:
    staff = Staff(practice=practice, name=name, email=f"{name.lower()}@linden.example", made_at=LONG_AGO)
    staff.set_password(PASSWORD)
    staff.save()
    _seen(practice, staff)
    for role in roles:
        assign(staff, role, None if role in (Role.PRIVACY_OFFICER, Role.PRACTICE_ADMIN, Role.OUTSIDE) else group)
    return staff


def assign(staff: Staff, role: str, group: Group | None, until: dt.datetime | None = None) -> Assignment:
    assignment = Assignment.objects.create(
        practice=staff.practice, staff=staff, role=role, group_id=group and group.pk, since=LONG_AGO, until=until
    )
    _seen(staff.practice, assignment)
    return assignment


def make_group(practice: Practice, title: str, weekday: int = 1, **more: Any) -> Group:
    group = Group(
        practice=practice,
        subject_id=sealing.subject(practice.pk, "group", at=LONG_AGO),
        label="Appointment",
        kind=more.pop("kind", Group.Kind.OPEN),
        place=more.pop("place", Group.Place.IN_PERSON),
        weekday=weekday,
        starts_at_time=dt.time(18, 0),
        time_zone=practice.time_zone,
        starts_on=LONG_AGO.date(),
        made_at=LONG_AGO,
        **more,
    )
    sealing.seal(group, title=title)
    group.save()
    _seen(practice, group)
    return group


def make_member(group: Group, chosen_name: str, legal_name: str = "", mail: str = "", phone: str = "") -> Membership:
    member = Member(
        practice=group.practice,
        subject_id=sealing.subject(group.practice_id, "member", at=LONG_AGO),
        made_at=LONG_AGO,
        joined_at=LONG_AGO,
    )
    sealing.seal(member, legal_name=legal_name or f"{chosen_name} Realname", mail=mail, phone=phone)
    member.save()
    membership = Membership(
        practice=group.practice, group=group, member=member, subject_id=member.subject_id, since=LONG_AGO
    )
    sealing.seal(membership, chosen_name=chosen_name)
    membership.save()
    _seen(group.practice, member, membership)
    return membership


def make_session(group: Group, number: int, starts_at: dt.datetime, **more: Any) -> GroupSession:
    session = GroupSession.objects.create(
        practice=group.practice,
        group=group,
        number=number,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(minutes=90),
        **more,
    )
    _seen(group.practice, session)
    return session


def _seen(practice: Practice, *rows: Any) -> None:
    """The world came to be by nobody's act; the ledger still knows of each row."""
    from django.db import transaction

    with transaction.atomic():
        recording.record("world made", by=System(practice.pk, "world"), at=LONG_AGO, rows=rows)


@pytest.fixture
def practice(db: None) -> Practice:
    return make_practice()


@pytest.fixture
def other_practice(db: None) -> Practice:
    return make_practice("Other Practice")


@pytest.fixture
def tuesday(practice: Practice) -> Group:
    return make_group(practice, "Tuesday evening group")


@pytest.fixture
def thursday(practice: Practice) -> Group:
    return make_group(practice, "Thursday group", weekday=3)


@pytest.fixture
def dana(practice: Practice, tuesday: Group) -> Staff:
    return make_staff(practice, "Dana", Role.FACILITATOR, group=tuesday)


@pytest.fixture
def lee(practice: Practice, tuesday: Group) -> Staff:
    return make_staff(practice, "Lee", Role.CO_FACILITATOR, group=tuesday)


@pytest.fixture
def sam(practice: Practice, tuesday: Group) -> Staff:
    return make_staff(practice, "Sam", Role.SUPERVISOR, group=tuesday)


@pytest.fixture
def priya(practice: Practice) -> Staff:
    return make_staff(practice, "Priya", Role.PRIVACY_OFFICER)


@pytest.fixture
def alex(practice: Practice) -> Staff:
    return make_staff(practice, "Alex", Role.PRACTICE_ADMIN)


@pytest.fixture
def otis(practice: Practice, thursday: Group) -> Staff:
    return make_staff(practice, "Otis", Role.FACILITATOR, group=thursday)


@pytest.fixture
def vera(practice: Practice, tuesday: Group) -> Staff:
    staff = make_staff(practice, "Vera")
    assign(staff, Role.VISITOR, tuesday, until=NOON + dt.timedelta(days=30))
    return staff


@pytest.fixture
def orla(practice: Practice) -> Staff:
    return make_staff(practice, "Orla", Role.OUTSIDE)


@pytest.fixture
def heron(tuesday: Group) -> Membership:
    return make_member(tuesday, "Heron", "Helen Rondell", "helen.rondell@mail.example", "+15550100")


@pytest.fixture
def juniper(tuesday: Group) -> Membership:
    return make_member(tuesday, "Juniper", "June Piper", "june.piper@mail.example", "+15550101")


@pytest.fixture
def wren(tuesday: Group) -> Membership:
    return make_member(tuesday, "Wren", "Warren Enright")


@pytest.fixture
def rook(tuesday: Group) -> Membership:
    membership = make_member(tuesday, "Rook", "Rory Oakes")
    membership.left_at = NOON - dt.timedelta(days=30)
    membership.save()
    _seen(tuesday.practice, membership)
    return membership


@pytest.fixture
def finch(thursday: Group) -> Membership:
    return make_member(thursday, "Finch", "Fay Inchbald")


@pytest.fixture
def tonight(tuesday: Group) -> GroupSession:
    return make_session(tuesday, 12, NOON.replace(hour=18))


@pytest.fixture
def client_as() -> Callable[[Staff | Membership | Member | None], Client]:
    """A browser that is somebody: `client_as(dana)`, `client_as(heron)`, `client_as(None)` for nobody."""
    from allauth.mfa.models import Authenticator

    def enter(person: Staff | Membership | Member | None) -> Client:
        client = Client()
        if isinstance(person, Staff):
            if not Authenticator.objects.filter(user=person).exists():
                actions.give_totp(person, secret=TOTP_SECRET, by=person, at=LONG_AGO)
            client.force_login(person)
        elif person is not None:
            member = person.member if isinstance(person, Membership) else person
            session = client.session
            session["member"] = {"id": str(member.pk), "epoch": member.session_epoch}
            session.save()
        return client

    return enter
