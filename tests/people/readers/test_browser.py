"""The reader's evening: make both keys, unlock, seal, open, lock, lose the passphrase, get it back, use a passkey."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.evening.conftest import browser  # noqa: F401
from tests.evening.visitor import DESK, PHONE, Visitor
from tests.house import House
from tests.people.readers.making import public_of
from underrose.people.readers import envelope, wrapping
from underrose.people.readers.suites import Private

pytestmark = pytest.mark.browser
PASSPHRASE = "acid academic acne acquire"
NEW = "beard because bedroom behavior"
HERE = Path(__file__).parent

SEAL = """async () => {
  const { src } = document.querySelector('script[src*="readers/unlock.js"]');
  const reader = await import(src.replace("unlock.js", "reader.js"));
  const keys = await reader.unlocked("own");
  if (!keys) return null;
  const bytes = new TextEncoder().encode("said plainly");
  return reader.seal([keys[0].key], bytes, "note:1", { by: keys[0] });
}"""
OPEN = """async (text) => {
  const { src } = document.querySelector('script[src*="readers/unlock.js"]');
  const reader = await import(src.replace("unlock.js", "reader.js"));
  const keys = await reader.unlocked("own");
  const by = keys.find((one) => one.key.id === JSON.parse(text).by).key;
  return new TextDecoder().decode(await reader.open(text, keys, "note:1", by));
}"""


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    example = House(tmp_path_factory.mktemp("readers"))
    example.start_example()
    yield example
    example.stop()


def being(name: str, example: House, browser: Any) -> Iterator[Visitor]:  # noqa: F811
    """One of the example's staff, on a desk; WebAuthn wants a name and not a number for the house."""
    who = Visitor(browser, example.base.replace("127.0.0.1", "localhost"), size=DESK, who=name)
    who.page.set_default_timeout(30_000)
    who.page.goto(f"{who.base}/example/")
    who.page.get_by_role("button", name=f"Be {name}").first.click()
    yield who
    who.context.close()


@pytest.fixture
def dana(example: House, browser: Any) -> Iterator[Visitor]:  # noqa: F811
    yield from being("Dana Okafor", example, browser)


@pytest.fixture
def otis(example: House, browser: Any) -> Iterator[Visitor]:  # noqa: F811
    yield from being("Otis Grant", example, browser)


def words_on(page: Any) -> list[list[str]]:
    return [
        [word.inner_text().strip() for word in sheet.locator("li").all()]
        for sheet in page.locator("[data-words]").all()
    ]


def through(who: Visitor, name: str | re.Pattern[str], to: str, *, role: str = "button") -> None:
    """Press, and wait until the browser is where that leads: axe must not look at a page that is going away."""
    who.page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]
    who.page.wait_for_url(to)
    who.look()


def make(who: Visitor, path: str, holders: tuple[str, ...] = ()) -> list[list[str]]:
    """Make a key and keep it. Returns the sheets' words."""
    who.go(path)
    who.write("New passphrase", PASSPHRASE)
    who.write("The same once more", PASSPHRASE)
    for number, holder in enumerate(holders, start=1):
        who.write(f"Sheet {number}", holder)
    who.page.get_by_role("button", name="Make my key").click()
    who.page.get_by_text("Print or write down now").wait_for()
    who.pages.clear()
    who.look()
    who.picture(f"reader-sheets-{len(holders)}", full=True)
    sheets = words_on(who.page)
    who.page.get_by_label("The words are on paper").check()
    through(who, "Keep this key", "**/reader-key/")
    return sheets


