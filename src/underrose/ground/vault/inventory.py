"""The inventory of keys: what each is for, how old it is and how it stands. Never the key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.db.models import Count, Max, Min

from underrose.ground.vault import root
from underrose.ground.vault.models import PracticeKey, SubjectKey


@dataclass(frozen=True, slots=True)
class Key:
    """One key, or all subject keys of one kind and state in one practice."""

    purpose: str
    name: str
    state: str  # in use | being replaced | next | former | former, still needed | destroyed
    count: int
    oldest: datetime | None
    newest: datetime | None
    practice_id: str = ""


def inventory() -> Iterator[Key]:
    """Every key of the house: root, web, practice keys, then subject keys by practice, kind and state."""
    yield from _files()
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
    for is_shredded in (False, True):
        grouped = (
            SubjectKey.objects.filter(shredded_at__isnull=not is_shredded)
            .values("practice_id", "kind")
            .annotate(count=Count("id"), oldest=Min("made_at"), newest=Max("made_at"))
            .order_by("practice_id", "kind")
        )
        for row in grouped.iterator():
            yield Key(
                purpose="seals fields",
                name=f"subject keys: {row['kind']}",
                state="destroyed" if is_shredded else "in use",
                count=row["count"],
                oldest=row["oldest"],
                newest=row["newest"],
                practice_id=str(row["practice_id"]),
            )


def _files() -> Iterator[Key]:
    source = root.source()
    for path in sorted(source.path.parent.glob("*")):
        if path.name.startswith("."):
            continue
        made = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        purpose, name, state = _file(path, source)
        yield Key(purpose=purpose, name=name, state=state, count=1, oldest=made, newest=made)


def _file(path: Path, source: root.KeyFile) -> tuple[str, str, str]:
    if path == source.path:
        return "wraps practice keys", f"root key {root.root_id(source.read()[0])}", "in use"
    if path == source.staged:
        return "wraps practice keys", "root key", "next"
    if path.name.startswith(f"{source.path.name}.former-"):
        name = path.name.rpartition("-")[2]
        needed = PracticeKey.objects.filter(root_id=name).exists()
        return "opens older backups", f"root key {name}", "former, still needed" if needed else "former"
    return (
        "web sessions and forms" if path.name == "web.key" else "another file in the folder of keys",
        path.name,
        "in use",
    )
