"""The root key file: made once, never silently made again, and named when it is the wrong one."""

from __future__ import annotations

import multiprocessing
import stat
from pathlib import Path

import pytest

from tests.world import NOON
from underrose.ground.vault import keys, root, sealing
from underrose.ground.vault.secret import Secret
from underrose.people.models import Practice


@pytest.fixture
def sealed(practice: Practice) -> Practice:
    """A practice that has sealed something."""
    sealing.subject(practice.pk, "member", at=NOON)
    keys.forget()
    return practice


def test_the_first_root_key_is_made_for_its_owner_alone(practice: Practice, own_root_key: Path) -> None:
    sealing.subject(practice.pk, "member", at=NOON)
    assert stat.S_IMODE(own_root_key.stat().st_mode) == 0o400
    assert own_root_key.stat().st_size == 32
    assert root.source().worries() == []


def test_a_missing_root_key_is_never_made_again(sealed: Practice, own_root_key: Path) -> None:
    own_root_key.unlink()
    with pytest.raises(root.RootMissing, match="recovery sheet"):
        sealing.subject(sealed.pk, "member", at=NOON)
    assert not own_root_key.exists()


def test_a_foreign_root_key_is_refused_in_one_sentence(sealed: Practice, own_root_key: Path) -> None:
    own_root_key.unlink()
    own_root_key.write_bytes(b"x" * 32)
    with pytest.raises(root.RootForeign, match="another house"):
        sealing.subject(sealed.pk, "member", at=NOON)


@pytest.mark.parametrize("content", [b"", b"x" * 31, b"x" * 33])
def test_a_file_that_is_no_root_key_is_refused(sealed: Practice, own_root_key: Path, content: bytes) -> None:
    own_root_key.unlink()
    own_root_key.write_bytes(content)
    with pytest.raises(root.RootDamaged, match="32 bytes"):
        keys.root_key()


def test_a_root_key_that_others_can_open_worries(practice: Practice, own_root_key: Path) -> None:
    keys.root_key()
    own_root_key.chmod(0o644)
    assert "chmod 0400" in root.source().worries()[0]


def test_a_root_key_inside_the_data_worries(practice: Practice, own_root_key: Path, settings: object) -> None:
    keys.root_key()
    settings.DATA_DIR = own_root_key.parent  # type: ignore[attr-defined]
    assert "inside the data" in root.source().worries()[0]


def test_of_several_processes_that_make_the_root_key_one_wins(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "root.key"
    with multiprocessing.get_context("fork").Pool(6) as pool:
        made = pool.map(_make, [path] * 24)
    assert len(set(made)) == 1
    assert [each.name for each in path.parent.iterdir()] == ["root.key"]


def _make(path: Path) -> str:
    return root.root_id(root.KeyFile(path).make())


def test_a_secret_cannot_be_pickled() -> None:
    import pickle

    with pytest.raises(TypeError):
        pickle.dumps(Secret(b"x" * 32))
