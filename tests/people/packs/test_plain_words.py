"""What packs say to members is as easy to read as the clauses are."""

from __future__ import annotations

import pytest

from underrose.people.packs import applying, reading
from underrose.safeguards.rules import reading_level


def plain(*packs: reading.Pack) -> list[str]:
    return [one.plain for pack in packs for said in pack.topics.values() for one in said if one.plain]


@pytest.mark.parametrize("said", plain(*reading.shipped().values()))
def test_every_plain_sentence_is_for_grade_eight_at_most(said):
    assert reading_level.level(said).flesch_kincaid <= reading_level.CEILING


@pytest.mark.parametrize("code", reading.shipped())
def test_the_whole_page_is_for_grade_eight_at_most_by_both_measures(code):
    """SMOG was made for thirty sentences, so it is asked of the page that a member reads and of no single sentence."""
    found = reading_level.level("\n\n".join(plain(*applying.chain(code))))
    assert not found.is_hard, (found.flesch_kincaid, found.smog)
