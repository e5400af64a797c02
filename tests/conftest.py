"""What every test may lean on: the people of `world.py`, and what to leave out on which database."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Generator

import pytest
from django.conf import settings

from tests.house import KEPT

pytest_plugins = ["tests.world"]


def is_postgresql() -> bool:
    return "postgresql" in settings.DATABASES["default"]["ENGINE"]


def pytest_configure(config: pytest.Config) -> None:
    """One folder a run for the example that its houses are copied from; the other processes of the run inherit it."""
    if not hasattr(config, "workerinput"):
        os.environ[KEPT] = tempfile.mkdtemp(prefix="kept-")


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ[KEPT], ignore_errors=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave a test out only where its mark says that it has nothing to say; the rest of the run counts them."""
    out = {"endure"} | ({"sqlite", "browser"} if is_postgresql() else {"postgresql"})
    if config.option.markexpr or any("::" in argument for argument in config.args):
        out.discard("endure")
    kept = [item for item in items if not out & {mark.name for mark in item.iter_markers()} and _has_to_say(item)]
    if len(kept) < len(items):
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything must run (CI=true), a test that was skipped has failed, with its reason."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true" and not hasattr(report, "wasxfail"):
        report.outcome, report.longrepr = "failed", f"Not run here: {report.longrepr}"
    return report


def _has_to_say(item: pytest.Item) -> bool:
    """On PostgreSQL, a test that opens no database was answered by the first run."""
    marks = {mark.name for mark in item.iter_markers()}
    opened = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return not is_postgresql() or bool(opened) or bool(marks & {"django_db", "postgresql"})


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How much was searched: answers of pages × sealed fields, for each person and state."""
    reports = [report for found in terminalreporter.stats.values() for report in found if hasattr(report, "when")]
    cells = sum(
        value
        for report in reports
        if report.when == "call"
        for name, value in report.user_properties
        if name == "cells"
    )
    if cells:
        terminalreporter.write_line(f"Searched for sealed words in {cells:,} cells (answers of pages × sealed fields).")
