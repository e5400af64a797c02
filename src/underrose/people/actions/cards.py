"""Make a joining card, and end it: the member's sessions end with it, at once."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent, Refused
from underrose.people import cards, policy
from underrose.people.models import JoiningCard, Member, Staff, System


class CardReplaced(Refused):
    said = _("This card was replaced already. Go back and make a new one if you still need it.")


@dataclass(frozen=True, slots=True)
class Made:
    """A card's words, held by nobody after this page: the row keeps blind indexes alone."""

    card: JoiningCard
    code: str
    address: str

    def __repr__(self) -> str:
        return f"Made({self.card.pk})"

    @property
    def grouped(self) -> str:
        """The short code as it is printed: four and four."""
        return cards.grouped(self.code)

    @property
    def qr(self) -> str:
        """The address as a picture, as SVG without style."""
        return cards.qr(self.address)

    @property
    def page(self) -> str:
        """The address to type where no picture can be read: without the secret."""
        return self.address.partition("#")[0]


@transaction.atomic
def make_card(
    member: Member,
    *,
    group_id: uuid.UUID | None = None,
    instead_of: uuid.UUID | None = None,
    by: Staff | System,
    at: datetime,
) -> Made:
    """A new card; the one before ends, and with it every session of the member. Raises Absent, CardReplaced.

    `instead_of` is the card that the asking page showed, so that a page sent twice doesn't end the card just printed.
    """
    _allowed(by, "make joining card", member, group_id, at)
    member = Member.objects.select_for_update().get(pk=member.pk, left_at=None)
    living = JoiningCard.objects.filter(member=member, ended_at=None).first()
    if living and instead_of != living.pk:
        raise CardReplaced
    ended = _end(member, living, at)
    code, secret = _unused_code(member.practice_id), cards.make_secret()
    card = JoiningCard(
        practice_id=member.practice_id,
        member=member,
        code_index=cards.index_of(member.practice_id, "code", code),
        secret_index=cards.index_of(member.practice_id, "secret", secret),
        made_at=at,
    )
    card.save(force_insert=True)
    recording.record("joining card made", by=by, at=at, about=card, rows=ended)
    return Made(card, code, f"{settings.PUBLIC_URL}/join/#{secret}")


@transaction.atomic
def end_card(member: Member, *, group_id: uuid.UUID | None = None, by: Staff | Member | System, at: datetime) -> None:
    """End the member's card and every session of theirs, at once. Raises Absent."""
    _allowed(by, "end joining card", member, group_id, at)
    member = Member.objects.select_for_update().get(pk=member.pk)
    living = JoiningCard.objects.filter(member=member, ended_at=None).first()
    ended = _end(member, living, at)
    recording.record("joining card ended", by=by, at=at, about=living or member, rows=ended)


def _end(member: Member, living: JoiningCard | None, at: datetime) -> list[JoiningCard]:
    member.session_epoch += 1
    member.save(update_fields=["session_epoch"])
    if living is None:
        return []
    living.ended_at = at
    living.save()
    return [living]


def _unused_code(practice_id: uuid.UUID) -> str:
    while True:
        code = cards.make_code()
        index = cards.index_of(practice_id, "code", code)
        if not JoiningCard.objects.filter(code_index=index, ended_at=None).exists():
            return code


def _allowed(by: Staff | Member | System, act: str, member: Member, group_id: uuid.UUID | None, at: datetime) -> None:
    if by.practice_id != member.practice_id:
        raise Absent
    policy.require(by, act, group_id=group_id, member_id=member.pk, at=at)
