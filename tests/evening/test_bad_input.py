"""Bad input: each form keeps what was typed, says what to do, and its summary takes the focus.

Every form page of the staff and of a member is opened in the example, filled badly and given in. Nobody need know which
field is meant: each line of the summary leads to a field that says the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.evening.visitor import DESK, PHONE, Visitor
from tests.house import House

pytestmark = pytest.mark.browser

KEPT_NOWHERE = ("password", "file", "hidden")


@dataclass(frozen=True)
class Try:
    """A form, by the page it is on; what is typed; which fields must be spoken of. `{…}` are ids that we hold."""

    who: str
    path: str
    typed: dict[str, str]
    wrong: tuple[str, ...]
    before: tuple[str, ...] = field(default=())  # buttons and links that lead to it

    def __str__(self) -> str:
        return f"{self.who} {self.path}"


OUT = [
    Try("", "/join/", {"code": "not a code"}, ("code",)),
    Try("", "/staff/sign-in/", {"login": "dana@linden.example", "password": ""}, ("password",)),
    Try("", "/verify/", {"copy": ""}, ("copy",)),
]
DANA = [
    Try("Dana", "/groups/new/", {"title": "", "label": "Trauma circle", "minutes": "2"}, ("title", "label", "kind")),
    Try("Dana", "/groups/{group}/change/", {"title": "", "minutes": "7"}, ("title", "minutes")),
    Try(
        "Dana",
        "/groups/{group}/add/",
        {"legal_name": "", "chosen_name": "Otter", "mail": "otter at home", "phone": "07"},
        ("legal_name", "mail"),
    ),
    Try("Dana", "/people/{membership}/name/", {"chosen_name": ""}, ("chosen_name",)),
    Try("Dana", "/people/{membership}/who/", {"purpose": "other", "words": ""}, ("words",)),
    Try(
        "Dana",
        "/people/{membership}/permissions/ask/",
        {"what": "", "reach": "Room 4"},
        ("what", "recipient", "purpose"),
    ),
    Try(
        "Dana",
        "/people/{membership}/permissions/paper/",
        {"name": "", "where": "The drawer"},
        ("name", "signed_on", "says"),
    ),
    Try("Dana", "/people/{membership}/shared/", {"right": "order", "what": "Two dates"}, ("recipient", "reason")),
    Try("Dana", "/sessions/{session}/move/", {"starts_at": ""}, ("starts_at",)),
    Try("Dana", "/sessions/{session}/stand-in/", {"staff": ""}, ("staff",)),
    Try("Dana", "/sessions/{session}/", {"pin": "12"}, ("pin",)),
    Try("Dana", "/sessions/{session}/", {"reason": ""}, ("reason",)),
    Try("Dana", "/groups/{group}/roster/", {"file": ""}, ("file",)),
    Try("Dana", "/groups/{group}/rules/together/there/", {"present": ""}, ("present",)),
    Try("Dana", "/groups/{group}/someone/", {"name": "", "reach": "Room 2"}, ("name",)),
    Try("Dana", "/cases/report/", {"what": "", "how_known": "A friend told me."}, ("what",)),
    Try("Dana", "/staff/password/", {"oldpassword": "not it", "password1": "short"}, ("password1",)),
    Try(
        "Dana",
        "/groups/{group}/rules/",
        {"title": "", "words": "Kind words."},
        ("title",),
        before=("Change the rules", "Add a clause of your own"),
    ),
    Try(
        "Dana",
        "/groups/{group}/agreement/",
        {"title": "", "words": "Kind words."},
        ("title",),
        before=("Change the agreement", "Add a clause of your own"),
    ),
]
OTHERS = [
    Try("Samira", "/training/{staff}/attest/", {"course": "Two days", "valid_until": "2020-01-01"}, ("valid_until",)),
    Try("Priya", "/ladder/edit/", {"form-0-title": "", "form-0-means": "You say so."}, ("form-0-title",)),
    Try("Alex", "/practice/about/", {"name": "", "label": "Therapy"}, ("name", "label")),
    Try("Alex", "/practice/staff/", {"name": "Robin Reed", "email": "robin"}, ("email",)),
    Try("Alex", "/practice/setup/sheet/type-back/", {"words": "academic acid acne"}, ("words",)),
    Try("Alex", "/groups/{group}/leaders/", {"staff": ""}, ("staff",)),
]
WREN = [
    Try("Wren", "/me/{own}/name/", {"chosen_name": ""}, ("chosen_name",)),
    Try(
        "Wren",
        "/me/contact/",
        {"channel": "mail", "mail": "wren at home", "opens": "18:00", "closes": "20:00"},
        ("mail",),
    ),
    Try("Wren", "/me/rules/{own}/1/ask/", {"words": ""}, ("words",)),
    Try("Wren", "/me/agreement/{own}/2/", {"choice": ""}, ("choice",)),
    Try("Wren", "/me/agreement/{own}/2/ask/", {"words": ""}, ("words",)),
    Try("Wren", "/me/agreement/{own}/sign/", {"name": "Somebody else"}, ("name",)),
    Try("Wren", "/me/report/", {"what": "", "when": "On Monday"}, ("what",)),
    Try("Wren", "/me/permissions/new/{own}/", {"what": "Three dates"}, ("recipient", "purpose", "expires_on")),
]
EVERY = [*OUT, *DANA, *OTHERS, *WREN]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, dict[str, Any]]]:
    """The example, running, and what it says of itself."""
    house = House(tmp_path_factory.mktemp("example"))
    yield house, house.start_example()
    house.stop()


@pytest.fixture(scope="module")
def visitors(example: tuple[House, dict[str, Any]], browser: Browser) -> Iterator[dict[str, Visitor]]:
    """One browser a person, as they are first needed."""
    found: dict[str, Visitor] = {}
    yield found
    for visitor in found.values():
        visitor.context.close()


def somebody(name: str, found: dict[str, Visitor], browser: Browser, base: str) -> Visitor:
    """That person's browser, signed in by the example's own page."""
    if name not in found:
        found[name] = visitor = Visitor(browser, base, size=PHONE if name == "Wren" else DESK, who=name or "nobody")
        if name:
            visitor.page.goto(f"{base}/example/")
            visitor.page.evaluate("document.querySelectorAll('main details').forEach((part) => (part.open = true))")
            visitor.page.locator("main").get_by_role("button", name=re.compile(f"^Be {name}")).click()
            visitor.page.wait_for_load_state()
    return found[name]


def ids(visitor: Visitor, base: str, told: dict[str, Any], path: str) -> str:
    """The path with its ids put in; those that the example doesn't tell are read off a page."""
    looked = {"membership": (f"/groups/{told['group']}/", r"/people/([0-9a-f-]{36})/name/")}
    looked["own"] = ("/me/", r"/me/agreement/([0-9a-f-]{36})/")
    looked["staff"] = ("/training/", r"/training/([0-9a-f-]{36})/")
    held = {"group": told["group"], "session": told["session"]}
    for name, (page, pattern) in looked.items():
        if f"{{{name}}}" in path:
            visitor.page.goto(base + page)
            held[name] = re.findall(pattern, visitor.page.content())[0]
    return path.format(**held)


