"""A canary in every sealed field of a world: whose it is, and by which acts somebody may come to see it.

A room with a new sealed field says in `SEEN_BY` which acts of the policy table show it, or in `NOT_PLANTED` why no word
of its own can lie in it. A field in neither is seen by nobody, and a test says that it was forgotten.
"""

from __future__ import annotations

import json
import re
import secrets
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from tests.world import NOON
from underrose.ground.vault import sealing
from underrose.ground.vault.models import SealedField, SealedRow
from underrose.groups.models import GroupSession, Membership, Pause
from underrose.people.models import Member, Staff
from underrose.safeguards.accountability.actions import report
from underrose.safeguards.rules.ethics.models import ConflictReview, Consultation, Decision

# Which acts show a field. A name is shown by the form that asks for a purpose, and by nothing that is only looked at.
SEEN_BY: dict[str, tuple[str, ...]] = {
    "people.Member.legal_name": ("name a person",),
    "people.Member.mail": ("see contact rules",),
    "people.Member.phone": ("see contact rules",),
    "people.Member.mail_name": ("see contact rules", "name a person"),
    "people.EmergencyContact.name": ("name a person", "set emergency contact"),
    "people.EmergencyContact.relation": ("name a person", "set emergency contact"),
    "people.EmergencyContact.phone": ("name a person", "set emergency contact"),
    "people.EmergencyContact.may_be_told": ("name a person", "set emergency contact"),
    "people.Whereabouts.place": ("name a person", "say where one is"),
    "people_emergency.Grant.reason": ("see emergency view", "review emergency"),
    "people_matters.Matter.reason": ("see matters",),
    "people_readers.RecoverySheet.holder": ("keep own reader key",),
    "groups.Group.title": ("see group",),
    "groups.Group.video_link": ("see group",),
    "groups.Membership.chosen_name": ("see group", "see roster"),
    "safeguards_rules.Question.topic": ("ask question", "answer question"),
    "safeguards_rules.Question.words": ("ask question", "answer question"),
    "safeguards_rules.Question.answer": ("ask question", "answer question"),
    "safeguards_rules.Note.topic": ("see rules", "see agreement"),
    "safeguards_rules.Note.words": ("see rules", "see agreement"),
    "safeguards_rules.Clause.title": ("see rules",),
    "safeguards_rules.Clause.words": ("see rules",),
    "safeguards_rules.Clause.check_json": ("see rules",),
    "rules_ethics.ConflictReview.words": ("see conflict review",),
    "rules_ethics.Decision.why": ("see conflict review",),
    "rules_ethics.Decision.safeguards": ("see conflict review",),
    "rules_ethics.Decision.told": ("see conflict review", "download own data"),
    "rules_ethics.Consultation.outside": ("see consultation",),
    "rules_ethics.Consultation.path": ("see consultation",),
    "rules_ethics.Consultation.question": ("see consultation",),
    "rules_ethics.Consultation.answer": ("see consultation",),
    "rules_ethics.Consultation.came_of_it": ("see consultation",),
    "rules_ethics.LocalContact.name": ("see ethics desk",),
    "rules_ethics.LocalContact.reach": ("see ethics desk",),
    "rules_ethics.LocalContact.when": ("see ethics desk",),
    "safeguards_protection.Naming.words": (),
    "protection_circle.DataRequest.words": ("ask for correction", "answer data request"),
    "protection_circle.DataRequest.answer": ("ask for correction", "answer data request"),
    "protection_circle.DataRequest.why_later": ("ask for correction", "answer data request"),
    "protection_circle.DataRequest.disagreement": ("ask for correction", "answer data request"),
    "protection_disclosures.Disclosure.finding": ("see disclosures", "look at disclosures"),
    "protection_disclosures.Disclosure.words": ("see disclosures", "look at disclosures"),
    "protection_disclosures.Permission.evidence": ("see permissions",),
    "protection_disclosures.Permission.name": ("see permissions",),
    "protection_disclosures.Permission.terms": ("see permissions",),
    "protection_disclosures.Permission.text": ("see permissions",),
    "protection_emergency.Review.words": ("review emergency",),
    "protection_notes.Draft.words": ("write progress note",),
    "protection_notes.Version.why": ("see progress notes", "read shared progress notes"),
    "protection_notes.Version.words": ("see progress notes", "read shared progress notes"),
    "safeguards_agreements.EditionClause.title": ("see agreement",),
    "safeguards_agreements.EditionClause.words": ("see agreement",),
    "safeguards_agreements.EditionClause.precise": ("see agreement",),
    "safeguards_agreements.Signature.intent": ("see signed copy",),
    "safeguards_agreements.Signature.note": ("see signed copy",),
    "safeguards_accountability.Report.reporter": ("see report",),
    "safeguards_accountability.Report.what": ("see report",),
    "safeguards_accountability.Report.how_known": ("see report",),
    "safeguards_accountability.Report.when": ("see report",),
    "safeguards_accountability.Report.safe_now": ("see report",),
    "safeguards_accountability.Report.may_contact": ("see report",),
    "safeguards_accountability.Report.outcome": ("see report",),
    "safeguards_feedback.TrustedPerson.name": ("see feedback person",),
    "safeguards_feedback.TrustedPerson.who": ("see feedback person",),
    "safeguards_feedback.TrustedPerson.reach": ("see feedback person",),
    "safeguards_training.Attestation.course": ("see training",),
    "safeguards_training.Attestation.outside_supervisor": ("see training",),
    "safeguards_training.Attestation.reason": ("see training",),
    "rose.Opening.reason": ("see session",),
}

