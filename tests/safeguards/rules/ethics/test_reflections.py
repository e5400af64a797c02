"""Reflections: sealed and signed before they come here, pointing at no member, opened by nobody else."""

from __future__ import annotations

import uuid

import pytest

from tests.people.readers import making
from tests.world import NOON
from underrose.ground import clock
from underrose.ground.ledger import verifying
from underrose.ground.ledger.models import Entry, Look
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.groups.models import Membership
from underrose.people import policy
from underrose.people.matters import actions as matters
from underrose.people.models import Member
from underrose.people.readers import envelope, own
from underrose.safeguards.rules.ethics import reading
from underrose.safeguards.rules.ethics.actions import reflections
from underrose.safeguards.rules.ethics.models import Reflection, ReflectionDraft

WORDS = "I want to be liked by them."


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def key(dana):
    """Dana's own key; the private halves that only her browser has."""
    return making.make_key(dana, "own")[1]


def sealed(private, bound_to, text=WORDS):
    return envelope.seal([making.public_of(private)], text.encode(), bound_to, by=private)


def keep(group, private, by):
    new = uuid.uuid4()
    return reflections.keep_reflection(
        group, sealed(private, reflections.info(group.pk, new)), reflection_id=new, by=by, at=NOON
    )


def test_what_was_sealed_comes_back_and_opens_with_the_authors_key_alone(key, tuesday, dana):
    keep(tuesday, key, dana)
    (kept,), has_more = reading.reflections(policy.standing(dana, NOON), at=NOON)
    assert not has_more
    public = making.public_of(key)
    assert envelope.open_with(key, kept.sealed, info=kept.info, by=public).decode() == WORDS
    with pytest.raises(envelope.NotOpened):
        envelope.open_with(making.new_private(), kept.sealed, info=kept.info, by=public)


def test_no_row_of_it_points_at_a_member():
    related = {field.related_model for field in Reflection._meta.concrete_fields}
    related |= {field.related_model for field in ReflectionDraft._meta.concrete_fields}
    assert not related & {Member, Membership}


@pytest.mark.parametrize("wrong", ["plain words", "another group's", "another one's", "a draft", "another key's"])
def test_what_is_not_sealed_for_this_very_reflection_is_refused(wrong, key, tuesday, thursday, dana):
    new = uuid.uuid4()
    bound_to = {
        "another group's": reflections.info(thursday.pk, new),
        "another one's": reflections.info(tuesday.pk, uuid.uuid4()),
        "a draft": reflections.draft_info(tuesday.pk, new),
    }.get(wrong, reflections.info(tuesday.pk, new))
    private = making.new_private() if wrong == "another key's" else key
    words = WORDS if wrong == "plain words" else sealed(private, bound_to)
    with pytest.raises(own.NotSealed):
        reflections.keep_reflection(tuesday, words, reflection_id=new, by=dana, at=NOON)
    assert not Reflection.objects.exists()


def test_without_a_key_nothing_is_kept_and_the_page_says_how_to_make_one(tuesday, dana, client_as):
    with pytest.raises(own.NoKey):
        keep(tuesday, making.new_private(), dana)
    page = client_as(dana).get(f"/groups/{tuesday.pk}/reflections/new/").content.decode()
    assert "Make your key" in page
    assert "<textarea" not in page


def test_nobody_else_is_given_even_what_is_sealed(key, tuesday, dana, lee, sam, priya, client_as):
    keep(tuesday, key, dana)
    text = sealing.reveal(Reflection.objects.get(), "sealed")
    for person in (lee, sam):
        page = client_as(person).get("/ethics/reflections/").content.decode()
        assert "You have kept none yet." in page
        assert text[:60] not in page
    assert client_as(priya).get("/ethics/reflections/").status_code == 404


def test_it_never_changes_and_a_second_of_the_same_id_is_refused(key, tuesday, dana):
    kept = keep(tuesday, key, dana)
    words = sealed(key, reflections.info(tuesday.pk, kept.pk), "Otherwise.")
    with pytest.raises(reflections.AlreadyKept):
        reflections.keep_reflection(tuesday, words, reflection_id=kept.pk, by=dana, at=NOON)


def test_a_draft_is_kept_sealed_and_goes_once_it_is_kept(key, tuesday, dana):
    new = uuid.uuid4()
    words = sealed(key, reflections.draft_info(tuesday.pk, new))
    reflections.keep_draft(tuesday, words, reflection_id=new, by=dana, at=NOON)
    assert reading.draft_of(tuesday, dana).reflection_id == new
    bound_to = reflections.info(tuesday.pk, new)
    reflections.keep_reflection(tuesday, sealed(key, bound_to), reflection_id=new, by=dana, at=NOON)
    assert not ReflectionDraft.objects.exists()


def test_the_outsider_writes_about_no_group_but_their_own(key, otis, tuesday):
    private = making.make_key(otis, "own")[1]
    with pytest.raises(Absent):
        keep(tuesday, private, otis)


def test_reading_ones_own_is_one_entry_and_a_look_at_nobody(key, tuesday, dana, heron, client_as):
    keep(tuesday, key, dana)
    browser = client_as(dana)
    before = Entry.objects.count()
    browser.get("/ethics/reflections/")
    assert Entry.objects.count() == before + 1
    assert not Look.objects.exists()


def test_the_ledger_vouches_for_it_and_destroying_its_key_destroys_it(key, tuesday, dana, practice):
    kept = keep(tuesday, key, dana)
    assert verifying.verify(practice.pk, at=NOON).findings == []
    sealing.shred(kept.subject_id, at=NOON)
    with pytest.raises(sealing.Shredded):
        sealing.reveal(kept, "sealed")
    assert reading.reflections(policy.standing(dana, NOON), at=NOON) == ([], False)


def test_its_author_destroys_it_and_nobody_else_can(key, tuesday, dana, lee, sam, practice, client_as):
    kept = keep(tuesday, key, dana)
    way = f"/ethics/reflections/{kept.pk}/destroy/"
    assert [client_as(person).post(way).status_code for person in (lee, sam)] == [404, 404]
    assert way in client_as(dana).get("/ethics/reflections/").content.decode()
    assert client_as(dana).post(way).status_code == 302
    with pytest.raises(sealing.Shredded):
        sealing.reveal(kept, "sealed")
    assert Entry.objects.filter(action="reflection destroyed").count() == 1
    assert verifying.verify(practice.pk, at=NOON).is_sound
    with pytest.raises(Absent):
        reflections.destroy(kept, by=lee, at=NOON)


@pytest.mark.parametrize("on", ["member", "group", "all"])
def test_a_hold_comes_before_it(key, tuesday, dana, heron, priya, practice, client_as, on):
    kept = keep(tuesday, key, dana)
    over = {"member": {"member": heron.member}, "group": {"group_id": tuesday.pk}, "all": {}}[on]
    matters.open_matter("legal hold", reason="A letter", practice_id=practice.pk, by=priya, at=NOON, **over)
    with pytest.raises(reflections.OnHold):
        reflections.destroy(kept, by=dana, at=NOON)
    assert sealing.reveal(kept, "sealed")


def test_a_hold_on_somebody_elsewhere_keeps_nothing_here(key, tuesday, thursday, dana, finch, priya, practice):
    kept = keep(tuesday, key, dana)
    hold = {"reason": "A letter", "practice_id": practice.pk, "member": finch.member}
    matters.open_matter("legal hold", **hold, by=priya, at=NOON)
    reflections.destroy(kept, by=dana, at=NOON)
    with pytest.raises(sealing.Shredded):
        sealing.reveal(kept, "sealed")
