"""Look at a file, take it in, drop it, undo it: each whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Refused
from underrose.ground.vault import sealing
from underrose.ground.vault.models import SubjectKey
from underrose.groups.models import Group, Membership
from underrose.groups.roster import preview, reading
from underrose.groups.roster.models import RosterImport
from underrose.people import policy
from underrose.people.models import JoiningCard, Member, Staff


class Settled(Refused):
    said = _("This list was already taken in, dropped or undone. Nothing was changed.")


class NothingGood(Refused):
    said = _("No row of this list can be taken in. Correct the file and bring it in again.")


class NamesUnknown(Refused):
    said = _("Say first which column holds the names.")


class SomebodyJoined(Refused):
    said = _(
        "Somebody of this list has already joined, so it can't be undone as a whole. Let single members leave instead."
    )


@transaction.atomic
def look_at(group: Group, data: bytes, *, by: Staff, at: datetime) -> RosterImport:
    """Read a file and keep its rows sealed until it is settled. Raises reading.Unreadable; then nothing was kept."""
    policy.require(by, "import roster", group_id=group.pk, at=at)
    table = reading.read(data)
    found = RosterImport(
        practice_id=group.practice_id,
        group=group,
        by=by,
        made_at=at,
        subject_id=sealing.subject(group.practice_id, "roster", at=at),
    )
    found.seal_table(table)
    found.save(force_insert=True)
    recording.record("roster looked at", by=by, at=at, about=found)
    return found


@transaction.atomic
def name_columns(found: RosterImport, columns: Mapping[str, int], *, by: Staff, at: datetime) -> None:
    """Say which column is what, where the headings didn't."""
    found = _held(found, by=by, at=at)
    found.seal_table(found.read_table(), columns)
    found.save()
    recording.record("roster columns named", by=by, at=at, about=found)


@transaction.atomic
def take_in(found: RosterImport, *, also: Collection[int] = (), by: Staff, at: datetime) -> int:
    """Take in the good rows, and those twins whose lines are in `also`. All or none. Returns how many."""
    found = _held(found, by=by, at=at)
    table = found.read_table()
    if not table.has_names:
        raise NamesUnknown
    seen = preview.preview(table, found.group)
    rows = [*seen.good, *(twin.row for twin in seen.twins if twin.row.line in also)]
    if not rows:
        raise NothingGood
    members, memberships = _make(rows, found, at)
    _settle(found, RosterImport.State.TAKEN_IN, at, [membership.pk for membership in memberships])
    recording.record("roster taken in", by=by, at=at, about=found, rows=[*members, *memberships])
    return len(members)


@transaction.atomic
def drop(found: RosterImport, *, by: Staff, at: datetime) -> None:
    """Put the file aside; its rows are gone."""
    found = _held(found, by=by, at=at)
    _settle(found, RosterImport.State.DROPPED, at, [])
    recording.record("roster dropped", by=by, at=at, about=found)


@transaction.atomic
def undo(found: RosterImport, *, by: Staff, at: datetime) -> None:
    """Take the whole import back, while nobody of it has joined. The rows go, and their keys with them."""
    policy.require(by, "undo import", group_id=found.group_id, at=at)
    found = RosterImport.objects.select_for_update().get(pk=found.pk)
    if found.state != RosterImport.State.TAKEN_IN:
        raise Settled
    memberships = list(
        Membership.objects.filter(pk__in=json.loads(sealing.reveal(found, "came_of_it"))).select_related("member")
    )
    members = [membership.member for membership in memberships]
    if any(member.joined_at for member in members):
        raise SomebodyJoined
    cards = list(JoiningCard.objects.filter(member__in=members))
    _settle(found, RosterImport.State.UNDONE, at, [])
    recording.record("roster undone", by=by, at=at, about=found, gone=[*cards, *memberships, *members])
    JoiningCard.objects.filter(pk__in=[card.pk for card in cards]).delete()
    Membership.objects.filter(pk__in=[membership.pk for membership in memberships]).delete()
    Member.objects.filter(pk__in=[member.pk for member in members]).delete()
    SubjectKey.objects.filter(pk__in=[member.subject_id for member in members]).update(
        wrapped=b"", former=b"", shredded_at=at
    )


def _held(found: RosterImport, *, by: Staff, at: datetime) -> RosterImport:
    policy.require(by, "import roster", group_id=found.group_id, at=at)
    held = RosterImport.objects.select_for_update().select_related("group").get(pk=found.pk)
    if held.state != RosterImport.State.LOOKED_AT:
        raise Settled
    return held


def _make(rows: list[reading.Person], found: RosterImport, at: datetime) -> tuple[list[Member], list[Membership]]:
    practice_id = found.practice_id
    subjects = sealing.subjects(practice_id, "member", len(rows), at=at)
    mail_index, phone_index = (sealing.blind_indexer(practice_id, kind) for kind in ("mail", "phone"))
    members, memberships, words = [], [], []
    for row, subject_id in zip(rows, subjects, strict=True):
        member = Member(practice_id=practice_id, subject_id=subject_id, made_at=at)
        if row.mail:
            member.mail_index = mail_index(row.mail)
        if row.phone:
            member.phone_index = phone_index(row.phone)
        membership = Membership(
            practice_id=practice_id, group_id=found.group_id, member=member, subject_id=subject_id, since=at
        )
        words += [
            (member, {"legal_name": row.legal_name, "mail": row.mail, "phone": row.phone}),
            (membership, {"chosen_name": row.chosen_name}),
        ]
        members.append(member)
        memberships.append(membership)
    sealing.seal_many(words)
    Member.objects.bulk_create(members, batch_size=500)
    Membership.objects.bulk_create(memberships, batch_size=500)
    return members, memberships


def _settle(found: RosterImport, state: str, at: datetime, came_of_it: list[object]) -> None:
    found.state, found.settled_at, found.count = state, at, len(came_of_it)
    sealing.seal(found, table="", came_of_it=json.dumps([str(pk) for pk in came_of_it]))
    found.save()