_MACHINE = "Read by the house and not by people; another word in it would only be refused."
_TIES = "Text of one size that pages read part by part; tests/attacks/test_ties.py plants words of its own in it."
NOT_PLANTED: dict[str, str] = {
    "rules_ties.Check.secret": _MACHINE,
    "rules_ties.Check.findings": _TIES,
    "rules_ties.Check.released": _TIES,
    "rules_ties.Sheet.told": _TIES,
    "rules_ties.Forms.forms": _MACHINE,
    "rules_ties.Recognition.answer": _TIES,
    "ground_ledger.Entry.details": "An entry is never written a second time.",
    "ground_ledger.LogKey.secret": _MACHINE,
    "ground_outbox.Delivery.address": "Searched as a whole when letters leave.",
    "ground_outbox.Delivery.subject_line": "As the address.",
    "ground_outbox.Delivery.words": "As the address.",
    "ground_outbox.MailServer.host": "An operator's setting, shown to who may set it.",
    "ground_outbox.MailServer.user": "As the host.",
    "ground_outbox.MailServer.password": "As the host.",
    "ground_outbox.MailServer.sender": "As the host.",
    "people.Member.contact_rules": _MACHINE,
    "protection_notes.OwnVersion.sealed": "Sealed in its author's browser: the house holds no word of it.",
    "rules_ethics.Reflection.sealed": "As a note of one's own.",
    "groups_roster.RosterImport.table": _MACHINE,
    "groups_roster.RosterImport.came_of_it": _MACHINE,
    "safeguards_agreements.EditionClause.check_json": _MACHINE,
    "safeguards_agreements.EditionClause.parts": _MACHINE,
    "safeguards_agreements.Passage.tries": _MACHINE,
    "safeguards_agreements.Signature.evidence": _MACHINE,
    "safeguards_agreements.Copy.pdf": _MACHINE,
    "safeguards_accountability.Report.group_ref": _MACHINE,
    "safeguards_accountability.Report.involved": _MACHINE,
    "rose.Opening.petals": _MACHINE,
}

CANARY = re.compile(r"zq[0-9a-f]{10}")


@dataclass(frozen=True)
class Planted:
    """One canary: where it lies, and whose that is."""

    field: str
    group_ids: frozenset[uuid.UUID]
    member_id: uuid.UUID | None
    staff_id: uuid.UUID | None
    shut: tuple[str, ...] = ()  # staff whom it concerns: none of their roles opens it
    author: str = ""  # who wrote it, where a row keeps that sealed: it is theirs to read again
    named: frozenset[uuid.UUID] = frozenset()  # staff whom the row names as those who know of it


def sealed_fields() -> list[str]:
    """Every sealed column of the house: `app_label.Model.column`."""
    return [f"{model._meta.label}.{name}" for model in _models() for name in _columns(model)]


def plant() -> dict[str, Planted]:
    """Put a word of its own into every sealed field that holds something. Returns {word: whose it is}."""
    return {word: planted for model in _models() for row in model.objects.all() for word, planted in _plant(row)}


