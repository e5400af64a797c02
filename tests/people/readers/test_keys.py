"""Keys are made by their owners alone, vouched for by themselves, and end when they should."""

from __future__ import annotations

import json
import secrets

import pytest

from tests.people.readers.making import handed_in, make_key, new_private, passphrase_wrap, public_of, sheets_of
from tests.world import NOON
from underrose.ground.ledger import verifying
from underrose.ground.refusal import Absent
from underrose.people.readers import actions, envelope, keys, made, suites, telling, wrapping
from underrose.people.readers.models import KeyWrap, ReaderKey, RecoverySheet

pytestmark = pytest.mark.django_db


def change(key: ReaderKey, private: suites.Private, said: object) -> actions.Change:
    text = json.dumps(said)
    return actions.Change(text, private.sign(actions.change_of(key, text)))


def test_a_reader_makes_a_key_and_the_ledger_vouches_for_it(dana, practice):
    key, private = make_key(dana, "shared", holders=["Sam", "Priya", "Alex"])
    assert keys.living(dana, "shared") == key
    assert keys.living(dana, "own") is None
    assert key.as_public() == public_of(private)
    assert KeyWrap.objects.filter(key=key, kind="sheets").count() == 3  # each two of three
    assert not verifying.verify(practice.pk, at=NOON).findings


def test_the_server_holds_nothing_that_opens(dana):
    key, private = make_key(dana, "own", passphrase="seven words by chance are best")
    held = [bytes(key.public), bytes(key.signing), bytes(key.statement)]
    held += [bytes(wrap.box) + wrap.how.encode() for wrap in KeyWrap.objects.all()]
    held += [bytes(sheet.check_hash) for sheet in RecoverySheet.objects.all()]
    assert not [one for one in held if private.opens in one or private.signs in one]


def test_a_key_made_for_somebody_else_is_refused(dana, lee):
    said = made.key(json.dumps(handed_in(lee, "shared", new_private())), own=False)
    with pytest.raises(actions.NotYours):
        actions.make_key(said, use="shared", by=dana, at=NOON)
    assert not ReaderKey.objects.exists()


def test_a_key_made_for_another_use_is_refused(dana):
    said = made.key(json.dumps(handed_in(dana, "shared", new_private(), holders=["me"])), own=True)
    with pytest.raises(actions.NotYours):
        actions.make_key(said, use="own", by=dana, at=NOON)
    assert not ReaderKey.objects.exists()


def test_a_key_of_another_suite_is_refused(dana, alex, practice):
    actions.set_suite(practice, suites.MLKEM, by=alex, at=NOON)
    with pytest.raises(actions.OtherSuite):
        make_key(dana)
    key, _ = make_key(dana, suite=suites.MLKEM)
    assert key.suite == suites.MLKEM


def test_only_the_admin_chooses_the_suite(dana, practice):
    with pytest.raises(Absent):
        actions.set_suite(practice, suites.MLKEM, by=dana, at=NOON)


def test_the_next_key_opens_what_the_one_before_opened(dana):
    first, old = make_key(dana)
    text = envelope.seal([first.as_public()], b"a note", "note:1:1", by=old)
    second, new = make_key(dana, earlier=[old])
    first.refresh_from_db()
    assert (first.ended_as, second.epoch) == ("replaced", 2)
    told = json.loads(telling.told(dana))["own"]
    assert [(one["epoch"], one["next"]) for one in told] == [(2, None), (1, second.key_id)]
    assert told[1]["wraps"] == []  # nothing else opens it any more
    box = envelope.from_base64(told[1]["box"])
    again = suites.Private.of(first.suite, wrapping.by_next_key(first.key_id, box, new, second.key_id))
    assert envelope.open_with(again, text, info="note:1:1", by=first.as_public()) == b"a note"


def test_a_change_needs_the_keys_own_signature(dana):
    key, _ = make_key(dana)
    stranger = new_private()
    with pytest.raises(actions.NotYours):
        actions.change_passphrase(
            key, change(key, stranger, passphrase_wrap(stranger)), got_back=False, by=dana, at=NOON
        )


