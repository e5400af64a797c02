"""The terms of one permission: what, by whom, to whom, for what, until when; what is missing; how it reads.

Pure values. The text that a person signs is made here once and kept with the signature, so that later wording never
changes what was signed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from django.utils import formats
from django.utils.translation import gettext as _

from underrose.safeguards.protection.disclosures import law

Line = tuple[str, str]  # a label and its words


class Kind(StrEnum):
    """What a permission may be about. Each stands alone: the law lets notes and courts not be mixed with the rest."""

    RECORDS = "records"
    NOTES = "notes"
    COURT = "court"


@dataclass(frozen=True, slots=True)
class Terms:
    """What is permitted. Sealed as JSON; never logged."""

    kind: Kind = Kind.RECORDS
    who: str = ""
    recipient: str = ""
    reach: str = ""  # the recipient's address, if known
    what: str = ""
    purpose: str = ""
    is_care: bool = False  # it goes to who treats, pays, or runs the practice
    expires_on: dt.date | None = None
    expires_when: str = ""

    def words(self) -> str:
        """As it is sealed; the last day stands beside it, in the clear, because days are compared."""
        held = asdict(self)
        del held["expires_on"]
        return json.dumps(held, sort_keys=True)

    @classmethod
    def read(cls, words: str, expires_on: dt.date | None) -> Terms:
        """From what was sealed, and the last day beside it."""
        held = json.loads(words)
        return cls(**held | {"kind": Kind(held["kind"]), "expires_on": expires_on})

    def __repr__(self) -> str:
        return f"Terms({self.kind})"


def cleaned(terms: Terms) -> Terms:
    """Without space around the words; what is space alone is nothing."""
    names = ("who", "recipient", "reach", "what", "purpose", "expires_when")
    return replace(terms, **{name: getattr(terms, name).strip() for name in names})


def missing(terms: Terms) -> tuple[law.Element, ...]:
    """What the law asks of a permission and these terms lack (45 CFR 164.508(c)(1)(i) to (v); 42 CFR 2.31(a))."""
    terms = cleaned(terms)
    lacks = [name for name in ("who", "recipient", "what", "purpose") if not getattr(terms, name)]
    if not (terms.expires_on or terms.expires_when):
        lacks.append("expires_on")
    return tuple(law.elements()[name] for name in lacks)


def told(terms: Terms, *, is_part2: bool) -> tuple[law.Said, ...]:
    """The sentences that belong on a permission with these terms."""
    fits = {"", terms.kind.value}
    if is_part2:  # the sentence for who treats or pays is of that law alone
        fits |= {"part2", "care"} if terms.is_care else {"part2"}
    return tuple(one for one in law.said() if one.only in fits)


def lines(terms: Terms, *, is_part2: bool) -> tuple[Line, ...]:
    """The whole permission as it is read and signed."""
    recipient = "\n".join(part for part in (terms.recipient, terms.reach) if part)
    return (
        (_("Who may share it"), terms.who),
        (_("Who may get it"), recipient),
        (_("What may be shared"), terms.what),
        (_("What it is for"), terms.purpose),
        (_("Until when"), until(terms)),
        *((one.label, one.words) for one in told(terms, is_part2=is_part2)),
    )


def until(terms: Terms) -> str:
    """Until when a permission holds, in words."""
    day = formats.date_format(terms.expires_on, "j F Y") if terms.expires_on else ""
    if day and terms.expires_when:
        return _("%(day)s, or before that: %(event)s") % {"day": day, "event": terms.expires_when}
    return day or terms.expires_when


def digest(text: str) -> str:
    """SHA-256 of the text that was signed, in hex; the ledger holds it."""
    return hashlib.sha256(text.encode()).hexdigest()


def as_text(found: tuple[Line, ...]) -> str:
    """Lines as they are kept."""
    return json.dumps(dict(found))


def from_text(text: str) -> tuple[Line, ...]:
    """Lines as they were kept."""
    return tuple(json.loads(text).items()) if text else ()
