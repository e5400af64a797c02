"""The PDF copy: the words that were signed, nobody else's name, the same bytes every time."""

from __future__ import annotations

import io
import re

import pypdf
import pytest

from tests.world import NOON
from underrose.ground.ledger.models import Entry
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.safeguards.agreements import copy, text
from underrose.safeguards.agreements.actions import signing
from underrose.safeguards.agreements.models import Copy, Signature


@pytest.fixture
def signature(edition, heron, juniper, go_through) -> Signature:
    go_through(heron, edition)
    return signing.sign(edition, membership=heron, by=heron.member, at=NOON)


@pytest.fixture
def pdf(signature, heron) -> bytes:
    return signing.hand_copy(signature, by=heron.member, at=NOON)


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


def test_the_copy_has_every_clause_the_name_the_time_and_the_texts_digest(pdf, edition):
    words = words_of(pdf)
    for found in text.opened(edition):
        assert found.title in words
    assert "Heron" in words
    assert "2026-03-03 12:00 (Europe/London)" in words
    assert edition.digest in words.replace(" ", "")


def test_the_copy_names_no_other_member_and_no_group(pdf):
    words = words_of(pdf)
    assert "Juniper" not in words
    assert "Tuesday" not in words
    assert "Helen" not in words


def test_its_fingerprint_is_the_signatures(pdf, signature):
    assert copy.digest(pdf) == signature.copy_digest


def test_the_same_data_gives_the_same_bytes(pdf, edition, heron, signature):
    again = copy.render(
        edition,
        text.opened(edition),
        practice=heron.practice,
        name="Heron",
        intent=sealing.reveal(signature, "intent"),
        at=NOON,
    )
    assert again == pdf


def test_it_is_tagged_for_who_listens_to_it(pdf):
    catalog = pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "en"
    metadata = catalog["/Metadata"].get_data()
    assert re.search(rb"pdfuaid:part>1<", metadata)
    assert re.search(rb"pdfaid:part>2<", metadata)


def test_its_title_says_nothing(pdf):
    assert pypdf.PdfReader(io.BytesIO(pdf)).metadata.title == "Copy"


def test_words_that_look_like_markup_are_set_as_they_are(edition, heron):
    name = '#panic() $x$ [*] "quote" \\ <a> // @b'
    pdf = copy.render(edition, text.opened(edition), practice=heron.practice, name=name, intent="I sign", at=NOON)
    assert '#panic() $x$ [*] "quote" \\ <a> // @b' in words_of(pdf)


def test_the_kept_bytes_are_sealed_under_the_members_own_key(signature, heron, pdf):
    kept = Copy.objects.get(signature=signature)
    assert kept.subject_id == heron.member.subject_id
    assert b"%PDF" not in bytes(kept.pdf)


def test_a_leaders_look_at_a_copy_is_an_entry_and_the_members_own_is_none(signature, dana, heron, pdf):
    assert not Entry.objects.filter(action="signed copy").exists()
    assert signing.hand_copy(signature, by=dana, at=NOON) == pdf
    assert Entry.objects.get(action="signed copy").by == dana.ref


@pytest.mark.parametrize("person", ["sam", "alex", "otis", "juniper", "finch"])
def test_nobody_else_gets_the_copy(request, signature, person):
    somebody = request.getfixturevalue(person)
    with pytest.raises(Absent):
        signing.hand_copy(signature, by=getattr(somebody, "member", somebody), at=NOON)
