"""Every file that leaves the house about a group under 42 CFR Part 2 carries the law's own statement (2.32).

The files are found, not listed: by knocking at every address as everybody who may come in, and by reading the source
for answers that are no pages. A new one without the statement fails here.
"""

from __future__ import annotations

import ast
import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.core.cache import cache

from tests.promises.test_every_role_at_every_door import DOORS, OURS, _address, _knock
from tests.promises.things import THINGS, World
from tests.world import NOON
from underrose.ground import clock
from underrose.groups import part2
from underrose.groups.models import Group

pytestmark = pytest.mark.sqlite  # what a page shows is decided above the database
SOURCE = Path(__file__).parents[2] / "src" / "underrose"

# Answers that say nothing of any member, each with its reason.
OF_NOBODY: dict[str, str] = {
    "rose:arrivals": "One mark that a page asks for, to see whether it is still as it was.",
    "readers:file": "A reader's public key: nothing of a group.",
}
# Where answers are made that are no pages. Who adds one here has seen that a test above opens it.
ANSWERS_WITH_FILES = {
    "groups/roster/views.py": "the rows to mend",
    "safeguards/agreements/views/member.py": "a member's signed copy",
    "safeguards/agreements/views/signatures.py": "the same, for a leader",
    "safeguards/protection/disclosures/views/files.py": "permissions, sheets, accountings",
    "safeguards/protection/notes/views.py": "a word to the page itself: the draft is kept",
    "safeguards/rules/ethics/views/reflections.py": "a word to the page itself: the draft is kept",
    "rose/views/data.py": "what a member takes along",
    "rose/views/sessions.py": "a mark for the page itself",
    "people/readers/views.py": "a reader's public key: nothing of a group",
}
# Papers to print, from the browser: none says anything of a member of a group.
PAPERS = {
    "safeguards/agreements/templates/agreements/sheet.html": "the agreement's text before anybody signs: names nobody",
    "groups/templates/groups/card.html": "has to stay neutral, since it is carried about; names nobody",
    "doors/web/templates/web/shares_print.html": "shares of a key: nothing of a group",
    "doors/web/templates/web/sheet.html": "the recovery sheet: keys, nothing of a group",
}


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)
    cache.clear()


@pytest.fixture
def world(practice, tuesday, tonight, heron, juniper, rook, dana, lee, sam, priya, alex) -> World:
    """The same world as at every door, its group under no such law; nothing is made in it yet."""
    return World(practice, tuesday, tonight, heron, dana, sam, priya)


def filled(made: World) -> World:
    for door in known():
        for name in door.wanted:
            made.of(door.name, name)
    return made


def known() -> list[Any]:
    """The doors that have an example behind them; that each has one is another test's matter."""
    return [door for door in OURS if all(_has_example(door.name, name) for name in door.wanted)]


def _has_example(door: str, name: str) -> bool:
    return any(key in THINGS for key in (f"{door}:{name}", f"{door.rpartition(':')[0]}:{name}", name))


def read(content: bytes, kind: str, name: str = "") -> str:
    """The words of a file of any kind that the house makes."""
    if "pdf" in kind or name.endswith(".pdf"):
        found = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    elif "zip" in kind:
        with zipfile.ZipFile(io.BytesIO(content)) as bundle:
            found = " ".join(read(bundle.read(one), "", one.filename) for one in bundle.infolist())
    elif "csv" in kind or name.endswith(".csv"):
        found = " ".join(cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row)
    else:
        found = content.decode()
    return " ".join(found.split())


def says_so(words: str) -> bool:
    whole, short = part2._words()["whole"], part2._words()["short"]
    plain = re.sub(r"\s|&[#\w]+;|['\"’]", "", words)
    return any(re.sub(r"\s|['\"’]", "", one) in plain for one in (whole, short))


def files(world: World, people: list[Any], client_as: Any) -> Iterator[tuple[str, Any]]:
    """(Address's name, answer) of each file that somebody gets."""
    for person in people:
        browser = client_as(person)
        for door in known():
            answer = _knock(browser, _address(door, {name: world.of(door.name, name) for name in door.wanted}))
            if isinstance(answer, Exception):
                raise AssertionError(door.name) from answer
            kind = answer.headers.get("Content-Type", "")
            is_file = "attachment" in answer.headers.get("Content-Disposition", "")
            if answer.status_code == 200 and (is_file or not kind.startswith("text/html")):
                yield door.name, answer


def test_every_file_about_such_a_group_says_so(world, tuesday, heron, dana, priya, alex, client_as):
    Group.objects.filter(pk=tuesday.pk).update(is_part2=True)
    tuesday.refresh_from_db()
    filled(world)
    silent, seen = [], set()
    for name, answer in files(world, [dana, priya, alex, heron], client_as):
        seen.add(name)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        words = read(content, answer.headers.get("Content-Type", ""))
        if name not in OF_NOBODY and not says_so(words):
            silent.append(name)
    assert not silent, (
        f"These files lack the statement; ask groups.part2.statement(group) for it: {sorted(set(silent))}"
    )
    assert {"agreements:copy", "agreements:my_copy", "roster:bad_rows", "disclosures:my_account"} <= seen


def test_no_other_group_is_said_to_be_one(world, heron, client_as):
    for name, answer in files(filled(world), [heron], client_as):
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert not says_so(read(content, answer.headers.get("Content-Type", ""))), name


def test_the_statement_is_the_laws_own(tuesday):
    assert part2.statement(tuesday) == ""
    tuesday.is_part2 = True
    assert "(42 CFR part 2)" in part2.statement(tuesday)
    assert "NOT sufficient" in part2.statement(tuesday)
    assert part2.statement(tuesday, short=True) == (
        "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
    )


def test_every_place_that_makes_a_file_is_known_here():
    telling = ("Content-Disposition", "application/", "text/csv", "text/plain", "image/")
    makers = {"FileResponse", "StreamingHttpResponse", "JsonResponse"}
    found = set()
    for path in SOURCE.rglob("views*/**/*.py"):
        found |= _makes_files(path, telling, makers)
    for path in SOURCE.rglob("views.py"):
        found |= _makes_files(path, telling, makers)
    unknown = found - set(ANSWERS_WITH_FILES)
    assert not unknown, f"{unknown}: see that the file says it (42 CFR 2.32), then name the place in this test"


def _makes_files(path: Path, telling: tuple[str, ...], makers: set[str]) -> set[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        named = node.id if isinstance(node, ast.Name) else ""
        words = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
        if named in makers or words.startswith(telling):
            return {str(path.relative_to(SOURCE))}
    return set()


def test_every_paper_to_print_is_known_here():
    printed = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("templates/**/*.html")
        if "page/layouts/print.html" in path.read_text() and path.parent.name != "layouts"
    }
    unknown = printed - set(PAPERS)
    assert not unknown, f"{unknown}: does it name a member? Then it has to carry the statement (42 CFR 2.32)"


def test_the_addresses_that_name_nobody_exist():
    assert {name.partition(":")[0] for name in OF_NOBODY} <= {door.name.partition(":")[0] for door in DOORS}
