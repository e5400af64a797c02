"""Write a few columns of many rows that are held locked. Django's own bulk_update takes ten times as long for as many."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, models


def store(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    """Save these fields of rows of one model. Call it inside the transaction that locked them."""
    if not rows:
        return
    meta, quoted = rows[0]._meta, connection.ops.quote_name
    fields, key = [meta.get_field(name) for name in names], meta.pk
    assert key is not None  # noqa: S101  every model has one
    sets = ", ".join(f"{quoted(field.column)} = %s" for field in fields)
    values = [
        [field.get_db_prep_save(getattr(row, field.attname), connection) for field in (*fields, key)] for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quoted(meta.db_table)} SET {sets} WHERE {quoted(key.column)} = %s",  # noqa: S608  names of ours
            values,
        )