def fill(page: Page, name: str, value: str) -> None:
    box = page.locator(f"[name='{name}']").first
    kind = box.evaluate("(box) => box.type")
    if kind in ("radio", "checkbox"):
        if value:
            page.locator(f"[name='{name}'][value='{value}']").evaluate("(box) => box.click()")
    elif kind == "select-one":
        box.select_option(value)
    elif kind != "file":
        box.evaluate("(box, value) => (box.value = value)", value)


def typed_in(page: Page, name: str) -> str:
    script = "(name) => (document.querySelector(`[name='${name}']:is([type=radio],[type=checkbox]):checked`)"
    return str(page.evaluate(f"{script} ?? document.querySelector(`[name='${{name}}']`)).value", name))


@pytest.mark.parametrize("tried", EVERY, ids=str)
def test_a_form_keeps_what_was_typed_says_what_to_do_and_its_summary_has_the_focus(
    tried: Try, example: tuple[House, dict[str, Any]], visitors: dict[str, Visitor], browser: Browser
) -> None:
    house, told = example
    visitor = somebody(tried.who, visitors, browser, house.base)
    page = visitor.page
    visitor.troubles.clear()
    page.goto(house.base + ids(visitor, house.base, told, tried.path))
    for button in tried.before:
        page.get_by_role("button", name=button).or_(page.get_by_role("link", name=button)).first.click()
        page.wait_for_load_state()
    first = f"[name='{next(iter(tried.typed))}']"
    for name, value in tried.typed.items():
        fill(page, name, value)
    with page.expect_navigation() as arrived:
        page.locator(first).first.evaluate("(box) => box.form.requestSubmit()")
    assert arrived.value.status == 422, page.inner_text("body")

    summary = page.locator(".summary")
    assert summary.evaluate("(part) => part === document.activeElement")
    links = {link.get_attribute("href"): link.inner_text() for link in summary.locator("a").all()}
    spoken_of = set()
    for href, words in links.items():
        box = page.locator(f"[id='{str(href)[1:]}']")
        spoken_of.add(box.get_attribute("name"))
        said_at_the_field = box.evaluate(
            "(box) => [box, box.closest('fieldset')].flatMap((part) => (part?.getAttribute('aria-describedby') ?? '')"
            ".split(' ')).map((id) => document.getElementById(id)?.innerText ?? '').join('\\n')"
        )
        said = [line for line in said_at_the_field.splitlines() if line.strip()]
        assert any(words.endswith(line) for line in said), (words, said)
        assert box.get_attribute("aria-invalid") == "true" or box.get_attribute("type") in ("radio", "checkbox")
    assert set(tried.wrong) <= spoken_of, links

    for name, value in tried.typed.items():
        kind = page.locator(f"[name='{name}']").first.get_attribute("type")
        if value and kind not in KEPT_NOWHERE:
            assert typed_in(page, name) == value, name
    visitor.pages.clear()
    visitor.look()
    assert visitor.troubles == []
