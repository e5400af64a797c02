"""What runs found in one group: one sealed sheet of one size, so that no row and no number outside tells of a tie."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from underrose.safeguards.rules.ties import papers
from underrose.safeguards.rules.ties.kinds import PERSON


class Outcome(StrEnum):
    """What came of a tie."""

    NO_ISSUE = "no issue"
    TALKED = "talked"
    MOVED = "moved"
    CONSULTATION = "consultation"


@dataclass(frozen=True, slots=True)
class Finding:
    """One tie between two people: `member:…` (a membership) or `staff:…`. Of a person not to meet, `one` must not
    meet `other`."""

    kind: str
    one: str
    other: str
    found_at: str
    is_perhaps: bool = False
    is_late: bool = False  # one of them told it later: nobody tries their way by telling again
    is_leaders: bool = False  # it is a leader's own tie
    both_agree: bool = False
    released_at: str = ""
    outcome: str = ""
    words: str = ""
    settled_at: str = ""
    settled_by: str = ""

    def __repr__(self) -> str:
        return f"Finding({self.id})"

    @property
    def id(self) -> str:
        """Always the same for the same tie: another number would tell of another history."""
        return hashlib.sha256(" ".join(self.between).encode()).hexdigest()[:16]

    @property
    def between(self) -> tuple[str, str, str]:
        return self.kind, self.one, self.other

    @property
    def can_be_raised(self) -> bool:
        """Whether the house tells the leaders by itself."""
        return self.both_agree and not (self.is_late or self.is_leaders or self.kind == PERSON)

    @property
    def can_be_released(self) -> bool:
        """Whether the reviewer may tell them: both said yes, and it is nobody's fear of anybody."""
        return self.both_agree and self.kind != PERSON and not self.released_at

    def released(self, now: str) -> Finding:
        """As the leaders come to know it: new, without what the reviewer wrote or when they learned of it."""
        return replace(self, released_at=now, found_at=now, outcome="", words="", settled_at="", settled_by="")


def opened(text: str) -> tuple[Finding, ...]:
    """The findings of a sealed sheet's text."""
    return tuple(Finding(**one) for one in papers.read(text).get("findings", ()))


def written(findings: Iterable[Finding]) -> str:
    """The text to seal."""
    return papers.padded({"findings": [asdict(one) for one in findings]}, papers.FINDINGS, grows=True)


def texts(findings: Iterable[Finding]) -> dict[str, str]:
    """What a check seals: all of it, and apart what its group's leaders may hear of."""
    held = list(findings)
    return {"findings": written(held), "released": written(one for one in held if one.released_at)}


def put_together(before: Iterable[Finding], found: Iterable[Finding], here: frozenset[str], now: str) -> list[Finding]:
    """What stands after a run: what was found, with what had come of it; and what was released, while both are here."""
    known = {one.between: one for one in before}
    stands = []
    for one in found:
        was = known.pop(one.between, None)
        if was is not None:
            one = replace(
                one,
                found_at=was.found_at,
                released_at=was.released_at,
                outcome=was.outcome,
                words=was.words,
                settled_at=was.settled_at,
                settled_by=was.settled_by,
            )
        stands.append(one.released(now) if one.can_be_raised and not one.released_at else one)
    return stands + [one for one in known.values() if one.released_at and {one.one, one.other} <= here]
