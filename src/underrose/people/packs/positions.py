"""On which line each key of a TOML file stands. The library's reader doesn't say, and an error has to name its line.

It takes only text that the library has read without complaint, so it needn't find mistakes: it walks over strings,
comments and brackets to where the next key or heading begins (TOML 1.0: https://toml.io/en/v1.0.0).
"""

from __future__ import annotations

import re
from collections import Counter

Path = tuple[str | int, ...]
_HEADING = re.compile(r"(\[\[?)\s*([^\]]*?)\s*\]\]?")
_KEY = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)""")
_STRING = re.compile(
    r'"""(?:\\.|(?!""").)*"{3,5}' r"|'''(?:(?!''').)*'{3,5}" r'|"(?:\\.|[^"\\])*"' r"|'[^']*'", re.DOTALL
)


def positions(text: str) -> dict[Path, int]:
    """The line, from 1, of every key by its path: `("name",)`, `("breach", 0)`, `("breach", 0, "source")`."""
    found: dict[Path, int] = {}
    seen: Counter[str] = Counter()
    above: Path = ()
    at = 0
    while at < len(text):
        if text[at] in " \t\r\n":
            at += 1
        elif text[at] == "#":
            at = _line_end(text, at)
        elif heading := _HEADING.match(text, at):
            name = _bare(heading[2])
            above = (name, seen[name]) if heading[1] == "[[" else (name,)
            seen[name] += heading[1] == "[["
            for path in (above, (name,)):
                found.setdefault(path, text.count("\n", 0, at) + 1)
            at = heading.end()
        else:
            key = _KEY.match(text, at)
            if key is None:
                return found
            found.setdefault((*above, _bare(key[1])), text.count("\n", 0, at) + 1)
            at = _value_end(text, key.end())
    return found


def line_of(path: Path, found: dict[Path, int]) -> int:
    """The line of a key, or of the nearest thing above it that has one."""
    while path:
        if path in found:
            return found[path]
        path = path[:-1]
    return 1


def _bare(key: str) -> str:
    return key[1:-1] if key[:1] in "\"'" and len(key) > 1 else key


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _value_end(text: str, at: int) -> int:
    """Past the rest of the key, its sign and its value: to the end of the line, if no bracket is open there."""
    depth = 0
    while at < len(text):
        if text[at] in "\"'" and (string := _STRING.match(text, at)):
            at = string.end()
            continue
        if text[at] == "#":
            at = _line_end(text, at)
            continue
        if text[at] == "\n" and not depth:
            return at
        depth += (text[at] in "[{") - (text[at] in "]}")
        at += 1
    return at
