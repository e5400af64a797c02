"""Compare every recorded row of the house with what its latest entry says of it, in both directions.

So a row that was altered, rolled back, added or deleted behind the house's back is found by name.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator

from django.apps import apps

from underrose.ground.ledger import commitments, heads, statements
from underrose.ground.ledger.models import Recorded, Shape

Find = Callable[[str, str, str], None]
_BATCH = 2_000


def recorded_models() -> list[type[Recorded]]:
    """Every model whose rows the ledger vouches for."""
    return [model for model in apps.get_models() if issubclass(model, Recorded) and not model._meta.proxy]


def owners() -> set[uuid.UUID]:
    """Every practice that a recorded row belongs to."""
    found: set[uuid.UUID] = set()
    for model in recorded_models():
        found.update(model._base_manager.values_list(statements.owner_of(model).attname, flat=True).distinct())
    return found


def compare(
    practice_id: uuid.UUID, latest: dict[str, str], find: Find, progress: Callable[[str, int, int], None]
) -> int:
    """Check all rows of a practice against `latest`, which is used up. Returns how many rows."""
    shapes, key, done, expected = _shapes(find), heads.key(practice_id), 0, len(latest)
    for model in recorded_models():
        columns = tuple(sorted(field.attname for field in model._meta.concrete_fields))
        for pk, values in _all(model, practice_id, columns):
            name = f"{model._meta.label_lower}:{pk}"
            if said := _mismatch(latest.pop(name, ""), name, dict(zip(columns, values, strict=True)), shapes, key):
                find("row", name, said)
            done += 1
            if done % _BATCH == 0:
                progress("rows", done, expected)
    for name, entry in latest.items():
        if not entry.endswith(f" {commitments.GONE}"):
            find("row", name, f"this row is gone, and no entry says why; the last one is {entry[:32]}")
    progress("rows", done, expected)
    return done


def _mismatch(entry: str, name: str, values: dict[str, object], shapes: dict[str, tuple[str, ...]], key: bytes) -> str:
    """What is wrong with a row, or nothing."""
    if not entry:
        return "no entry says how this row came to be"
    entry_id, shape, *rest = entry.split(" ")
    if shape == commitments.GONE:
        return f"this row was deleted by entry {entry_id}, and is there again"
    columns = shapes.get(shape, ())
    if not rest or not columns:
        return f"entry {entry_id} doesn't say which columns it covers"
    if missing := [column for column in columns if column not in values]:
        return f"entry {entry_id} covers columns that are gone ({', '.join(missing)}); record the row anew"
    found = commitments.digest(key, entry_id, name, columns, [values[column] for column in columns])
    return "" if found == rest[0] else f"this row is not as its latest entry {entry_id} left it"


def _all(
    model: type[Recorded], practice_id: uuid.UUID, columns: tuple[str, ...]
) -> Iterator[tuple[object, tuple[object, ...]]]:
    owned = model._base_manager.filter(**{statements.owner_of(model).attname: practice_id}).order_by()
    return ((row[0], row[1:]) for row in owned.values_list("pk", *columns).iterator(chunk_size=_BATCH))


def _shapes(find: Find) -> dict[str, tuple[str, ...]]:
    found = {}
    for shape in Shape.objects.all():
        columns = tuple(shape.columns.split(" "))
        if commitments.shape_of(columns) == shape.id:
            found[shape.id] = columns
        else:
            find("shape", shape.id, "this list of columns was altered")
    return found
