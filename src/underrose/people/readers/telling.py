"""What a page is told of its own reader's keys: public halves, wraps, sheets. No more than the server has."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from underrose.ground.vault import sealing
from underrose.people.models import Staff
from underrose.people.readers import wrapping
from underrose.people.readers.binding import to_base64
from underrose.people.readers.keys import suite_of
from underrose.people.readers.models import KeyWrap, ReaderKey, RecoverySheet, Use


@dataclass(frozen=True, slots=True)
class Card:
    """One of a reader's two keys, as their page shows it."""

    use: Use
    key: ReaderKey | None
    words: tuple[str, ...]
    sheets: tuple[tuple[RecoverySheet, str], ...]
    passkeys: int
    is_other_suite: bool

    @property
    def untried(self) -> int:
        return sum(sheet.tried_at is None for sheet, _ in self.sheets)


def told(staff: Staff) -> str:
    """All of a reader's keys as JSON for `reader.js`, newest first, in three queries."""
    wraps: dict[Any, list[KeyWrap]] = {}
    for wrap in KeyWrap.objects.filter(key__staff=staff, ended_at=None).order_by("made_at", "pk"):
        wraps.setdefault(wrap.key_id, []).append(wrap)
    said: dict[str, Any] = {use: [] for use in Use.values}
    for key in ReaderKey.objects.filter(staff=staff).order_by("use", "-epoch"):
        said[key.use].append(_one(key, wraps.get(key.pk, [])))
    said["suite"] = suite_of(staff.practice_id)
    said["staff"], said["practice"] = str(staff.pk), str(staff.practice_id)
    return json.dumps(said)


def cards(staff: Staff) -> list[Card]:
    """A reader's two keys, with words to compare and who holds which sheet."""
    suite = suite_of(staff.practice_id)
    living = {key.use: key for key in ReaderKey.objects.filter(staff=staff, ended_at=None)}
    sheets = list(RecoverySheet.objects.filter(key__in=living.values(), ended_at=None).order_by("number"))
    holders = sealing.reveal_many(sheets, "holder")
    passkeys = list(
        KeyWrap.objects.filter(key__in=living.values(), kind=KeyWrap.Kind.PASSKEY, ended_at=None).values_list(
            "key_id", flat=True
        )
    )
    return [
        Card(
            use,
            key := living.get(use),
            tuple(wrapping.key_words(key.key_id)) if key else (),
            tuple((sheet, holders[sheet.pk]) for sheet in sheets if key and sheet.key_id == key.pk),
            passkeys.count(key.pk) if key else 0,
            bool(key and key.suite != suite),
        )
        for use in Use
    ]


def colleagues(staff: Staff) -> list[str]:
    """Names to choose a sheet's keeper from; any other name may be written too."""
    others = Staff.objects.filter(practice_id=staff.practice_id, is_active=True).exclude(pk=staff.pk)
    return list(others.order_by("name").values_list("name", flat=True))


def file_of(key: ReaderKey) -> str:
    """A key and those before it, as a file for `underrose reader-key`: still wrapped, as the server has them."""
    keys = json.loads(told(key.staff))[key.use]
    return json.dumps({"v": 1, "use": key.use, "keys": keys}, indent=1) + "\n"


def _one(key: ReaderKey, wraps: list[KeyWrap]) -> dict[str, Any]:
    said = [{"kind": wrap.kind, **json.loads(wrap.how), "box": to_base64(bytes(wrap.box))} for wrap in wraps]
    following = next((wrap for wrap in said if wrap["kind"] == KeyWrap.Kind.KEY), None)
    return {
        "id": key.key_id,
        "suite": key.suite,
        "public": to_base64(bytes(key.public)),
        "signing": to_base64(bytes(key.signing)),
        "epoch": key.epoch,
        "living": key.ended_at is None,
        "next": following["next"] if following else None,
        "box": following["box"] if following else None,
        "wraps": [wrap for wrap in said if wrap["kind"] != KeyWrap.Kind.KEY],
    }
