"""The papers: what they say, the same bytes every time, tagged, and nobody else's name."""

from __future__ import annotations

import datetime as dt
import io

import pypdf
import pytest

from tests.safeguards.protection.disclosures.conftest import TERMS, sign
from tests.safeguards.protection.disclosures.test_sharing import WORDS, share
from tests.world import NOON
from underrose.ground.ledger.models import Entry, Look
from underrose.ground.refusal import Absent
from underrose.groups import part2
from underrose.safeguards.protection.disclosures.actions import handing, permissions
from underrose.safeguards.protection.disclosures.words import Words


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


def test_the_copy_has_the_whole_permission_the_name_and_the_fingerprint(signed, heron):
    words = words_of(handing.hand_permission(signed, by=heron.member, at=NOON))
    parts = (TERMS.recipient, TERMS.reach, TERMS.what, TERMS.purpose, "2 April 2026", "Helen Rondell", "I permit")
    for part in parts:
        assert part in words
    assert signed.digest in words.replace(" ", "")
    assert part2.statement_of([]) == ""
    assert "42 CFR part 2)" not in words


def test_the_same_permission_gives_the_same_bytes(signed, heron):
    one = handing.hand_permission(signed, by=heron.member, at=NOON)
    assert one == handing.hand_permission(signed, by=heron.member, at=NOON + dt.timedelta(days=3))


def test_a_permission_that_was_never_signed_has_no_copy(heron):
    written = permissions.write(heron, TERMS, by=heron.member, at=NOON)
    with pytest.raises(Absent):
        handing.hand_permission(written, by=heron.member, at=NOON)


def test_every_paper_is_tagged_and_has_a_title(signed, heron, dana):
    made = share(heron, dana, permission=signed)
    for pdf in (
        handing.hand_permission(signed, by=heron.member, at=NOON),
        handing.hand_sheet(made, by=dana, at=NOON),
        handing.own_account(by=heron.member, at=NOON),
    ):
        root = pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"]
        assert root["/Lang"].startswith("en")


def test_the_sheet_of_a_part_2_group_says_so_and_what_the_permission_covers(lark, otis_leads):
    made = share(lark, otis_leads, permission=sign(lark), words=Words(what="Three dates"))
    words = words_of(handing.hand_sheet(made, by=otis_leads, at=NOON))
    assert "Three dates" in words
    assert TERMS.what in words  # 42 CFR 2.32(b): the scope of the consent
    assert "42 CFR part 2" in words
    assert "NOT sufficient" in words


def test_the_account_has_date_recipient_what_and_why_of_each_in_its_part(heron, dana, signed):
    share(heron, dana, basis="order")
    share(heron, dana, permission=signed, words=Words(what="Three dates"))
    words = words_of(handing.own_account(by=heron.member, at=NOON))
    asked, also = words.split("What we list as well")
    assert "Helen Rondell" in asked
    for part in ("2026-03-03 12:00", WORDS.recipient, WORDS.what, WORDS.purpose, "A court order", "164.512(e)"):
        assert part in asked
    assert "Three dates" in also
    assert "Three dates" not in asked


def test_what_was_written_down_late_says_when(heron, dana):
    share(heron, dana, basis="order", shared_at=NOON - dt.timedelta(days=9))
    words = words_of(handing.own_account(by=heron.member, at=NOON))
    assert "written down 2026-03-03 12:00" in words


def test_an_empty_account_says_so(heron):
    assert words_of(handing.own_account(by=heron.member, at=NOON)).count("Nothing.") == 2


def test_a_leaders_account_is_about_this_group_alone(heron, juniper, dana):
    share(juniper, dana, basis="order", words=Words("Elsewhere", "", "Junipers days", "", "x"))
    assert "Junipers" not in words_of(handing.hand_account(heron, by=dana, at=NOON))


def test_each_paper_that_staff_open_is_one_entry_and_one_look(heron, dana, signed):
    made = share(heron, dana, permission=signed)
    for hand in (
        lambda: handing.hand_permission(signed, by=dana, at=NOON),
        lambda: handing.hand_sheet(made, by=dana, at=NOON),
        lambda: handing.hand_account(heron, by=dana, at=NOON),
    ):
        entries, looks = Entry.objects.count(), Look.objects.count()
        hand()
        assert (Entry.objects.count(), Look.objects.count()) == (entries + 1, looks + 1)


def test_a_member_who_opens_their_own_leaves_no_entry(heron, signed):
    before = Entry.objects.count()
    handing.hand_permission(signed, by=heron.member, at=NOON)
    handing.own_account(by=heron.member, at=NOON)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("person", ["otis", "priya", "alex", "sam"])
def test_nobody_else_opens_a_paper(heron, dana, signed, request, person):
    made, by = share(heron, dana, permission=signed), request.getfixturevalue(person)
    for hand in (
        lambda: handing.hand_permission(signed, by=by, at=NOON),
        lambda: handing.hand_sheet(made, by=by, at=NOON),
        lambda: handing.hand_account(heron, by=by, at=NOON),
    ):
        with pytest.raises(Absent):
            hand()


def test_markup_in_words_is_shown_as_it_was_written(heron, dana):
    share(heron, dana, basis="order", words=Words("#panic()", "", "*a* $x$ = [b] @c", "<d>", "e"))
    words = words_of(handing.own_account(by=heron.member, at=NOON))
    assert "#panic()" in words
    assert "*a* $x$ = [b] @c" in words
