"""Recovery shares: any three bring the root key back, two tell nothing, and a wrong paper is named at once."""

from __future__ import annotations

import dataclasses
import itertools
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world import NOON
from underrose.ground.vault import inventory, keys, recovery, root, rotation, sealing, shares
from underrose.ground.vault.shares import Gathering, Share, ShareRefused
from underrose.people.models import Member, Practice

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def papers(practice: Practice) -> list[Share]:
    sealing.subject(practice.pk, "member", at=NOON)
    return shares.make(at=NOON)


def gathered(papers: list[Share]) -> Gathering:
    gathering = Gathering()
    for paper in papers:
        gathering.add(paper.text)
    return gathering


def test_five_papers_have_33_words_each_and_one_bundle(papers: list[Share]) -> None:
    assert [paper.number for paper in papers] == [1, 2, 3, 4, 5]
    assert {len(paper.words) for paper in papers} == {33}
    assert len({paper.bundle for paper in papers}) == 1


def test_any_three_bring_the_key_back_and_any_two_do_not(papers: list[Share]) -> None:
    for three in itertools.combinations(papers, 3):
        assert gathered(list(three)).key() == keys.root_key()
    for two in itertools.combinations(papers, 2):
        gathering = gathered(list(two))
        assert gathering.missing == 1
        with pytest.raises(ShareRefused, match="2 of 3"):
            gathering.key()


def test_a_lost_root_key_comes_back_from_three_papers(practice: Practice, own_root_key: Path) -> None:
    row = Member(practice=practice, subject_id=sealing.subject(practice.pk, "member", at=NOON), made_at=NOON)
    sealing.seal(row, mail="a@b.example")
    papers = shares.make(at=NOON)
    own_root_key.unlink()
    keys.forget()
    with pytest.raises(root.RootMissing):
        sealing.reveal(row, "mail")
    shares.restore(gathered(papers[2:]))
    assert sealing.reveal(row, "mail") == "a@b.example"


def test_each_paper_is_checked_alone(papers: list[Share]) -> None:
    shares.check(", ".join(word[:4].upper() for word in papers[3].words), at=LATER)
    assert [share.number for share in shares.known() if share.checked_at] == [4]


def test_the_house_keeps_hashes_and_no_words(papers: list[Share]) -> None:
    kept = repr([vars(row) for row in shares.RecoveryShare.objects.all()])
    assert not any(" ".join(paper.words[4:7]) in kept for paper in papers)


def test_a_paper_of_a_former_bundle_is_named(papers: list[Share]) -> None:
    shares.make(at=LATER)
    with pytest.raises(ShareRefused, match="not of the last ones"):
        shares.check(papers[0].text, at=LATER)


def test_papers_of_a_former_root_key_are_no_longer_this_houses(papers: list[Share]) -> None:
    rotation.rotate_root_key()
    assert shares.known() == []
    with pytest.raises(recovery.SheetRefused, match="former root key"):
        gathered(papers[:3]).key()


def test_bundles_are_not_mixed(papers: list[Share]) -> None:
    others = next(made for made in iter(lambda: shares.make(at=LATER), None) if made[0].bundle != papers[0].bundle)
    gathering = gathered(papers[:2])
    with pytest.raises(ShareRefused, match="Bundles can't be mixed"):
        gathering.add(others[2].text)
    assert gathering.missing == 1


def test_the_same_paper_twice_counts_once(papers: list[Share]) -> None:
    gathering = gathered(papers[:1])
    with pytest.raises(ShareRefused, match="Share 1 was entered already"):
        gathering.add(papers[0].text)


def test_a_sheet_that_opens_alone_is_no_share(papers: list[Share]) -> None:
    with pytest.raises(ShareRefused, match="opens alone"):
        Gathering().add(recovery.sheet())


def test_a_share_is_no_sheet_that_opens_alone(papers: list[Share]) -> None:
    with pytest.raises(recovery.SheetRefused, match="one of several shares"):
        recovery.check(papers[0].text)


@pytest.mark.parametrize("place", [1, 3, 9, 33])
def test_a_wrong_word_is_named_when_its_paper_is_entered(papers: list[Share], place: int) -> None:
    words = list(papers[1].words)
    words[place - 1] = "zero" if words[place - 1] != "zero" else "wrap"
    with pytest.raises(ShareRefused, match=f"Word {place}, “{words[place - 1]}”"):
        Gathering().add(words)


def test_shares_of_one_number_made_apart_are_found_out(papers: list[Share]) -> None:
    """A paper of somebody's own that claims this bundle: together they give no key, and never a wrong one."""
    from shamir_mnemonic.share import Share as Slip

    slip = Slip.from_mnemonic(papers[2].text)
    forged = dataclasses.replace(slip, value=bytes(32)).mnemonic()
    with pytest.raises(ShareRefused, match="other words"):
        shares.check(forged, at=LATER)
    gathering = gathered(papers[:2])
    gathering.add(forged)
    with pytest.raises(ShareRefused, match="don't belong together"):
        gathering.key()


def test_the_inventory_says_how_many_were_tried(papers: list[Share]) -> None:
    shares.check(papers[0].text, at=LATER)
    [line] = [key for key in inventory.inventory() if key.state == "on paper"]
    assert "1 of 5 tried" in line.name


@given(st.lists(st.text(max_size=12), max_size=40) | st.text(max_size=400))
def test_whatever_is_typed_is_taken_or_refused_with_a_sentence(words: list[str] | str) -> None:
    with pytest.raises(recovery.SheetRefused) as refused:
        Gathering().add(words)
    assert str(refused.value.said).endswith((".", "?"))
