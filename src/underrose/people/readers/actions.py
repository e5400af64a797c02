"""Make a key, change how it is wrapped, make and try sheets, end it; set the practice's suite. Each whole or not."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.ledger.models import Recorded
from underrose.ground.refusal import Absent, Refused
from underrose.ground.vault import sealing
from underrose.people import policy
from underrose.people.models import Practice, Staff
from underrose.people.readers import made as shapes
from underrose.people.readers import suites
from underrose.people.readers.binding import bound
from underrose.people.readers.envelope import PublicKey
from underrose.people.readers.keys import suite_of
from underrose.people.readers.models import KeyWrap, ReaderKey, ReaderSuite, RecoverySheet, Use

_ACT = "keep own reader key"


class OtherSuite(Refused):
    said = _("Your practice has changed how keys are made. Load the page again and make the key anew.")


class NotYours(Refused):
    said = _("The key doesn't carry its own signature. Nothing was kept. Load the page again and make it anew.")


class Ended(Refused):
    said = _("This key is no longer in use. Load the page again.")


class NotThisSheet(Refused):
    said = _("These are not the words of this sheet. Look at the number on it and try again.")


class NoPasskey(Refused):
    said = _("No passkey opens this key.")


@dataclass(frozen=True, slots=True)
class Change:
    """What a page wants changed about a key's wraps, as text, and the key's signature over it."""

    text: str
    signature: bytes


def statement_of(staff: Staff, use: str, public: PublicKey) -> bytes:
    """What a new key signs about itself: whose it is and for what."""
    return bound("underrose/reader-key-is-of/1", str(staff.practice_id), str(staff.pk), use, public.id)


def change_of(key: ReaderKey, text: str) -> bytes:
    """What a key signs when its owner's page changes how it is wrapped: else an open screen could ruin the wraps."""
    return bound("underrose/reader-key-change/1", key.key_id, text)


@transaction.atomic
def make_key(made: shapes.Made, *, use: str, by: Staff, at: datetime) -> ReaderKey:
    """Take in a key that its owner's page made. An earlier one ends; what is sealed to it still opens by the new one.

    Raises OtherSuite or NotYours.
    """
    policy.require(by, _ACT, staff_id=by.pk, at=at)
    Staff.objects.select_for_update().get(pk=by.pk)
    if made.public.suite != suite_of(by.practice_id):
        raise OtherSuite
    if not suites.is_signed(made.public.signing, made.statement, statement_of(by, use, made.public)):
        raise NotYours
    earlier = list(ReaderKey.objects.filter(staff=by, use=use).order_by("epoch"))
    if any(key.key_id == made.public.id for key in earlier):
        raise NotYours
    ended = _end(earlier, ReaderKey.Ended.REPLACED, at)
    key = ReaderKey(
        practice_id=by.practice_id,
        staff=by,
        use=use,
        suite=made.public.suite,
        epoch=len(earlier) + 1,
        key_id=made.public.id,
        public=made.public.public,
        signing=made.public.signing,
        statement=made.statement,
        made_at=at,
    )
    key.save(force_insert=True)
    rows: list[Recorded] = [*ended, _wrap(key, made.passphrase, at), *_sheets(key, made.sheets, at)]
    rows += _follow(earlier, made, at)
    recording.record("reader key made", by=by, at=at, about=key, rows=rows)
    return key


@transaction.atomic
def change_passphrase(key: ReaderKey, change: Change, *, got_back: bool, by: Staff, at: datetime) -> None:
    """Keep the private halves under a new passphrase; the old one's wrap is emptied. Raises NotYours, Malformed."""
    key = _changed(key, change, by=by, at=at)
    wrap = shapes.passphrase(change.text)
    rows = [*_end_wraps(key, KeyWrap.Kind.PASSPHRASE, at), _wrap(key, wrap, at)]
    what = "reader key got back by sheets" if got_back else "reader key's passphrase changed"
    recording.record(what, by=by, at=at, about=key, rows=rows)


@transaction.atomic
def add_passkey(key: ReaderKey, change: Change, *, by: Staff, at: datetime) -> None:
    """Let a passkey open this key too. Raises NotYours, Malformed."""
    key = _changed(key, change, by=by, at=at)
    wrap = shapes.passkey(change.text)
    recording.record("passkey added to reader key", by=by, at=at, about=key, rows=[_wrap(key, wrap, at)])


@transaction.atomic
def remove_passkeys(key: ReaderKey, *, by: Staff, at: datetime) -> None:
    """Let no passkey open this key; the passphrase still does."""
    key = _held(key, by=by, at=at)
    ended = _end_wraps(key, KeyWrap.Kind.PASSKEY, at)
    if not ended:
        raise NoPasskey
    recording.record("passkeys removed from reader key", by=by, at=at, about=key, rows=ended)


@transaction.atomic
def make_sheets(key: ReaderKey, change: Change, *, by: Staff, at: datetime) -> None:
    """New sheets; the old ones open nothing any more. Raises NotYours, Malformed."""
    key = _changed(key, change, by=by, at=at)
    made = shapes.sheets(change.text, own=key.use == Use.OWN)
    rows = [*_end_sheets(key, at), *_sheets(key, made, at)]
    recording.record("recovery sheets made", by=by, at=at, about=key, rows=rows)


