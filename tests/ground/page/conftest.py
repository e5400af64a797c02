"""A browser, and the pattern pages served without a database."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.test import override_settings

CHROMIUM = Path("/usr/bin/chromium")
ARGS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync"]  # fmt: skip
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "underrose.ground.page.middleware.Headers",
    "tests.ground.page.pattern.urls.Stand",  # before all that asks for addresses
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "underrose.ground.page.middleware.Refusals",
]


class Quiet(WSGIRequestHandler):
    """Says nothing about each request."""

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture(scope="session")
def pattern_application() -> Any:
    with override_settings(MIDDLEWARE=MIDDLEWARE):
        return StaticFilesHandler(WSGIHandler())


@pytest.fixture(scope="session")
def pattern(pattern_application: Any) -> Iterator[str]:
    """The address of the pattern pages."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(pattern_application)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """One browser for all pages of a file, because its event loop would stop every database test after it.

    Skipped, and so counted, where there is none.
    """
    if not CHROMIUM.exists():
        pytest.skip("needs Chromium: apt install chromium")
    from playwright.sync_api import sync_playwright

    alone = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGS + alone)
        yield browser
        browser.close()
