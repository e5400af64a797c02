"""What the docs say of settings and commands is what the code has."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from underrose.doors.cli.commands import underrose
from underrose.doors.cli.opening import Command
from underrose.doors.cli.reference import reference

ROOT = Path(__file__).parents[3]
SOURCE = ROOT / "src" / "underrose"
HEADINGS = set(re.findall(r"^## (\w+)$", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE))


def settings_in_code() -> set[str]:
    reading = re.compile(r'\b(?:text|flag|number|environ\.get)\(\s*"((?:UNDERROSE|DATABASE)_[A-Z_]+)"')
    return {name for path in SOURCE.rglob("*.py") for name in reading.findall(path.read_text())}


def test_every_setting_has_its_heading_and_every_heading_its_setting() -> None:
    assert settings_in_code() == HEADINGS


def test_the_commands_page_is_what_the_commands_say() -> None:
    kept = (ROOT / "docs" / "commands.md").read_text()
    assert kept == reference(underrose, "underrose"), "run: underrose reference > docs/commands.md"


def every_command(command: click.Command = underrose, path: str = "underrose") -> list[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        return [(path, command)]
    return [leaf for name, child in command.commands.items() for leaf in every_command(child, f"{path} {name}")]


# The list of commands needs none, and what a reader's own key opens is opened where no house is.
WITHOUT_HOUSE = ("underrose reference", "underrose reader-key")


@pytest.mark.parametrize(("path", "command"), every_command())
def test_every_command_takes_data_and_says_what_it_does(path: str, command: Command) -> None:
    options = {name for option in command.params for name in option.opts}  # type: ignore[attr-defined]
    assert "--data" in options or path.startswith(WITHOUT_HOUSE)
    assert command.help  # type: ignore[attr-defined]


def test_links_in_our_pages_lead_somewhere() -> None:
    pages = [ROOT / "docs" / name for name in ("operate.md", "settings.md")]
    links = [(page, link) for page in pages for link in re.findall(r"\]\(([^)#]+)\)", page.read_text())]
    assert not [link for page, link in links if not (page.parent / link).exists()]
