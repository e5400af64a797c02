"""The plan of the house, where the import contract can't see: foreign keys, writers, requests, templates."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "underrose"
FLOORS = ("ground", "people", "groups", "safeguards", "rose", "doors", "config")
SAFEGUARDS = ("rules", "protection", "agreements", "reminders", "accountability", "feedback", "training")
SIGHTS = {
    ("agreements", "rules"),
    ("agreements", "accountability"),
    ("feedback", "accountability"),
    ("reminders", "rules"),
}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield str(path.relative_to(SOURCE)), ast.parse(path.read_text())


MODULES = dict(modules())


def place(module: str) -> tuple[int, str]:
    """The floor of a dotted module and its room."""
    parts = module.removeprefix("underrose.").split(".")
    return FLOORS.index(parts[0]), parts[1] if parts[0] == "safeguards" else parts[0]


@pytest.mark.parametrize("path", [path for path in MODULES if not path.endswith(("apps.py", "urls.py"))])
def test_every_module_says_what_it_is_for(path: str) -> None:
    assert ast.get_docstring(MODULES[path]), f"{path} opens without a docstring"


def test_rows_point_down_the_floors_or_stay_in_their_room() -> None:
    upward = []
    for model in apps.get_models():
        if not model.__module__.startswith("underrose."):
            continue
        here = place(model.__module__)
        for field in model._meta.get_fields():
            if field.is_relation and field.concrete and field.related_model.__module__.startswith("underrose."):
                there = place(field.related_model.__module__)
                beside = here[1] == there[1] or (here[1], there[1]) in SIGHTS
                if there[0] > here[0] or (there[0] == here[0] and not beside):
                    upward.append(f"{model.__name__}.{field.name} → {field.related_model.__name__}")
    assert not upward


def test_no_row_can_reach_up_by_a_reverse_accessor() -> None:
    reaching = []
    for model in apps.get_models():
        if not model.__module__.startswith("underrose."):
            continue
        for field in model._meta.get_fields():
            if not (field.is_relation and field.concrete) or not field.related_model.__module__.startswith(
                "underrose."
            ):
                continue
            if place(field.related_model.__module__) != place(model.__module__) and not field.remote_field.hidden:
                reaching.append(f"{model.__name__}.{field.name} needs related_name='+'")
    assert not reaching


WRITERS = ("actions", "models", "migrations", "ground", "demo")


@pytest.mark.parametrize("path", [path for path in MODULES if not any(part in path for part in WRITERS)])
def test_only_actions_write(path: str) -> None:
    verbs = {"save", "create", "bulk_create", "bulk_update", "update_or_create", "get_or_create"}
    written = [
        f"{path}:{node.lineno} .{node.func.attr}()"
        for node in ast.walk(MODULES[path])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in verbs
    ]
    assert not written


@pytest.mark.parametrize("path", [path for path in MODULES if re.search(r"/(actions|models|petal|ticks)\.py$", path)])
def test_actions_models_and_petals_know_no_request(path: str) -> None:
    tree = MODULES[path]
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    assert not {name for name in imported if name.startswith("django.http")}
    named = {
        argument.arg
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for argument in (*node.args.args, *node.args.kwonlyargs)
    }
    assert "request" not in named


def test_nobody_listens_to_signals() -> None:
    assert not [path for path, tree in MODULES.items() if "django.dispatch" in ast.unparse(tree)]


# A restore keeps the old data beside the new under the time of the command; nothing in the house depends on it.
# A web session's store is called by Django alone, which gives it no time.
ASK_THE_TIME = ("doors", "config", "ground/clock", "ground/vault/backup_of_", "people/web_sessions")


@pytest.mark.parametrize("path", [path for path in MODULES if not path.startswith(ASK_THE_TIME)])
def test_nobody_below_the_doors_asks_what_time_it_is(path: str) -> None:
    asked = [
        f"{path}:{node.lineno}"
        for node in ast.walk(MODULES[path])
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"timezone.now", "datetime.now", "dt.datetime.now"}
    ]
    assert not asked


def test_templates_name_only_their_own_room_and_those_below() -> None:
    apps_of = {"page": 0, "people": 1, "groups": 2, **dict.fromkeys(SAFEGUARDS, 3), "rose": 4, "web": 5, "demo": 5}
    wrong = []
    for path in SOURCE.rglob("templates/**/*.html"):
        parts = path.relative_to(SOURCE).parts
        floor, room = FLOORS.index(parts[0]), parts[1] if parts[0] in ("safeguards", "doors") else parts[0]
        for name in re.findall(r'{%-?\s*(?:extends|include)\s+"(\w+)/', path.read_text()):
            there = apps_of.get(name)
            if there is None or name == room or (room, name) in SIGHTS:
                continue
            if there > floor or there == floor == 3:
                wrong.append(f"{path.relative_to(SOURCE)} → {name}")
    assert not wrong


def test_the_rose_has_the_seven_rooms_in_order() -> None:
    from underrose.rose.petals import SAFEGUARDS as PETALS

    assert tuple(module.__name__.split(".")[-2] for module in PETALS) == SAFEGUARDS
    assert {path.name for path in (SOURCE / "safeguards").iterdir() if (path / "apps.py").exists()} == set(SAFEGUARDS)


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    words = (ROOT / "docs" / "dependencies.md").read_text()
    named = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    names = {re.match(r"[\w-]+", line)[0] for line in named} - {project["name"]}
    assert not [name for name in names if f"`{name}`" not in words]


def test_lock_files_hold_hashes_and_no_address() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        assert "--hash=sha256:" in path.read_text()
        assert "://" not in path.read_text()


def test_the_picture_of_the_floors_is_drawn_from_the_code_as_it_is() -> None:
    drawn = subprocess.run([sys.executable, "tools/floors.py", "--check"], cwd=ROOT, capture_output=True, check=False)
    assert drawn.returncode == 0, drawn.stderr.decode()
