"""Attacks on a sealed thing: whatever is altered, moved or signed anew is refused; no input breaks the parser."""

from __future__ import annotations

import contextlib
import dataclasses
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.people.readers.making import new_private, public_of
from underrose.people.readers import envelope, made, suites
from underrose.people.readers.binding import Malformed, bound, from_base64, to_base64
from underrose.people.readers.envelope import NotOpened, NotSigned

AUTHOR, READER, STRANGER = (new_private() for _ in range(3))
TEXT = envelope.seal([public_of(AUTHOR), public_of(READER)], b"said plainly", "note:1", by=AUTHOR)


def opened(text: str, **more: object) -> bytes:
    asked = {"info": "note:1", "by": public_of(AUTHOR), **more}
    return envelope.open_with(READER, text, **asked)  # type: ignore[arg-type]


def test_it_opens_for_its_readers_and_nobody_else() -> None:
    assert opened(TEXT) == b"said plainly"
    with pytest.raises(NotOpened):
        envelope.open_with(STRANGER, TEXT, info="note:1", by=public_of(AUTHOR))


def test_it_opens_as_what_it_is_alone() -> None:
    with pytest.raises(Malformed):
        opened(TEXT, info="note:2")
    with pytest.raises(NotSigned):
        opened(TEXT, by=public_of(READER))
    with pytest.raises(NotSigned):
        opened(TEXT, by=None)


@given(at=st.integers(0, len(TEXT) - 1), letter=st.characters(min_codepoint=32, max_codepoint=126))
def test_one_letter_altered_anywhere_is_refused(at: int, letter: str) -> None:
    text = TEXT[:at] + letter + TEXT[at + 1 :]
    if text != TEXT:
        with pytest.raises((Malformed, NotSigned, NotOpened)):
            opened(text)


def test_a_signature_taken_off_and_put_on_by_another_is_found() -> None:
    """A reader who was sent a thing can't pass it on as their own words (surreptitious forwarding)."""
    sealed = dataclasses.replace(envelope.parse(TEXT), by=public_of(READER).id, sig=b"\0" * 64)
    forged = dataclasses.replace(sealed, sig=READER.sign(sealed.signed())).text()
    assert envelope.check(forged, info="note:1", readers=sealed.readers, by=public_of(READER))
    with pytest.raises(NotOpened):
        envelope.open_with(AUTHOR, forged, info="note:1", by=public_of(READER))


def test_bodies_and_content_keys_of_two_things_cant_be_exchanged() -> None:
    other = envelope.parse(envelope.seal([public_of(AUTHOR), public_of(READER)], b"another", "note:1", by=AUTHOR))
    mixed = dataclasses.replace(envelope.parse(TEXT), body=other.body)
    forged = dataclasses.replace(mixed, sig=AUTHOR.sign(mixed.signed())).text()
    with pytest.raises(NotOpened):
        opened(forged)


def test_the_house_takes_in_only_what_is_sealed_to_the_right_readers() -> None:
    author, ids = public_of(AUTHOR), [public_of(AUTHOR).id, public_of(READER).id]
    assert envelope.check(TEXT, info="note:1", readers=ids, by=author).readers == tuple(sorted(ids))
    for readers in ([ids[0]], [*ids, public_of(STRANGER).id], []):
        with pytest.raises(Malformed):
            envelope.check(TEXT, info="note:1", readers=readers, by=author)
    with pytest.raises(NotSigned):
        envelope.check(TEXT, info="note:1", readers=ids, by=public_of(STRANGER))


def test_a_length_shows_in_steps_alone() -> None:
    sizes = {len(envelope.seal([public_of(READER)], b"x" * size, "note:1")) for size in (0, 1, 100, 252)}
    assert len(sizes) == 1


@given(st.text(max_size=400) | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps))
def test_no_text_breaks_the_parsers(text: str) -> None:
    for parse in (envelope.parse, lambda said: made.key(said, own=True), made.passphrase, made.passkey):
        with pytest.raises(Malformed):
            parse(text)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=200)
@given(field=st.sampled_from(sorted(json.loads(TEXT))), value=_JSON)
def test_no_odd_value_in_a_field_breaks_the_parser(field: str, value: object) -> None:
    said = json.loads(TEXT)
    if said[field] != value or type(said[field]) is not type(value):
        text = json.dumps({**said, field: value}, ensure_ascii=False, separators=(",", ":"))
        with pytest.raises((Malformed, NotSigned)):
            envelope.check(text, info="note:1", readers=envelope.parse(TEXT).readers, by=public_of(AUTHOR))


@given(st.binary(max_size=64))
def test_base64_has_one_way_to_write_each_thing(data: bytes) -> None:
    assert from_base64(to_base64(data)) == data


@given(st.text("AB-_=+/ \n", max_size=12))
def test_and_refuses_every_other(text: str) -> None:
    with contextlib.suppress(Malformed):
        assert to_base64(from_base64(text)) == text


@given(st.lists(st.binary(max_size=8), max_size=4), st.lists(st.binary(max_size=8), max_size=4))
def test_two_lists_of_parts_never_give_the_same_bytes(one: list[bytes], other: list[bytes]) -> None:
    assert (bound("label", *one) == bound("label", *other)) == (one == other)


def test_the_other_suite_has_the_same_refusals() -> None:
    author = new_private(suites.MLKEM)
    text = envelope.seal([public_of(author)], b"said plainly", "note:1", by=author)
    assert envelope.open_with(author, text, info="note:1", by=public_of(author)) == b"said plainly"
    with pytest.raises(Malformed):
        envelope.seal([public_of(author), public_of(READER)], b"mixed", "note:1")
