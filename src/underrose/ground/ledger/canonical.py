"""One form for every value a column can hold: the same before and after a reload, on either database."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import rfc8785

_BARE = {str, bool, type(None)}
_FLAT = {*_BARE, int}
# For flat values with ASCII names Python's encoder writes RFC 8785 already; a test compares the two.
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_EXACT = 2**53  # whole numbers beyond it are not exact in JSON (RFC 8785, section 3.2.2.3)


def dumps(value: object) -> bytes:
    """Canonical JSON (RFC 8785) of the plain form. Raises TypeError for a kind of value it doesn't know."""
    return rfc8785.dumps(plain(value))


def row(values: dict[str, object]) -> bytes:
    """The same for the columns of a row, ten times as fast where no column holds a structure or a float."""
    found = {name: value if type(value) in _BARE else plain(value) for name, value in values.items()}
    if all(type(value) in _FLAT for value in found.values()):
        return _ENCODER.encode(found).encode()
    return rfc8785.dumps(plain(values))


def plain(value: object) -> Any:
    """A value in the few kinds that JSON has."""
    match value:
        case None | bool():
            return value
        case str():
            return str(value)
        case int():
            return int(value) if -_EXACT < value < _EXACT else f"{value:d}"
        case float():
            return float(value)
        case Decimal():
            return format(value, "f")
        case bytes() | bytearray() | memoryview():
            return bytes(value).hex()
        case uuid.UUID():
            return value.hex
        case datetime():
            return (value if value.tzinfo is None else value.astimezone(UTC)).isoformat("T", "microseconds")[:26]
        case date():
            return value.isoformat()
        case time():
            return value.isoformat("microseconds")
        case timedelta():
            return f"{value // timedelta(microseconds=1)} us"
        case Mapping():
            return {str(key): plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [plain(inner) for inner in value]
        case set() | frozenset():
            return sorted(plain(inner) for inner in value)
    raise TypeError(f"the ledger has no form for {type(value).__name__}")
