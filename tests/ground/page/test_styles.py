"""What the style sheets promise: colours in one place, nothing forced, contrast for every ink on every surface."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pytest

import underrose

PACKAGE = Path(underrose.__file__).parent
PAGE = PACKAGE / "ground/page/static/page"
SHEETS = sorted(PACKAGE.rglob("static/**/*.css"))
FONTS = PAGE / "fonts"
INKS = ("ink", "quiet", "rose", "leaf", "amber", "stop")
SURFACES = ("paper", "card", "sunk")
PAIRS = [
    *((ink, surface, 4.5) for ink in INKS for surface in SURFACES),
    *((name, f"{name}-soft", 4.5) for name in ("rose", "leaf", "amber", "stop")),
    *(("ink", f"{name}-soft", 4.5) for name in ("rose", "leaf", "amber", "stop")),
    ("on-rose", "rose", 4.5),
    ("on-rose", "rose-deep", 4.5),
    ("paper", "ink", 4.5),
    ("paper", "quiet", 4.5),
    *(("edge", surface, 3.0) for surface in SURFACES),
    *(("rose", surface, 3.0) for surface in SURFACES),
]


def bare(sheet: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S)


def tokens() -> dict[str, str]:
    return dict(re.findall(r"--([ld]-[a-z-]+): (#[0-9a-f]{6});", bare(PAGE / "tokens.css")))


def light(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("theme", ["l", "d"])
@pytest.mark.parametrize(("ink", "surface", "least"), PAIRS)
def test_every_ink_can_be_read_on_every_surface(theme: str, ink: str, surface: str, least: float) -> None:
    raw = tokens()
    bright, dark = sorted((light(raw[f"{theme}-{ink}"]), light(raw[f"{theme}-{surface}"])), reverse=True)
    assert (bright + 0.05) / (dark + 0.05) >= least


def test_every_meaning_has_a_light_and_a_dark_colour_and_is_set_in_every_theme() -> None:
    names = {name[2:] for name in tokens()}
    themes = bare(PAGE / "themes.css")
    assert {f"l-{name}" for name in names} | {f"d-{name}" for name in names} == set(tokens())
    for name in names:
        assert themes.count(f"--{name}:") == 5, name  # light, dark by wish, dark by place, light-dark(), paper


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_colour_is_written_outside_the_tokens(sheet: Path) -> None:
    if sheet.name != "tokens.css":
        literals = re.findall(r"(?<![\w-])#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(", bare(sheet))
        assert literals == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_nothing_is_forced_and_nothing_comes_from_elsewhere(sheet: Path) -> None:
    text = bare(sheet)
    assert "!important" not in text
    assert "@import" not in text
    assert not re.search(r"url\(\s*['\"]?(?:https?:|//|data:)", text)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_sides_are_logical_so_that_pages_turn_for_right_to_left(sheet: Path) -> None:
    found = re.findall(
        r"\b(?:margin|padding|border)-(?:left|right)\b|text-align:\s*(?:left|right)|\bfloat\s*:|[;{]\s*(?:left|right)\s*:",
        bare(sheet),
    )
    assert found == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_each_sheet_stands_in_a_layer_and_can_be_read_in_one_sitting(sheet: Path) -> None:
    assert "@layer" in bare(sheet)
    assert len(sheet.read_text().splitlines()) <= 120


def test_each_custom_property_that_is_used_is_defined() -> None:
    text = "\n".join(bare(sheet) for sheet in SHEETS)
    used, defined = set(re.findall(r"var\((--[\w-]+)", text)), set(re.findall(r"(--[\w-]+)\s*:", text))
    assert used - defined == set()


def test_the_fonts_are_the_ones_that_were_vendored_with_their_licences() -> None:
    table = (FONTS / "VENDORED.md").read_text()
    files = sorted(FONTS.glob("*.woff2"))
    assert len(files) == 4
    for file in files:
        assert f"`{file.name}`" in table
        assert sha256(file.read_bytes()).hexdigest() in table
    assert all("SIL Open Font License" in text.read_text() for text in FONTS.glob("OFL-*.txt"))
    assert sum(file.stat().st_size for file in files) < 300_000
