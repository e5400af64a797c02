"""What is printed on a joining card: a secret in a QR code and a short code that can be typed.

The short code has no letter or figure that is taken for another, spells no word, and ends in a check character, so that
a slip of the finger is told at once and costs no guess. Nothing on the card names the group or the member.
"""

from __future__ import annotations

import secrets
import uuid

import segno
from django.db.models import Q

from underrose.ground.vault import sealing
from underrose.people.models import JoiningCard, Member, Practice

# Without E, I, L, O, U; 29 is prime, so that the check finds any one wrong character and any two exchanged (ISO 7064).
ALPHABET = "23456789ABCDFGHJKMNPQRSTVWXYZ"
LENGTH = 8


def make_secret() -> str:
    """128 random bits for the QR code."""
    return secrets.token_urlsafe(16)


def make_code() -> str:
    """Seven random characters (34 bits) and the check character."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return body + _check(body)


def read_code(typed: str) -> str | None:
    """The code as it was meant: case, spaces and hyphens don't matter. None if it can't be one."""
    code = "".join(typed.upper().split()).replace("-", "").replace("–", "")
    if len(code) != LENGTH or set(code) - set(ALPHABET) or _check(code[:-1]) != code[-1]:
        return None
    return code


def grouped(code: str) -> str:
    """How it is printed: four and four."""
    return f"{code[:4]}-{code[4:]}"


def index_of(practice_id: uuid.UUID, kind: str, value: str) -> bytes:
    """Blind index of a card's `code` or `secret`: what the row keeps in its place."""
    return sealing.blind_index(practice_id, f"card {kind}", value)


def qr(address: str) -> str:
    """The QR code as SVG without any style, so that a strict page may show it."""
    return segno.make(address, error="m", micro=False).svg_inline(
        scale=6, border=4, omitsize=True, svgclass="qr", lineclass=None
    )


def member_of(*, secret: str = "", code: str = "") -> Member | None:
    """Whose living card has this secret or this short code, in whatever practice of the house."""
    kind, value = ("secret", secret) if secret else ("code", code)
    wanted = Q()
    for practice_id in Practice.objects.values_list("pk", flat=True):
        wanted |= Q(practice=practice_id, **{f"{kind}_index": index_of(practice_id, kind, value)})
    living = JoiningCard.objects.select_related("member__practice").filter(ended_at=None, member__left_at=None)
    card = living.filter(wanted).first() if wanted and value else None
    return card.member if card else None


def _check(body: str) -> str:
    total = sum(weight * ALPHABET.index(letter) for weight, letter in enumerate(body, start=2))
    return ALPHABET[total % len(ALPHABET)]
