"""Wrong and damaged files through the command line: each is refused with its reason, and the house is as it was."""

from __future__ import annotations

import json
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from tests.house import House, copy_example

pytestmark = pytest.mark.sqlite


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[House, Path, Path, str]:
    """A house, its backup in two files, and a group's id."""
    house = House(tmp_path_factory.mktemp("house"))
    group = copy_example(house.folder)["group"]
    assert house.run("ledger", "verify").returncode == 0  # the first time signs a checkpoint
    copies = json.loads(house.run("backup", str(house.folder / "copies"), "--json").stdout)
    return house, Path(copies["data"]), Path(copies["keys"]), group


def state(house: House) -> dict[str, str]:
    """What must not change: the database with its log, and the keys."""
    kept = [house.data / "underrose.sqlite3", *(house.folder / "data.keys").iterdir()]
    assert len(kept) > 2
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in kept}


def refused(house: House, *words: object) -> str:
    """The reason; nothing has changed, and nobody was shown the inside of the program."""
    before = state(house)
    answer = house.run(*map(str, words))
    said = answer.stdout + answer.stderr
    assert answer.returncode != 0, said
    assert "Traceback" not in said
    assert len(said.strip()) > 20
    assert state(house) == before, words
    return said


def spoilt(file: Path, folder: Path, how: str) -> Path:
    """A copy of a file, damaged."""
    content = file.read_bytes()
    middle = len(content) // 2
    changed = {
        "empty": b"",
        "no backup at all": b"%PDF-1.7 something else",
        "cut short": content[:middle],
        "one bit": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
        "longer": content + b"\0",
    }[how]
    (folder / file.name).write_bytes(changed)
    return folder / file.name


@pytest.mark.parametrize("how", ["empty", "no backup at all", "cut short", "one bit", "longer"])
def test_a_backup_that_is_none_is_refused(made, tmp_path, how) -> None:
    house, data, keys, _group = made
    bad = spoilt(data, tmp_path, how)
    refused(house, "restore", bad, "--keys", keys)


def test_keys_that_are_none_or_missing_are_refused(made, tmp_path) -> None:
    house, data, keys, _group = made
    refused(house, "restore", data, "--keys", spoilt(keys, tmp_path, "one bit"))
    refused(house, "restore", data, "--keys", data)
    assert "nowhere" in refused(house, "restore", data, "--keys", tmp_path / "nowhere")
    refused(house, "restore", keys, "--keys", keys)


def test_a_backup_of_another_house_is_refused(made, tmp_path) -> None:
    _house, data, keys, _group = made
    other = House(tmp_path)
    other.start()
    other.stop()
    refused(other, "restore", data, "--keys", keys)


LISTS = {
    "empty": b"",
    "pdf": b"%PDF-1.7",
    "workbook": b"PK\x03\x04",
    "heading alone": b"Name\n",
    "open quote": b'Name\n"never closed',
    "noise": b"\x00\x01" * 40,
}


@pytest.mark.parametrize("content", LISTS.values(), ids=LISTS)
def test_a_list_that_is_none_is_refused(made, tmp_path, content) -> None:
    house, _data, _keys, group = made
    (tmp_path / "list.csv").write_bytes(content)
    refused(house, "import", tmp_path / "list.csv", "--group", group, "--take-in")


def test_a_checkpoint_that_is_none_is_said(made, tmp_path) -> None:
    house, *_rest = made
    (tmp_path / "note").write_text("not a checkpoint\n")
    refused(house, "ledger", "verify", "--checkpoint", tmp_path / "note")


def test_words_of_another_sheet_write_no_key(made) -> None:
    house, *_rest = made
    refused(house, "keys", "recover", "--words", "academic acid acrobat " * 11)


@pytest.mark.parametrize("content", [None, b"", b"x" * 10])
def test_a_root_key_that_is_lost_or_damaged_is_never_replaced_by_a_new_one(made, tmp_path, content) -> None:
    house, *_rest = made
    copied = House(tmp_path / "copied")
    shutil.copytree(house.data, copied.data)
    shutil.copytree(house.folder / "data.keys", copied.folder / "data.keys")
    key = copied.folder / "data.keys" / "root.key"
    key.unlink()
    if content is not None:
        key.write_bytes(content)
        key.chmod(0o400)
    answer = copied.run("ledger", "verify")
    assert answer.returncode != 0
    assert "Traceback" not in answer.stdout + answer.stderr
    assert (key.read_bytes() if key.exists() else None) == content
