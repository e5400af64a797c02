"""`underrose packs`: a clean pack ends with 0, an error with 1 and its line, a path that isn't there with 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from underrose.doors.cli.commands import underrose

GOOD = """name = "Elsewhere"
version = 1
looked_at = 2026-11-01
under = "us"

[[warn]]
duty = "may"
says = "One may."
kind = "law"
basis = "text"
source = "Law 1"
looked_at = 2026-11-01
"""


@pytest.fixture
def say(settings, tmp_path, monkeypatch):
    """Run one command on a house whose data folder is empty."""
    monkeypatch.setenv("UNDERROSE_DATA", str(tmp_path))
    settings.DATA_DIR = tmp_path

    def run(*words: str) -> Result:
        return CliRunner().invoke(underrose, ["packs", *words])

    return run


def test_what_comes_with_the_house_is_clean(say):
    found = say("check")
    assert found.exit_code == 0
    assert "8 packs, 0 errors, 0 warnings." in found.output


def test_an_error_is_named_with_file_and_line(say, tmp_path: Path):
    path = tmp_path / "us-wa.toml"
    path.write_text(GOOD.replace('source = "Law 1"\n', "") + "foo = 1\n")
    found = say("check", str(path))
    assert found.exit_code == 1
    assert f"{path}:6: error: “source” is missing [missing-source]" in found.output
    assert f"{path}:12: error: “foo” is no key of a statement on warn [unknown-key]" in found.output


def test_programs_get_the_same_as_json(say, tmp_path: Path):
    (tmp_path / "us-wa.toml").write_text(GOOD + 'foo = "x"\n')
    found = say("check", str(tmp_path), "--json")
    assert found.exit_code == 1
    said = json.loads(found.output)
    assert (said["files"], said["errors"]) == (1, 1)
    assert said["findings"][0]["line"] == 13
    assert said["findings"][0]["rule"] == "unknown-key"
    assert json.loads(say("check", "--json").output) == {"files": 8, "errors": 0, "findings": []}


def test_a_warning_alone_ends_well(say, tmp_path: Path):
    (tmp_path / "us-wa.toml").write_text(GOOD.replace("2026-11-01", "2020-11-01"))
    found = say("check", str(tmp_path / "us-wa.toml"))
    assert found.exit_code == 0
    assert "2 warnings" in found.output


def test_a_path_that_is_not_there_is_wrong_usage_and_an_empty_folder_is_no_pass(say, tmp_path: Path):
    assert say("check", str(tmp_path / "nowhere")).exit_code == 2
    (tmp_path / "empty").mkdir()
    assert say("check", str(tmp_path / "empty")).exit_code == 1


def test_the_own_folder_is_checked_and_listed_too(say, tmp_path: Path):
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "us-wa.toml").write_text(GOOD)
    assert "9 packs, 0 errors" in say("check").output
    assert "Elsewhere (own file)" in say("list").output
    own = [row for row in json.loads(say("list", "--json").output) if row["is_own"]]
    assert [(row["code"], row["under"]) for row in own] == [("us-wa", "us")]
    (tmp_path / "packs" / "us-wa.toml").write_text("[[")
    found = say("check")
    assert (found.exit_code, "us-wa.toml:1: error" in found.output) == (1, True)
    assert "Elsewhere" not in say("list").output


def test_one_is_shown_with_its_sources(say):
    found = say("show", "us-dc")
    assert found.exit_code == 0
    assert "Not legal advice. Under: United States (no state chosen), Anywhere (no country chosen)." in found.output
    assert "D.C. Code § 7-1201.02(b) (Law; 2026-11-23; a lawyer has to confirm it)" in found.output
    assert say("show", "atlantis").exit_code == 2
