"""The inventory of keys: what each is for, how old it is and how it stands. Never the key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Max, Min, Q

from underrose.ground.vault import root, shares, shut
from underrose.ground.vault.models import PracticeKey, SubjectKey

_STATES = (
    ("in use", Q(shredded_at=None) & (Q(former=b"") | Q(resealed_at__isnull=False))),
    ("being replaced", Q(shredded_at=None, resealed_at=None) & ~Q(former=b"")),
    ("destroyed", Q(shredded_at__isnull=False)),
)


@dataclass(frozen=True, slots=True)
class Key:
    """One key, or all subject keys of one kind and state in one practice."""

    purpose: str
    name: str
    state: str  # in use | being replaced | next | former | former, still needed | destroyed | on paper
    count: int
    oldest: datetime | None
    newest: datetime | None
    practice_id: str = ""


def inventory() -> Iterator[Key]:
    """Every key of the house: root, web, shares, practice keys, then subject keys by practice, kind and state."""
    yield from _files()
    yield from _shares()
    newest = {
        (row["practice_id"], row["purpose"]): row["newest"]
        for row in PracticeKey.objects.values("practice_id", "purpose").annotate(newest=Max("epoch")).order_by()
    }
    for key in PracticeKey.objects.order_by("practice_id", "purpose", "epoch").iterator():
        wraps = key.purpose == PracticeKey.Purpose.WRAP
        is_newest = newest[key.practice_id, key.purpose] == key.epoch
        yield Key(
            purpose="wraps subject keys" if wraps else "blind indexes and derived keys",
            name=f"practice key, epoch {key.epoch}",
            state="in use" if is_newest else "being replaced",
            count=1,
            oldest=key.made_at,
            newest=key.made_at,
            practice_id=str(key.practice_id),
        )
    for state, chosen in _STATES:
        grouped = (
            SubjectKey.objects.filter(chosen)
            .values("practice_id", "kind")
            .annotate(count=Count("id"), oldest=Min("made_at"), newest=Max("made_at"))
            .order_by("practice_id", "kind")
        )
        for row in grouped.iterator():
            yield Key(
                purpose="seals fields",
                name=f"subject keys: {row['kind']}",
                state=state,
                count=row["count"],
                oldest=row["oldest"],
                newest=row["newest"],
                practice_id=str(row["practice_id"]),
            )


def _files() -> Iterator[Key]:
    source, known = root.source(), {shut.mark(): ("the mark that the house is locked", shut.NAME, "in use")}
    for path, state, name in source.files():
        known[path] = _root(state, name, source)
    for path in sorted({*known, *Path(settings.ROOT_KEY_FILE).parent.glob("*")}):
        if path.name.startswith(".") or not path.exists():
            continue
        made = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        purpose, called, state = known.get(path) or _other(path)
        yield Key(purpose=purpose, name=called, state=state, count=1, oldest=made, newest=made)


def _root(state: str, name: str, source: root.RootSource) -> tuple[str, str, str]:
    called = f"root key {name} ({source.name})".replace("  ", " ")
    if state != "former":
        return "wraps practice keys", called, state
    needed = PracticeKey.objects.filter(root_id=name).exists()
    return "opens older backups", called, "former, still needed" if needed else "former"


def _other(path: Path) -> tuple[str, str, str]:
    """A file that isn't the present holder's."""
    purposes = {
        "web.key": "web sessions and forms",
        "door.passphrase": "opens the root key, behind the passphrase",
        "holder": "says who holds the root key; no key",
    }
    if path.name in purposes:
        return purposes[path.name], path.name, "in use"
    if path.name.startswith("root."):
        return "opens this house or its backups", path.name, "left behind by another holder: move it away"
    return "another file in the folder of keys", path.name, "in use"


def _shares() -> Iterator[Key]:
    found = shares.known()
    if found:
        tried = sum(1 for share in found if share.checked_at)
        yield Key(
            purpose=f"any {found[0].needed} bring the root key back",
            name=f"recovery shares, bundle {found[0].bundle}: {tried} of {len(found)} tried",
            state="on paper",
            count=len(found),
            oldest=found[0].made_at,
            newest=found[0].made_at,
        )
