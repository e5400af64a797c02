"""Whatever the house keeps about a member is in the file they may take along, or is named here with its reason.

The models come from the house itself, so that a new room can't forget its members.
"""

from __future__ import annotations

import pytest
from django.apps import apps

from tests.world import NOON
from underrose.groups.models import Membership, Pause
from underrose.people import actions
from underrose.people.models import Member
from underrose.rose import exports

# Model → the section that holds it.
GIVEN = {
    "people.emergencycontact": "emergency_contact",
    "people.whereabouts": "whereabouts",
    "groups.membership": "groups",
    "groups.pause": "pauses",
    "groups.attendance": "evenings",
    "safeguards_rules.reading": "rules",
    "safeguards_rules.presence": "together",
    "safeguards_rules.question": "questions",
    "rules_between.word": "between",
    "safeguards_agreements.passage": "clauses",
    "safeguards_agreements.wish": "wishes",
    "safeguards_agreements.signature": "signatures",
    "safeguards_reminders.reminder": "messages",
    "safeguards_reminders.told": "told",
    "safeguards_feedback.seen": "person",
    "safeguards_protection.naming": "looks",
    "people_emergency.grant": "looks",
    "protection_disclosures.permission": "permissions",
    "protection_disclosures.disclosure": "shared",
    "protection_circle.datarequest": "requests",
    "rules_ties.sheet": "ties",
    "rules_ties.recognition": "looks_round",
    "rules_ethics.conflictreview": "how_it_is_led",
}
NOT_GIVEN = {
    "people.contactcode": "six figures, gone within the hour",
    "people.signincode": "six figures, gone within the hour",
    "people.joiningcard": "keyed marks of a paper's secret; the paper is theirs already",
    "people_matters.matter": "telling of it could hurt somebody while it is open; its looks are shown when it closes",
    "rules_ties.forms": "what values are compared by, which nobody can read; the file says so",
    "protection_notes.folder": "notes: a copy is given on request, and the file says so",
    "protection_notes.owndraft": "a therapist's own notes are no part of the record, and the file says so",
}
ONLY_WHERE_THERE_IS_ONE = {"emergency_contact", "whereabouts", "pauses"}


def about_members() -> set[str]:
    """Every model that points at a member or at their place in a group."""
    return {
        model._meta.label_lower
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model in (Member, Membership)
    }


def test_every_model_about_members_is_given_or_has_its_reason():
    forgotten = about_members() - set(GIVEN) - set(NOT_GIVEN)
    assert not forgotten, f"Give these in an export.py (rose/exports.py), or say here why not: {sorted(forgotten)}"
    assert set(GIVEN) | set(NOT_GIVEN) == about_members()


@pytest.mark.django_db
def test_every_section_named_here_is_in_the_file(heron):
    found = {section.key for section in exports.sections(heron.member, NOON)}
    assert set(GIVEN.values()) - ONLY_WHERE_THERE_IS_ONE <= found


@pytest.mark.django_db
def test_what_not_everybody_has_is_in_it_where_somebody_has_it(heron, dana):
    actions.set_emergency_contact(heron.member, name="Hildegard", phone="+15550777", by=heron.member, at=NOON)
    Pause.objects.create(practice=heron.practice, membership=heron, since=NOON)
    found = {section.key: section for section in exports.sections(Member.objects.get(pk=heron.member_id), NOON)}
    assert "Hildegard" in {fact.value for fact in found["emergency_contact"].entries[0]}
    assert found["pauses"].entries


def test_a_room_that_cannot_be_read_says_so_and_takes_no_other_with_it(heron, monkeypatch):
    monkeypatch.setattr(exports.rules, "kept", lambda _member: 1 / 0)
    found = exports.sections(heron.member, NOON)
    assert "rules" in {section.key for section in found if section.left_out}
    assert "identity" in {section.key for section in found}
