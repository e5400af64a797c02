"""What the privacy officer's inbox and a reporter's receipts show; a report is opened only for who may read it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from underrose.ground.vault import sealing
from underrose.groups import label
from underrose.groups.models import Group, Membership
from underrose.people.models import Assignment, Member, Role, Staff
from underrose.safeguards.accountability import actions, texts
from underrose.safeguards.accountability.models import Report, Trial


@dataclass(frozen=True, slots=True)
class Opened:
    """One report, opened."""

    report: Report
    what: str
    how_known: str
    when: str
    safe_now: str
    may_contact: str
    outcome: str
    name: str
    group: str
    involved: tuple[str, ...]

    @property
    def safe_now_said(self) -> str:
        """The answer as it stood on the form."""
        return str(texts.SAFE_NOW.get(self.safe_now, self.safe_now))

    @property
    def may_contact_said(self) -> str:
        """The answer as it stood on the form."""
        return str(texts.MAY_CONTACT.get(self.may_contact, self.may_contact))


def waiting_for(officer: Staff, *, at: datetime) -> tuple[list[Report], list[Trial]]:
    """Reports that this officer may read, newest first, and trials that nobody acknowledged. Reports that concern
    the officer are not in it, and not counted."""
    found = list(Report.objects.filter(practice=officer.practice_id).order_by("-made_at"))
    groups, involved = sealing.reveal_many(found, "group_ref"), sealing.reveal_many(found, "involved")
    reporters = sealing.reveal_many(found, "reporter")
    leads = actions.led_by(officer, at=at)
    mine = [
        row
        for row in found
        if not actions.concerns(
            {"group_ref": groups[row.pk], "involved": involved[row.pk], "reporter": reporters[row.pk]}, officer, leads
        )
    ]
    trials = Trial.objects.filter(practice=officer.practice_id, acknowledged_at=None).exclude(by=officer)
    return mine, list(trials.select_related("by").order_by("-at"))


def opened(found: Report) -> Opened:
    """A report in words; for a reader that an action has let in. The group stands in it by its neutral label."""
    words = sealing.open_all(found)
    group = Group.objects.filter(pk=words["group_ref"]).first() if words["group_ref"] else None
    involved = Staff.objects.filter(pk__in=json.loads(words["involved"] or "[]")).order_by("name")
    fields = ("what", "how_known", "when", "safe_now", "may_contact", "outcome")
    return Opened(
        found,
        name=json.loads(words["reporter"])["name"],
        group=label.outside(group) if group else "",
        involved=tuple(involved.values_list("name", flat=True)),
        **{field: words[field] for field in fields},
    )


def receipts(by: Member | Staff) -> list[Report]:
    """A reporter's own receipts, newest first."""
    mine = Report.objects.filter(practice=by.practice_id, reporter_index=actions.reporter_index(by))
    return list(mine.order_by("-made_at"))


def has_reader(found: Report, *, at: datetime) -> bool:
    """Whether any privacy officer may read it: if not, its reporter is told so, plainly."""
    words = sealing.open_all(found)
    return any(
        not actions.concerns(words, officer, actions.led_by(officer, at=at))
        for officer in actions.officers(found.practice_id, at=at)
    )


def groups_of(member: Member) -> list[Group]:
    """Groups that a member is or was in."""
    return list(
        Group.objects.filter(pk__in=Membership.objects.filter(member=member).values("group")).order_by("made_at")
    )


def who_may_be_part_of_it(practice_id: uuid.UUID, groups: Iterable[Group], *, at: datetime) -> list[Staff]:
    """Who leads or led these groups, and who would read the report: any of them may be part of what is told."""
    leading = Assignment.objects.filter(
        group_id__in=[group.pk for group in groups], role__in=(Role.FACILITATOR, Role.CO_FACILITATOR)
    )
    leaders = Staff.objects.filter(pk__in=leading.values("staff"), is_active=True)
    found = {person.pk: person for person in [*leaders, *actions.officers(practice_id, at=at)]}
    return sorted(found.values(), key=lambda person: person.name.casefold())
