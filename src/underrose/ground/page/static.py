"""Static files straight from the tree: no collecting step, and no stale copy after an upgrade.

Every address carries the fingerprint of the whole tree (`/static/3f9a1c2b7d10/page/base.css`), so that what a browser
keeps may be kept for ever, and relative addresses inside styles and modules need no rewriting.
It refuses to guess: a file that isn't there has no address and fails the page's test, not the reader.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.files.storage import Storage as FileStorage

NOT_SERVED = ("*.test.js", "package.json", "VENDORED.md")


@cache
def fingerprint() -> str:
    """Twelve hex digits over every static file's name and bytes: the same tree has the same one in every process."""
    digest = hashlib.sha256()
    found = [(name, storage) for name, storage in finders.AppDirectoriesFinder().list([])]
    for name, storage in sorted(found, key=lambda pair: pair[0]):
        with storage.open(name) as file:
            digest.update(name.encode() + b"\0" + hashlib.sha256(file.read()).digest())
    return digest.hexdigest()[:12]


class Finder(finders.AppDirectoriesFinder):
    """Finds an app's file by its name, with or without the fingerprint before it; lists all with it."""

    def find(self, path: str, *args: Any, **kwargs: Any) -> Any:
        return super().find(path.removeprefix(f"{fingerprint()}/"), *args, **kwargs)

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileStorage]]:
        for name, storage in super().list([*(ignore_patterns or []), *NOT_SERVED]):
            storage.prefix = fingerprint()  # whitenoise reads it
            yield name, storage


class Storage(StaticFilesStorage):
    """Gives each file its address below the tree's fingerprint."""

    def url(self, name: str | None) -> str:
        return super().url(f"{fingerprint()}/{name}")
