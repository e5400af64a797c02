"""Every template of the house, in every room: nothing inline, nothing from elsewhere, no class that is not styled."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import underrose

PACKAGE = Path(underrose.__file__).parent
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
NAMES = [str(template.relative_to(PACKAGE)) for template in TEMPLATES]
CSS = "\n".join(sheet.read_text() for sheet in PACKAGE.rglob("static/**/*.css"))
DATA_BLOCK = re.compile(r'<script[^>]*type="application/json"[^>]*>')


def bare(template: Path) -> str:
    text = re.sub(r"\{%\s*comment\s*%\}.*?\{%\s*endcomment\s*%\}", " ", template.read_text(), flags=re.S)
    return re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", text, flags=re.S)


@pytest.mark.parametrize("template", TEMPLATES, ids=NAMES)
def test_no_template_has_an_inline_script_style_or_handler(template: Path) -> None:
    text = bare(template)
    assert not re.search(r"\sstyle\s*=", text)
    assert "<style" not in text
    assert not re.search(r"<[^>]+\son[a-z]+\s*=", text)
    assert "javascript:" not in text
    inline = [tag for tag in re.findall(r"<script\b[^>]*>", text) if "src=" not in tag and not DATA_BLOCK.match(tag)]
    assert inline == []


@pytest.mark.parametrize("template", TEMPLATES, ids=NAMES)
def test_no_template_loads_anything_from_elsewhere(template: Path) -> None:
    assert not re.search(r'(?:src|srcset|action)="\s*(?:https?:)?//', bare(template))
    assert not re.search(r'<link[^>]+href="\s*(?:https?:)?//', bare(template))


@pytest.mark.parametrize("template", TEMPLATES, ids=NAMES)
def test_each_class_that_a_template_names_is_styled(template: Path) -> None:
    known = set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", CSS))
    named = {word for words in re.findall(r'class="([^"]*)"', bare(template)) for word in words.split()}
    assert named - known == set()


@pytest.mark.parametrize("template", TEMPLATES, ids=NAMES)
def test_no_title_holds_anything_of_the_page_but_neutral_words(template: Path) -> None:
    """A title shows in the history, the tabs and the task switcher, for whoever holds the device."""
    if template.name == "_skeleton.html":
        return
    for block in re.findall(r"\{% block title %\}(.*?)\{% endblock", template.read_text(), flags=re.S):
        assert "{{" not in block


@pytest.mark.parametrize("template", TEMPLATES, ids=NAMES)
def test_each_page_is_an_outline_of_named_parts(template: Path) -> None:
    assert len(template.read_text().splitlines()) <= 80
