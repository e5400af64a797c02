"""Nothing changes without an entry but what stands in one list, each with its reason."""

from __future__ import annotations

import ast
from pathlib import Path

from django.apps import apps

import underrose
from underrose.ground.ledger.exceptions import COLUMNS_WITHOUT_ENTRY, WITHOUT_ENTRY
from underrose.ground.ledger.models import Recorded
from underrose.ground.ledger.rows import recorded_models

SOURCE = Path(underrose.__file__).parent


def test_every_model_is_recorded_or_named_with_a_reason() -> None:
    silent = {model._meta.label_lower for model in apps.get_models() if not issubclass(model, Recorded)}
    assert silent - WITHOUT_ENTRY.keys() == set()


def test_the_list_names_nothing_that_is_not_there() -> None:
    known = {model._meta.label_lower for model in apps.get_models()}
    assert WITHOUT_ENTRY.keys() - known == set()


def test_every_column_left_out_is_named_with_a_reason() -> None:
    left_out = {f"{model._meta.label_lower}.{name}" for model in recorded_models() for name in model.unrecorded}
    assert left_out == COLUMNS_WITHOUT_ENTRY.keys()


def test_a_reason_is_a_sentence() -> None:
    assert all(len(reason.split()) > 3 for reason in [*WITHOUT_ENTRY.values(), *COLUMNS_WITHOUT_ENTRY.values()])


# A name put together at run time: from which fixed list.
PUT_TOGETHER = {"safeguards/protection/actions.py": "the purposes of an enum, since the member's list says what for"}


def test_the_name_of_an_act_holds_no_data() -> None:
    """A name put together at run time could hold a person's words, and an entry is for ever."""
    for path in SOURCE.rglob("*.py"):
        if path.relative_to(SOURCE).as_posix() not in PUT_TOGETHER:
            for name in names_of_acts(ast.parse(path.read_text())):
                assert isinstance(name, ast.Constant | ast.Name | ast.IfExp), f"{path}:{name.lineno}"


def names_of_acts(module: ast.Module) -> list[ast.expr]:
    calls = [node for node in ast.walk(module) if isinstance(node, ast.Call) and node.args]
    return [call.args[0] for call in calls if ast.unparse(call.func) in ("recording.record", "recording.viewed")]