@transaction.atomic
def try_sheet(sheet: RecoverySheet, proof: bytes, *, by: Staff, at: datetime) -> None:
    """Note that somebody typed a sheet's words and they fit. Raises NotThisSheet."""
    _held(sheet.key, by=by, at=at)
    sheet = RecoverySheet.objects.select_for_update().get(pk=sheet.pk)
    if sheet.ended_at or hashlib.sha256(proof).digest() != bytes(sheet.check_hash):
        raise NotThisSheet
    sheet.tried_at = at
    sheet.save()
    recording.record("recovery sheet tried", by=by, at=at, about=sheet)


@transaction.atomic
def end_key(key: ReaderKey, *, how: str, by: Staff, at: datetime) -> None:
    """End a key that is lost or that somebody else may have. Nothing new is sealed to it."""
    key = _held(key, by=by, at=at)
    _end([key], how, at)
    recording.record("reader key ended", by=by, at=at, about=key, details={"as": how})


@transaction.atomic
def set_suite(practice: Practice, suite: str, *, by: Staff, at: datetime) -> None:
    """Choose the practice's one suite. Keys of the other one go on opening what they opened; new ones are asked for."""
    policy.require(by, "choose readers' suite", at=at)
    chosen = ReaderSuite.objects.filter(practice=practice).first() or ReaderSuite(practice=practice)
    chosen.suite, chosen.set_at = suite, at
    chosen.save()
    recording.record("readers' suite chosen", by=by, at=at, about=chosen)


def _changed(key: ReaderKey, change: Change, *, by: Staff, at: datetime) -> ReaderKey:
    held = _held(key, by=by, at=at)
    if not suites.is_signed(bytes(held.signing), change.signature, change_of(held, change.text)):
        raise NotYours
    return held


def _held(key: ReaderKey, *, by: Staff, at: datetime) -> ReaderKey:
    policy.require(by, _ACT, staff_id=key.staff_id, at=at)
    if key.staff_id != by.pk:
        raise Absent
    held = ReaderKey.objects.select_for_update().get(pk=key.pk)
    if held.ended_at:
        raise Ended
    return held


def _end(keys: list[ReaderKey], how: str, at: datetime) -> list[ReaderKey]:
    ended = [key for key in keys if key.ended_at is None]
    for key in ended:
        key.ended_at, key.ended_as = at, how
        key.save()
    return ended


def _follow(earlier: list[ReaderKey], made: shapes.Made, at: datetime) -> list[KeyWrap | RecoverySheet]:
    """Keep the earlier keys that the new one opens; what opened them before opens them no more."""
    named = {key.key_id: key for key in earlier}
    rows: list[KeyWrap | RecoverySheet] = []
    for name, wrap in made.earlier:
        if key := named.get(name):
            kinds = (KeyWrap.Kind.PASSPHRASE, KeyWrap.Kind.PASSKEY)
            rows += [gone for kind in kinds for gone in _end_wraps(key, kind, at)]
            rows += [*_end_sheets(key, at), _wrap(key, wrap, at)]
    return rows


def _wrap(key: ReaderKey, wrap: shapes.Wrap, at: datetime) -> KeyWrap:
    row = KeyWrap(practice_id=key.practice_id, key=key, kind=wrap.kind, how=wrap.how_text(), box=wrap.box, made_at=at)
    row.save(force_insert=True)
    return row


def _end_wraps(key: ReaderKey, kind: str, at: datetime) -> list[KeyWrap]:
    wraps = list(KeyWrap.objects.filter(key=key, kind=kind, ended_at=None))
    for wrap in wraps:
        wrap.box, wrap.ended_at = b"", at
        wrap.save()
    return wraps


def _end_sheets(key: ReaderKey, at: datetime) -> list[KeyWrap | RecoverySheet]:
    sheets = list(RecoverySheet.objects.filter(key=key, ended_at=None))
    for sheet in sheets:
        sheet.ended_at = at
        sheet.save()
    return [*sheets, *_end_wraps(key, KeyWrap.Kind.SHEETS, at)]


def _sheets(key: ReaderKey, made: shapes.Sheets, at: datetime) -> list[KeyWrap | RecoverySheet]:
    if RecoverySheet.objects.filter(pk__in=[new.id for new in made.sheets]).exists():
        raise NotYours
    rows: list[KeyWrap | RecoverySheet] = []
    subject = sealing.subject(key.practice_id, "recovery sheet", at=at)
    for number, new in enumerate(made.sheets, start=1):
        sheet = RecoverySheet(
            id=new.id,
            practice_id=key.practice_id,
            key=key,
            number=number,
            check_hash=new.check_hash,
            made_at=at,
            subject_id=subject,
        )
        sealing.seal(sheet, holder=new.holder)
        sheet.save(force_insert=True)
        rows.append(sheet)
    return [*rows, *(_wrap(key, wrap, at) for wrap in made.wraps)]
