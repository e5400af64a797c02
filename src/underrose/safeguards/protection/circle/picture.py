"""The circle as picture, sentence and table, made together so that they can't disagree.

Pure: it is given onlookers and asks nothing. Rings are solid, dashed or dotted and dots filled, hatched or hollow, so
that nothing is said by colour alone; numbers tie the dots to the list below.
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
from underrose.safeguards.protection.circle.onlookers import Onlooker, Ring

_RADIUS = {Ring.NEAR: 84, Ring.REASON: 128, Ring.FAR: 168, Ring.OUTSIDE: 206}
_TURN = {Ring.NEAR: 26.0, Ring.REASON: -14.0, Ring.FAR: 64.0, Ring.OUTSIDE: 135.0}
_MIDDLE = 220


@dataclass(frozen=True, slots=True)
class Picture:
    """The same thing three times: for eyes, for ears, for a table."""

    svg: SafeString
    sentence: str
    rows: tuple[Onlooker, ...]


def picture(onlookers: Sequence[Onlooker]) -> Picture:
    """Draw a member in the middle, and round them who can see what, from near to far."""
    said = sentence(onlookers)
    return Picture(_svg(onlookers, said), said, tuple(onlookers))


def sentence(onlookers: Sequence[Onlooker]) -> str:
    """How many kinds of people stand in which ring, in words."""
    count = {ring: sum(one.ring is ring for one in onlookers) for ring in Ring}
    near = ngettext(
        "One kind of people knows you by your chosen name.",
        "%(n)s kinds of people know you by your chosen name.",
        count[Ring.NEAR],
    )
    parts = [near % {"n": count[Ring.NEAR]}]
    if count[Ring.REASON]:
        reason = ngettext(
            "One more could open it in danger, with a reason that is kept.",
            "%(n)s more could open it in danger, with a reason that is kept.",
            count[Ring.REASON],
        )
        parts.append(reason % {"n": count[Ring.REASON]})
    if count[Ring.FAR]:
        far = ngettext("One sees a small part or numbers.", "%(n)s see a small part or numbers.", count[Ring.FAR])
        parts.append(far % {"n": count[Ring.FAR]})
    return " ".join(parts)


def _svg(onlookers: Sequence[Onlooker], said: str) -> SafeString:
    mark = sha256("".join(f"{one.who}{one.ring}" for one in onlookers).encode()).hexdigest()[:6]
    label = said + " " + "; ".join(f"{one.number} {one.who}" for one in onlookers)
    return format_html(
        '<svg class="circle" viewBox="0 0 440 440" role="img" aria-label="{label}" direction="ltr">'
        '<defs><pattern id="reason-{mark}" width="8" height="8" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><rect class="hatch-ground" width="8" height="8"/>'
        '<path class="hatch" d="M0 0V8"/></pattern></defs>{rings}{heart}{dots}</svg>',
        label=label,
        mark=mark,
        rings=format_html_join("", "{}", ((_ring(ring),) for ring in (Ring.FAR, Ring.REASON, Ring.NEAR))),
        heart=_heart(),
        dots=format_html_join("", "{}", ((dot,) for dot in _dots(onlookers, mark))),
    )


def _ring(ring: Ring) -> SafeString:
    return format_html('<circle class="ring {}" cx="{}" cy="{}" r="{}"/>', ring, _MIDDLE, _MIDDLE, _RADIUS[ring])


def _heart() -> SafeString:
    petals = format_html_join(
        "",
        '<path class="leaf" transform="translate({} {}) rotate({}) scale(.26)" d="{}"/>',
        ((_MIDDLE, _MIDDLE, f"{360 / 7 * turn:.1f}", PETAL) for turn in range(7)),
    )
    return format_html(
        '{}<circle class="heart" cx="{}" cy="{}" r="22"/><text class="you" x="{}" y="{}">{}</text>',
        petals, _MIDDLE, _MIDDLE, _MIDDLE, _MIDDLE + 6, _("You"),
    )  # fmt: skip


def _dots(onlookers: Sequence[Onlooker], mark: str) -> list[SafeString]:
    drawn = []
    for ring in Ring:
        some = [one for one in onlookers if one.ring is ring]
        for place, one in enumerate(some):
            x, y = _at(_TURN[ring] + 360 / len(some) * place, _RADIUS[ring])
            fill = format_html(' fill="url(#reason-{})"', mark) if ring is Ring.REASON else ""
            drawn.append(
                format_html(
                    '<g class="onlooker {ring}"><circle cx="{x}" cy="{y}" r="18"{fill}/>'
                    '<text x="{x}" y="{low}">{n}</text></g>',
                    ring=ring,
                    x=f"{x:.1f}",
                    y=f"{y:.1f}",
                    low=f"{y + 6.5:.1f}",
                    n=one.number,
                    fill=fill,
                )
            )
    return drawn


def _at(angle: float, far: float) -> tuple[float, float]:
    """The point so far from the middle, clockwise from the top."""
    return _MIDDLE + far * math.sin(math.radians(angle)), _MIDDLE - far * math.cos(math.radians(angle))
