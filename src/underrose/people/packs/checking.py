"""The linter of packs: every mistake with its line, so that a statement without a source never reaches a page.

Errors: what a page or a rule could not stand on. Warnings: what somebody should look at again. It reads text alone and
writes nothing.
"""

from __future__ import annotations

import datetime as dt
import re
import stat
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from underrose.people.packs import positions, shapes
from underrose.people.packs.shapes import Choice, Number, Shape

LARGEST = 256 * 1024  # bytes; a pack of ours has about 10,000
STALE = dt.timedelta(days=730)
EARLIEST = dt.date(2000, 1, 1)
CODE = re.compile(r"general|[a-z]{2}(-[a-z0-9]{1,8}){0,3}")
_TOP: Mapping[str, type] = {"name": str, "version": int, "looked_at": dt.date, "under": str}
_MUST = ("name", "version", "looked_at")
_LAW = re.compile(r"§|\bArt\.|\bCFR\b|\bU\.?S\.?C\b|\bCode\b|\bStat\.|\bGDPR\b|\bHIPAA\b")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong or old, and where."""

    path: str
    line: int
    level: str  # error or warning
    rule: str
    said: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.level}: {self.said} [{self.rule}]"

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def check(paths: Iterable[Path], *, beside: Iterable[Path] = (), today: dt.date) -> list[Finding]:
    """Every finding in these files. What a pack stands under is looked for among them and those beside them."""
    texts = {path: _text(path) for path in sorted(paths)}
    under = {path.stem: _under(path.read_text("utf-8")) for path in beside}
    under |= {path.stem: _under(text) for path, text in texts.items() if isinstance(text, str)}
    found: list[Finding] = []
    seen: dict[str, Path] = {}
    for path, text in texts.items():
        if isinstance(text, Finding):
            found.append(text)
            continue
        found += check_text(text, str(path), code=path.stem, under=under, today=today)
        if path.stem in seen:
            said = f"{seen[path.stem]} has the same code; only one of them can count"
            found.append(Finding(str(path), 1, "error", "two-files", said))
        seen.setdefault(path.stem, path)
    return sorted(found)


def check_text(
    text: str, path: str, *, code: str, under: Mapping[str, str] | None = None, today: dt.date
) -> list[Finding]:
    """Every finding in one file's text. `under` has each known pack's wider place."""
    return sorted(_Check(text, path, code, under or {}, today).findings())


def files(path: Path) -> list[Path]:
    """The packs at a path: a file, or every `.toml` in a folder."""
    return sorted(path.glob("*.toml")) if path.is_dir() else [path]


def _text(path: Path) -> str | Finding:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            return Finding(str(path), 1, "error", "unreadable", "no file")  # a pipe would keep us waiting for ever
        if found.st_size > LARGEST:
            return Finding(str(path), 1, "error", "too-large", f"larger than {LARGEST // 1024} KiB")
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return Finding(str(path), line, "error", "not-utf-8", "not UTF-8 text")
    except OSError as error:
        return Finding(str(path), 1, "error", "unreadable", error.strerror or "can't be read")


def _under(text: str) -> str:
    try:
        return str(tomllib.loads(text).get("under", ""))
    except (tomllib.TOMLDecodeError, RecursionError):
        return ""


class _Check:
    """One file while it is looked at."""

    def __init__(self, text: str, path: str, code: str, under: Mapping[str, str], today: dt.date) -> None:
        self.text, self.path, self.code, self.under, self.today = text, path, code, under, today
        self.lines: dict[positions.Path, int] = {}

    def findings(self) -> Iterator[Finding]:
        """Whatever is wrong, in the order it is found."""
        if not CODE.fullmatch(self.code):
            yield self._at((), "code", f"“{self.code}” is no code of a place: “us”, “us-ca”, “general”")
        try:
            held = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            line = int(found[1]) if (found := _AT_LINE.search(str(error))) else self.text.count("\n") + 1
            yield Finding(self.path, line, "error", "not-toml", _AT_LINE.sub("", str(error)).strip())
            return
        except RecursionError:
            yield self._at((), "not-toml", "nested too deep")
            return
        self.lines = positions.positions(self.text)
        yield from self._top(held)
        said: dict[tuple[object, ...], int] = {}
        for topic, rows in held.items():
            if topic in _TOP:
                continue
            if topic not in shapes.TOPICS:
                yield self._at((topic,), "unknown-key", f"“{topic}” is no topic and no key of a pack")
            elif not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
                yield self._at((topic,), "shape", f"“{topic}” is a list of statements: [[{topic}]]")
            else:
                for number, row in enumerate(rows):
                    yield from self._statement(topic, number, row)
                    yield from self._twice(topic, number, row, said)

    def _at(self, path: positions.Path, rule: str, said: str, level: str = "error") -> Finding:
        return Finding(self.path, positions.line_of(path, self.lines), level, rule, said)

    def _top(self, held: Mapping[str, Any]) -> Iterator[Finding]:
        for key in _MUST:
            if key not in held:
                yield self._at((), "missing-key", f"“{key}” is missing")
        for key, kind in _TOP.items():
            if key in held and type(held[key]) is not kind:
                rule = "bad-date" if kind is dt.date else "wrong-value"
                yield self._at((key,), rule, f"“{key}” is no {_KIND[kind]}")
        if type(held.get("looked_at")) is dt.date:
            yield from self._day(("looked_at",), held["looked_at"])
        if isinstance(held.get("name"), str) and not held["name"].strip():
            yield self._at(("name",), "wrong-value", "“name” is empty")
        if type(held.get("version")) is int and held["version"] < 1:
            yield self._at(("version",), "wrong-value", "“version” counts from 1")
        yield from self._wider(held.get("under"))

    def _wider(self, wider: object) -> Iterator[Finding]:
        """The places this one stands under: each is known, and none stands under itself."""
        passed = [self.code]
        while isinstance(wider, str) and wider:
            if wider in passed:
                yield self._at(("under",), "under", f"“{wider}” stands under itself")
                return
            if wider not in self.under:
                yield self._at(("under",), "under", f"“{wider}” is no known pack")
                return
            passed.append(wider)
            wider = self.under[wider]

    def _statement(self, topic: str, number: int, row: Mapping[str, Any]) -> Iterator[Finding]:
        shape, here = shapes.TOPICS[topic], (topic, number)
        must = {**shapes.COMMON_MUST, **shape.must}
        lengths = {name: shapes.LENGTHS[name] for name in shape.one_of}
        known = {**shapes.COMMON_MAY, **must, **shape.may, **lengths}
        for key in row.keys() - known.keys() - {"looked_at"}:
            yield self._at((*here, key), "unknown-key", f"“{key}” is no key of a statement on {topic}")
        for key in must.keys() - row.keys():
            rule = "missing-source" if key == "source" else "missing-key"
            yield self._at(here, rule, f"“{key}” is missing")
        for key, value in row.items():
            if key in known and (wrong := _wrong(value, known[key])):
                rule = "missing-source" if key == "source" else "wrong-value"
                yield self._at((*here, key), rule, f"“{key}” {wrong}")
        yield from self._dated(here, row)
        yield from self._lengths(here, row, shape.one_of)
        yield from self._sure(here, row)

    def _dated(self, here: positions.Path, row: Mapping[str, Any]) -> Iterator[Finding]:
        if "looked_at" not in row:
            yield self._at(here, "bad-date", "“looked_at” is missing: the day on which the source was looked at")
        elif type(row["looked_at"]) is not dt.date:
            yield self._at((*here, "looked_at"), "bad-date", "“looked_at” is no day, such as 2026-11-23")
        else:
            yield from self._day((*here, "looked_at"), row["looked_at"])

    def _day(self, path: positions.Path, day: dt.date) -> Iterator[Finding]:
        if day > self.today:
            yield self._at(path, "bad-date", f"{day} is still to come")
        elif day < EARLIEST:
            yield self._at(path, "bad-date", f"{day} is before this could have been looked at")
        elif self.today - day > STALE:
            yield self._at(path, "old", f"{day} is more than two years ago: look again", "warning")

    def _lengths(self, here: positions.Path, row: Mapping[str, Any], one_of: Collection[str]) -> Iterator[Finding]:
        given = [name for name in one_of if row.get(name) not in (None, False)]
        if one_of and len(given) != 1:
            yield self._at(here, "one-of", f"exactly one of {', '.join(one_of)} is needed; there are {len(given)}")

    def _sure(self, here: positions.Path, row: Mapping[str, Any]) -> Iterator[Finding]:
        """Whether what is marked as known is known that well."""
        kind, basis = row.get("kind"), row.get("basis")
        if basis in ("secondary", "memory") and row.get("confirm") is not True:
            yield self._at(here, "confirm", f"its basis is “{basis}”, so a lawyer has to confirm it: confirm = true")
        if (kind == "house") != (basis == "reasoned") and kind in shapes.KINDS.words and basis in shapes.BASES.words:
            yield self._at(here, "basis", "“house” and “reasoned” belong together: what we reasoned is no law")
        if isinstance(row.get("link"), str) and not re.fullmatch(r"https://[^\s/]+\S*", row["link"]):
            yield self._at((*here, "link"), "wrong-value", "“link” is no https:// address")
        if isinstance(row.get("plain"), str) and (found := _LAW.search(row["plain"])):
            yield self._at(
                (*here, "plain"), "law-in-plain", f"“{found[0]}” belongs into the source, not into plain words"
            )

    def _twice(
        self, topic: str, number: int, row: Mapping[str, Any], said: dict[tuple[object, ...], int]
    ) -> Iterator[Finding]:
        """The same words again, or the same source for the same question again."""
        slot = tuple(str(row.get(name)) for name in shapes.TOPICS[topic].slot)
        line = positions.line_of((topic, number), self.lines)
        for key in ((topic, "says", str(row.get("says"))), (topic, slot, str(row.get("source")))):
            if first := said.get(key):
                yield self._at((topic, number), "twice", f"said already on line {first}")
                return
            said[key] = line


_KIND: Mapping[type, str] = {str: "text", int: "whole number", dt.date: "day, such as 2026-11-23"}


def _wrong(value: object, shape: Shape) -> str:
    """What is wrong with a value; "" where nothing is."""
    match shape:
        case Choice(words):
            return "" if isinstance(value, str) and value in words else f"is none of {', '.join(words)}"
        case Number(least, most):
            fits = type(value) is int and least <= value <= most
            return "" if fits else f"is no whole number from {least} to {most}"
    if shape is bool:
        return "" if isinstance(value, bool) else "is neither true nor false"
    if not isinstance(value, str):
        return "is no text"
    return "" if value.strip() else "is empty"