def _models() -> list[type[SealedRow]]:
    return [model for model in apps.get_models() if issubclass(model, SealedRow)]


def _columns(model: type[SealedRow]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if isinstance(field, SealedField)]


def _plant(row: Any) -> Iterator[tuple[str, Planted]]:
    label = row._meta.label
    held = {name: words for name, words in sealing.open_all(row).items() if words and f"{label}.{name}" in SEEN_BY}
    if not held:
        return
    marks = {name: "zq" + secrets.token_hex(5) for name in held}
    new = {name: _with(marks[name], words) for name, words in held.items()}
    changed = sealing.seal(row, **new)
    type(row).objects.filter(pk=row.pk).update(**{name: getattr(row, name) for name in changed})
    groups, member_id, staff_id = _whose(row)
    for name, mark in marks.items():
        named = _who_knows(row)
        yield mark, Planted(f"{label}.{name}", groups, member_id, staff_id, *_of_a_case(row), named=named)


def _of_a_case(row: Any) -> tuple[tuple[str, ...], str]:
    if row._meta.model_name != "report":
        return (), ""
    held = sealing.open_all(row)
    return tuple(json.loads(held["involved"] or "[]")), str(json.loads(held["reporter"])["ref"])


def _who_knows(row: Any) -> frozenset[uuid.UUID]:
    """A row that opens to whom it names, and to nobody by role alone."""
    match row:
        case Decision():
            return _who_knows(row.review)
        case ConflictReview():
            told = [row.leader_id] if row.leader_told_at else []
            return frozenset([row.opened_by_id, row.decider_id, *told])
        case Consultation():
            asked = [row.asked_of_id] if row.asked_of_id and row.state not in ("draft", "dropped") else []
            return frozenset([row.asked_by_id, *asked])
    return frozenset()


def _with(mark: str, words: str) -> str:
    with suppress(ValueError):
        held = json.loads(words)
        if isinstance(held, dict):
            texts = [key for key, value in held.items() if isinstance(value, str)]
            key = "name" if "name" in texts else texts[0]
            return json.dumps(held | {key: f"{held[key]} {mark}"})
    return f"{mark}.{words}" if "@" in words else f"{words} {mark}"


_ABOVE = ("membership", "session", "edition", "rule_set", "signature", "note", "folder", "grant", "key", "review")


def _whose(row: Any) -> tuple[frozenset[uuid.UUID], uuid.UUID | None, uuid.UUID | None]:
    """By the row's own columns, and by those of what it belongs to."""
    near = [row]
    for thing in near:
        near += [above for name in _ABOVE if (above := getattr(thing, name, None)) and above not in near]
    member_id = row.pk if isinstance(row, Member) else _first(near, "member_id")
    if row._meta.label == "groups.Group":
        return frozenset({row.pk}), None, None
    group_id = _first(near, "group_id")
    groups = (
        {group_id} if group_id else set(Membership.objects.filter(member=member_id).values_list("group_id", flat=True))
    )
    return frozenset(groups), member_id, _first(near, "staff_id") or _first(near, "author_id")


def _first(things: list[Any], name: str) -> Any:
    return next((found for thing in things if (found := getattr(thing, name, None))), None)


def states() -> dict[str, Any]:
    """How a membership may stand; each changes Heron's, by its rows, as an evening might find it."""
    return {
        "active": lambda _heron: None,
        "invited": _invited,
        "paused": _paused,
        "left": _left,
        "in a case": _in_a_case,
    }


def _invited(heron: Membership) -> None:
    Member.objects.filter(pk=heron.member_id).update(joined_at=None)


def _paused(heron: Membership) -> None:
    Pause.objects.get_or_create(
        membership=heron, until=None, defaults={"practice_id": heron.practice_id, "since": NOON}
    )


def _left(heron: Membership) -> None:
    began = GroupSession.objects.filter(group=heron.group).order_by("starts_at").first()
    Membership.objects.filter(pk=heron.pk).update(left_at=began.starts_at if began else heron.since)


def _in_a_case(heron: Membership) -> None:
    officer = Staff.objects.get(name="Priya")
    report(heron.group, what="It was told at work.", involved=[officer.pk], by=heron.member, at=NOON)