def test_a_reader_makes_loses_and_gets_back_keys(dana: Visitor) -> None:
    page = dana.page
    dana.go("/reader-key/")
    shared = make(dana, "/reader-key/shared/", ("Samira Haddad", "Priya Nair", "Otis Grant"))
    assert [len(words) for words in shared] == [16, 16, 16]
    (own,) = make(dana, "/reader-key/own/")
    assert dana.reads("Samira Haddad")
    dana.picture("reader-keys", full=True)

    # A sheet is tried: a slip is noticed in the page, the right words are taken.
    through(dana, re.compile("Try it.*sheet 1, Notes"), "**/reader-key/sheets/**", role="link")
    page.get_by_label("The sixteen words").fill(" ".join([*own[1:], own[0]]))
    page.get_by_role("button", name="Check").click()
    page.get_by_text("One of the words is not as on the sheet").wait_for()
    page.get_by_label("The sixteen words").fill(" ".join(word[:4] for word in own))
    through(dana, "Check", "**/reader-key/")
    assert dana.reads("Tried on")

    # The next key's page unlocks the one before; on every later page it is found again.
    dana.go("/reader-key/own/")
    dana.picture("reader-unlock", full=True)
    write_new(dana, "Make my key")
    page.get_by_text("Unlock your earlier key above first").wait_for()
    page.get_by_label("Your passphrase for reading").fill("not it at all, not at all")
    page.get_by_role("button", name="Unlock", exact=True).click()
    page.get_by_text("That does not open it").wait_for()
    assert page.evaluate(SEAL) is None
    page.get_by_label("Your passphrase for reading").fill(PASSPHRASE)
    page.get_by_role("button", name="Unlock", exact=True).click()
    page.get_by_text("Unlocked until").wait_for()
    text = page.evaluate(SEAL)
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    page.reload()
    page.get_by_text("Unlocked until").wait_for()
    assert page.evaluate(OPEN, text) == "said plainly"
    make(dana, "/reader-key/own/")
    dana.go("/reader-key/own/")
    page.get_by_label("Your passphrase for reading").fill(PASSPHRASE)
    page.get_by_role("button", name="Unlock", exact=True).click()
    page.get_by_text("Unlocked until").wait_for()
    assert page.evaluate(OPEN, text) == "said plainly"  # by the key before
    page.get_by_role("button", name="Lock it now").click()
    page.get_by_label("Your passphrase for reading").wait_for()
    assert page.evaluate(SEAL) is None

    # The passphrase is forgotten: two of the three sheets bring the key back.
    dana.go("/reader-key/")
    page.locator("section", has_text="Answers and reports").get_by_role("link", name="I forgot it").click()
    page.wait_for_url("**/back/")
    dana.look()
    page.get_by_label("Words of sheet 1").fill(" ".join(shared[0]))
    dana.picture("reader-get-back", full=True)
    write_new(dana, "Get it back")
    page.get_by_text("These sheets do not open it").wait_for()
    page.get_by_label("Words of sheet 3").fill(" ".join(shared[2]))
    page.get_by_role("button", name="Get it back").click()
    page.wait_for_url("**/reader-key/")

    # What the page wrapped, the command line unwraps; and it holds nothing in clear.
    file = page.evaluate("""async () => {
      const links = [...document.querySelectorAll('a[download]')];
      return (await fetch(links[0].href)).text();
    }""")
    key = json.loads(file)["keys"][0]
    wrap = next(one for one in key["wraps"] if one["kind"] == "passphrase")
    bundle = wrapping.by_passphrase(key["id"], wrap, NEW)
    assert public_of(Private.of(key["suite"], bundle)).id == key["id"]
    assert envelope.parse(text).by == envelope.parse(text).readers[0]
    assert PASSPHRASE not in kept
    assert dana.troubles == []


def write_new(who: Visitor, button: str) -> None:
    who.write("New passphrase", NEW)
    who.write("The same once more", NEW)
    who.page.get_by_role("button", name=button).click()


def test_a_passkey_unlocks_and_the_vectors_hold_in_chromium(otis: Visitor) -> None:
    page = otis.page
    tools = otis.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    how = {"protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasResidentKey": True}
    how |= {"hasUserVerification": True, "hasPrf": True, "isUserVerified": True, "automaticPresenceSimulation": True}
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": how})
    make(otis, "/reader-key/own/")
    through(otis, "Add a passkey", "**/passkey/", role="link")
    otis.write("Your passphrase now", PASSPHRASE)
    through(otis, "Make the passkey", "**/reader-key/")
    otis.go("/reader-key/own/")
    page.get_by_role("button", name="Unlock with a passkey").click()
    page.get_by_text("Unlocked until").wait_for()
    text = page.evaluate(SEAL)
    assert page.evaluate(OPEN, text) == "said plainly"

    check = re.search(r"export (async function check.*?\n}\n)", (HERE / "vectors.mjs").read_text(), re.S)
    assert check
    found = page.evaluate(
        f"""async (vectors) => {{ {check[1]};
          const src = document.querySelector('script[src*="readers/unlock.js"]').src;
          return check(await import(src.replace("unlock.js", "vendor/hpke.js")), vectors); }}""",
        json.loads((HERE / "vectors.json").read_text()),
    )
    assert len(found) >= 15  # the vendored code's X25519 and Chromium's own
    assert [what for what, is_same in found if not is_same] == []

    # The same page in a browser whose own crypto has neither X25519 nor Ed25519: same keys, same bytes.
    otis.context.add_init_script(
        """const lacks = (name) => ["X25519", "Ed25519"].includes(name.name ?? name);
        for (const act of ["generateKey", "importKey"]) {
          const own = crypto.subtle[act].bind(crypto.subtle);
          const refuse = () => Promise.reject(new DOMException("", "NotSupportedError"));
          crypto.subtle[act] = (...said) => (lacks(said[act === "importKey" ? 2 : 0]) ? refuse() : own(...said));
        }"""
    )
    page.reload()
    page.get_by_text("Unlocked until").wait_for()
    assert page.evaluate(OPEN, text) == "said plainly"
    assert page.evaluate(OPEN, page.evaluate(SEAL)) == "said plainly"
    assert otis.troubles == []

    phone = Visitor(otis.context.browser, otis.base, size=PHONE, who="otis on a phone")
    phone.context.add_cookies(otis.context.cookies())
    for path in ("/reader-key/", "/reader-key/shared/"):
        phone.go(path)
        assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.picture("reader-key-phone", full=True)
    assert phone.troubles == []
    phone.context.close()
