"""What the doctor finds, says and advises."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from underrose.doors.cli.health import data, examination, machine, reach
from underrose.doors.cli.health.finding import Finding
from underrose.ground import clock
from underrose.groups.models import Membership
from underrose.people.models import Practice

Run = Callable[..., Any]


def test_the_whole_letter_is_json_with_status_why_and_fix(run: Run, prepared: Path) -> None:
    answer = run("doctor", "--json", "--data", str(prepared / "data"))
    letter = json.loads(answer.stdout)
    assert answer.returncode == 0
    assert letter["ok"] is True
    assert {frozenset(line) for line in letter["checks"]} == {frozenset({"name", "status", "why", "fix"})}
    assert all(line["fix"] for line in letter["checks"] if line["status"] != "ok")
    assert "sent" not in answer.stdout


def test_a_failing_house_ends_with_one(run: Run, prepared: Path) -> None:
    answer = run("doctor", "--data", str(prepared / "data"), UNDERROSE_PUBLIC_URL="http://192.168.1.5:8000")
    assert answer.returncode == 1
    assert "phones get no cryptography there" in answer.stdout


def test_a_house_that_was_never_started_is_told_to_start(run: Run, tmp_path: Path) -> None:
    answer = run("doctor", "--data", str(tmp_path / "nothing"))
    assert answer.returncode == 1
    assert "Start `underrose serve` once" in answer.stdout
    assert "Traceback" not in answer.stdout + answer.stderr


@pytest.mark.parametrize(
    ("url", "level"),
    [
        ("https://rose.example.org", "ok"),
        ("http://127.0.0.1:8000", "warn"),
        ("http://localhost:8000", "warn"),
        ("http://192.168.1.5", "fail"),
        ("http://rose.example.org", "fail"),
        ("https://grouptherapy.example.org", "warn"),
    ],
)
def test_a_public_address_is_judged_by_what_phones_get(settings: Any, url: str, level: str) -> None:
    settings.PUBLIC_URL = url
    assert reach.public_address().level == level


def test_no_mail_is_a_choice_and_never_a_failure(db: None, settings: Any) -> None:
    settings.MAIL_SERVER = ""
    assert (reach.mail().level, "held" in reach.mail().why) == ("warn", True)


def test_a_telling_sender_is_named(settings: Any) -> None:
    settings.MAIL_SERVER = "smtps://mail.example.org"
    settings.MAIL_FROM = "Group therapy <desk@example.org>"
    assert "group, therapy" in reach.mail().why


def test_a_server_without_a_sender_fails(settings: Any) -> None:
    settings.MAIL_SERVER, settings.MAIL_FROM = "smtps://mail.example.org", ""
    assert "UNDERROSE_MAIL_FROM" in reach.mail().why


def test_a_key_that_others_can_read_fails(settings: Any, tmp_path: Path) -> None:
    settings.ROOT_KEY_FILE = tmp_path / "root.key"
    settings.ROOT_KEY_FILE.write_bytes(bytes(32))
    settings.ROOT_KEY_FILE.chmod(0o644)
    finding = data.key_file()
    assert (finding.level, "chmod 0400" in finding.mend) == ("fail", True)


def test_a_key_inside_the_data_fails(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.ROOT_KEY_FILE = tmp_path, tmp_path / "root.key"
    settings.ROOT_KEY_FILE.write_bytes(bytes(32))
    settings.ROOT_KEY_FILE.chmod(0o400)
    assert "inside the data" in data.key_file().why


def test_a_network_disk_is_no_place_for_sqlite(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA_DIR, settings.DATABASE_URL = tmp_path, ""
    monkeypatch.setattr(data, "kind_of_disk", lambda _path: "nfs4")
    assert "network disk (nfs4)" in data.folder().why


def test_the_recovery_sheet_is_due_before_the_first_member(practice: Practice) -> None:
    assert data.recovery_sheet().level == "warn"


def test_members_without_a_checked_recovery_sheet_fail(heron: Membership) -> None:
    assert data.recovery_sheet().level == "fail"


def test_a_checked_recovery_sheet_is_well(heron: Membership) -> None:
    Practice.objects.update(recovery_checked_at=clock.now())
    assert data.recovery_sheet().level == "ok"


def test_a_clock_behind_the_record_fails(heron: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: heron.since - timedelta(days=1))
    assert machine.clock_().level == "fail"


def test_an_old_backup_is_named(practice: Practice, settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    (tmp_path / "last-backup").write_text((clock.now() - timedelta(days=9)).isoformat())
    assert (data.backup_age().level, data.backup_age().why) == ("warn", "The last one is 9 days old.")


def test_a_check_that_breaks_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Finding:
        raise ZeroDivisionError("a name")

    monkeypatch.setattr(examination, "CHECKS", (("One", broken), ("Python", machine.python)))
    first, second = examination.examine()
    assert (first.level, "ZeroDivisionError" in first.why, "a name" in first.why) == ("fail", True, False)
    assert second.level == "ok"


def test_the_letter_names_nobody(heron: Membership, settings: Any) -> None:
    cache.clear()
    said = " ".join(f"{one.why} {one.mend}" for one in examination.examine())
    assert not [word for word in ("Linden", "Heron", "Rondell", "Tuesday evening") if word in said]