def test_nobody_changes_anothers_key(dana, lee):
    key, private = make_key(dana)
    with pytest.raises(Absent):
        actions.change_passphrase(key, change(key, private, passphrase_wrap(private)), got_back=False, by=lee, at=NOON)


def test_the_old_passphrases_wrap_is_emptied(dana, practice):
    key, private = make_key(dana)
    actions.change_passphrase(key, change(key, private, passphrase_wrap(private)), got_back=True, by=dana, at=NOON)
    wraps = KeyWrap.objects.filter(key=key, kind="passphrase")
    assert bytes(wraps.exclude(ended_at=None).get().box) == b""
    assert bytes(wraps.get(ended_at=None).box)
    assert not verifying.verify(practice.pk, at=NOON).findings


def test_new_sheets_end_the_old_ones(dana):
    key, private = make_key(dana, "shared")
    said, _ = sheets_of(private, ["Sam", "Otis"])
    actions.make_sheets(key, change(key, private, said), by=dana, at=NOON)
    assert RecoverySheet.objects.filter(key=key, ended_at=None).count() == 2
    assert KeyWrap.objects.filter(key=key, kind="sheets", ended_at=None).count() == 1
    assert all(bytes(wrap.box) == b"" for wrap in KeyWrap.objects.exclude(ended_at=None))


def test_one_sheet_alone_opens_nothing_and_two_do(dana):
    private = new_private()
    said, kept = sheets_of(private, ["Sam", "Priya", "Otis"])
    names = list(kept)
    for wrap in said["wraps"]:
        for name in names:
            with pytest.raises(suites.NotOpened):
                wrapping.by_sheets(public_of(private).id, wrap, {name: kept[name]})
            guess = {other: secrets.token_bytes(16) for other in names} | {name: kept[name]}
            with pytest.raises(suites.NotOpened):
                wrapping.by_sheets(public_of(private).id, wrap, guess)
    two = {name: kept[name] for name in names[1:]}
    wrap = next(wrap for wrap in said["wraps"] if wrap["sheets"] == names[1:])
    assert wrapping.by_sheets(public_of(private).id, wrap, two) == private.opens + private.signs


def test_an_own_key_has_one_sheet_and_a_shared_one_two_or_more(dana):
    private = new_private()
    for use, holders in (("own", ["me", "Sam"]), ("shared", ["Sam"]), ("shared", list("abcde"))):
        with pytest.raises(made.Malformed):
            made.key(json.dumps(handed_in(dana, use, private, holders=holders)), own=use == "own")


def test_a_sheet_is_tried_by_its_own_words_alone(dana):
    key, private = make_key(dana)
    said, kept = sheets_of(private, ["me"])
    actions.make_sheets(key, change(key, private, said), by=dana, at=NOON)
    (name, secret), sheet = next(iter(kept.items())), keys.living_sheets(key).get()
    with pytest.raises(actions.NotThisSheet):
        actions.try_sheet(sheet, secrets.token_bytes(16), by=dana, at=NOON)
    assert keys.untried(dana.practice_id).count() == 1
    actions.try_sheet(sheet, wrapping.sheet_proof(name, secret), by=dana, at=NOON)
    assert keys.untried(dana.practice_id).count() == 0


def test_an_ended_key_takes_no_change(dana):
    key, private = make_key(dana)
    actions.end_key(key, how="seen", by=dana, at=NOON)
    assert keys.living(dana, "own") is None
    with pytest.raises(actions.Ended):
        actions.change_passphrase(key, change(key, private, passphrase_wrap(private)), got_back=False, by=dana, at=NOON)


def test_who_has_no_key_is_one_query(dana, lee, sam, django_assert_num_queries):
    make_key(dana, "shared")
    with django_assert_num_queries(1):
        assert keys.without_key([dana, lee, sam], "shared") == [lee, sam]


def test_nobody_seals_to_somebody_who_has_left(dana):
    make_key(dana, "shared")
    dana.is_active = False
    dana.save()
    assert keys.living(dana, "shared") is None
    assert not keys.untried(dana.practice_id)
