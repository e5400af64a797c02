"""The rose as picture, sentence and table, made together so that they can't disagree.

Pure: it is given names and petals in order and asks nothing. It refuses to say a state by colour alone: each petal
carries a sign, a pattern or an outline of its own, and the sentence and the rows say the same.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.ground.page.icons import PETAL
from underrose.groups.petals import Petal, State, Words

SIGN = {State.IN_PLACE: "✓", State.WAITING: "…", State.MISSING: "!"}
LOOK = {State.IN_PLACE: "in-place", State.WAITING: "waiting", State.MISSING: "missing"}


@dataclass(frozen=True, slots=True)
class Row:
    """One petal in words: for the table, and for the checks beside the rose."""

    name: Words
    petal: Petal
    state: Words

    @property
    def sign(self) -> str:
        return SIGN[self.petal.state]


@dataclass(frozen=True, slots=True)
class Picture:
    """The same thing three times: for eyes, for ears, for a table."""

    svg: SafeString
    sentence: str
    rows: tuple[Row, ...]


def picture(petals: Sequence[tuple[Words, Petal]], *, is_open: bool = False) -> Picture:
    """Draw the petals clockwise from the top, in the order given."""
    rows = tuple(Row(name, petal, state_words(petal.state)) for name, petal in petals)
    whole, done = len(rows), sum(row.petal.state is State.IN_PLACE for row in rows)
    said = sentence(done, whole)
    if is_open:
        middle = (_("Open"), _("all %(count)s") % {"count": number(whole)} if done == whole else _("with a reason"))
    else:
        middle = (_("%(done)s of %(whole)s") % {"done": done, "whole": whole}, _("in place"))
    return Picture(_svg(rows, said, middle), said, rows)


def sentence(done: int, whole: int) -> str:
    """ "Five petals of seven are in place"."""
    if done == whole:
        return _("All %(whole)s petals are in place") % {"whole": number(whole)}
    if not done:
        return _("No petal of %(whole)s is in place yet") % {"whole": number(whole)}
    words = ngettext("%(done)s petal of %(whole)s is in place", "%(done)s petals of %(whole)s are in place", done)
    text = words % {"done": number(done), "whole": number(whole)}
    return text[:1].upper() + text[1:]


def number(count: int) -> str:
    """A count in words up to seven, as one says it aloud."""
    spoken = (_("no"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"))
    return spoken[count] if count < len(spoken) else str(count)


def state_words(state: State) -> str:
    return {State.IN_PLACE: _("In place"), State.WAITING: _("Waiting"), State.MISSING: _("Missing")}[state]


def _svg(rows: Sequence[Row], said: str, middle: tuple[str, str]) -> SafeString:
    mark = sha256("".join(f"{row.name}{row.petal.state}" for row in rows).encode()).hexdigest()[:6]
    label = said + ": " + ", ".join(f"{row.name} {row.state}" for row in rows)
    return format_html(
        '<svg class="rose" viewBox="-64 4 528 392" role="img" aria-label="{label}" direction="ltr">'
        '<defs><pattern id="wait-{mark}" width="8" height="8" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><rect class="hatch-ground" width="8" height="8"/>'
        '<path class="hatch" d="M0 0V8"/></pattern></defs>{petals}'
        '<circle class="heart" cx="200" cy="200" r="50"/>'
        '<text class="count" x="200" y="202">{count}</text>'
        '<text class="under" x="200" y="222">{under}</text>{labels}</svg>',
        label=label,
        mark=mark,
        petals=format_html_join("", "{}", ((_petal(row, turn, len(rows), mark),) for turn, row in enumerate(rows))),
        count=middle[0],
        under=middle[1],
        labels=format_html_join("", "{}", ((_label(row, turn, len(rows)),) for turn, row in enumerate(rows))),
    )


def _petal(row: Row, turn: int, whole: int, mark: str) -> SafeString:
    angle = 360 / whole * turn
    x, y = _at(angle, 112)
    return format_html(
        '<g class="petal {look}"><path transform="translate(200 200) rotate({angle})" d="{shape}"{fill}/>'
        '<text x="{x}" y="{y}">{sign}</text></g>',
        look=LOOK[row.petal.state],
        angle=f"{angle:.2f}",
        shape=PETAL,
        fill=format_html(' fill="url(#wait-{})"', mark) if row.petal.state is State.WAITING else "",
        x=f"{x:.1f}",
        y=f"{y + 8:.1f}",
        sign=row.sign,
    )


def _label(row: Row, turn: int, whole: int) -> SafeString:
    angle = 360 / whole * turn
    x, y = _at(angle, 178 if angle == 0 else 168)
    side = "middle" if abs(x - 200) < 20 else "start" if x > 200 else "end"
    return format_html(
        '<text class="name" x="{x}" y="{y}" text-anchor="{side}">{name}</text>',
        x=f"{x:.1f}", y=f"{y + 6:.1f}", side=side, name=row.name,
    )  # fmt: skip


def _at(angle: float, far: float) -> tuple[float, float]:
    """The point so far from the middle, clockwise from the top."""
    return 200 + far * math.sin(math.radians(angle)), 200 - far * math.cos(math.radians(angle))
