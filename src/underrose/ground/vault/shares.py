"""Recovery shares: the root key in five papers, of which any three bring it back (SLIP-0039, one group of 3 of 5).

Two papers tell nothing. The house keeps a hash of each paper, so that one can be checked alone while the house stands;
on a blank machine each is checked as it is entered, and a wrong one is named before three are together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _
from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.share import Share as Slip

from underrose.ground.vault import keys, recovery, root
from underrose.ground.vault.models import RecoveryShare
from underrose.ground.vault.secret import Secret

NEEDED, COUNT = 3, 5


class ShareRefused(recovery.SheetRefused):
    """What was typed isn't a share that fits; `said` says what to look at."""


@dataclass(frozen=True, slots=True)
class Share:
    """One paper."""

    number: int
    bundle: int
    words: Sequence[str]

    @property
    def text(self) -> str:
        """What its picture holds: the words, as any program of that standard reads them."""
        return " ".join(self.words)


@transaction.atomic
def make(*, at: datetime) -> list[Share]:
    """Five new shares of the root key, to be printed now: nobody can show them again. Raises root.KeyTrouble.

    Papers of an earlier bundle go on opening the house until its root key is replaced.
    """
    key = keys.root_key()
    [texts] = generate_mnemonics(1, [(NEEDED, COUNT)], bytes(key))
    made = [_share(text.split()) for text in texts]
    RecoveryShare.objects.all().delete()
    RecoveryShare.objects.bulk_create(
        RecoveryShare(
            root_id=root.root_id(key),
            bundle=share.bundle,
            number=share.number,
            needed=NEEDED,
            digest=_digest(share.words),
            made_at=at,
        )
        for share in made
    )
    return made


def known() -> list[RecoveryShare]:
    """The papers of the present root key, in order; none where none were printed since the last root key."""
    return list(RecoveryShare.objects.filter(root_id__in=keys.known_roots()).order_by("number"))


@transaction.atomic
def check(words: str | Sequence[str], *, at: datetime) -> RecoveryShare:
    """Say whether these words are one of this house's shares, and note it. Raises ShareRefused."""
    share = _share(_typed(words))
    standing = {
        row.digest.tobytes() if isinstance(row.digest, memoryview) else bytes(row.digest): row for row in known()
    }
    found = standing.get(_digest(share.words))
    if found is None:
        if any(row.bundle == share.bundle for row in standing.values()):
            raise ShareRefused(_("This share has the right number and other words. It doesn't fit this house."))
        raise ShareRefused(_("This is a share, but not of the last ones printed here: of another house, or older."))
    found.checked_at = at
    found.save(update_fields=["checked_at"])
    return found


class Gathering:
    """Shares entered one by one, each checked at once, until there are enough."""

    def __init__(self) -> None:
        self.shares: dict[int, Share] = {}
        self.needed = NEEDED

    @property
    def missing(self) -> int:
        return max(0, self.needed - len(self.shares))

    def add(self, words: str | Sequence[str]) -> Share:
        """Take one share. Raises ShareRefused, which says what is wrong with it."""
        typed = _typed(words)
        share = _share(typed)
        first = next(iter(self.shares.values()), None)
        if first is not None and share.bundle != first.bundle:
            raise ShareRefused(
                _("This share is of bundle %(this)d, the ones before of bundle %(first)d. Bundles can't be mixed.")
                % {"this": share.bundle, "first": first.bundle}
            )
        if share.number in self.shares:
            raise ShareRefused(_("Share %d was entered already. Take another one.") % share.number)
        self.needed = _slip(typed).member_threshold
        self.shares[share.number] = share
        return share

    def key(self) -> Secret:
        """The root key. Raises ShareRefused while shares are missing, or where they don't belong together."""
        if self.missing:
            raise ShareRefused(_("%(got)d of %(needed)d shares are here. One more is not a guess: it needs them all.")
                               % {"got": len(self.shares), "needed": self.needed})  # fmt: skip
        try:
            key = Secret(combine_mnemonics([share.text for share in self.shares.values()]))
        except MnemonicError:
            raise ShareRefused(
                _("These shares don't belong together. One of them was not made with the rest.")
            ) from None
        recovery.refuse_foreign(key)
        return key


def restore(gathering: Gathering, to: Path | None = None) -> None:
    """Put the root key back where this house keeps it, or into a file. Raises ShareRefused, root.KeyTrouble."""
    recovery.put_back(gathering.key(), to)


def _typed(words: str | Sequence[str]) -> list[str]:
    return recovery.typed(words if isinstance(words, str) else list(words))


def _share(words: list[str]) -> Share:
    slip = _slip(words)
    return Share(number=slip.index + 1, bundle=slip.identifier, words=tuple(words))


def _slip(words: list[str]) -> Slip:
    try:
        slip = Slip.from_mnemonic(" ".join(words))
    except MnemonicError:
        raise ShareRefused(recovery.suspicion(words)) from None
    if slip.member_threshold == 1:
        raise ShareRefused(_("This is a recovery sheet, which opens alone, and not a share."))
    if slip.group_count != 1 or len(slip.value) != root.SIZE:
        raise ShareRefused(_("These words are a share of something else."))
    return slip


def _digest(words: Sequence[str]) -> bytes:
    """Safe to keep: a share holds 256 bits that nobody can guess."""
    return hashlib.sha256(b"underrose share " + " ".join(words).encode()).digest()
