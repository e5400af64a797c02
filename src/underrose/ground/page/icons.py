"""Small pictures as paths. Drawn with the text's own colour, so that they need no colour of their own."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# One petal, pointing up from the middle (0, 0); the rose is seven of them around it.
PETAL = "M0,-56 C-40,-78 -68,-128 -36,-152 C-22,-162 -8,-160 0,-154 C8,-160 22,-162 36,-152 C68,-128 40,-78 0,-56 Z"
TURN = 360 / 7

STROKES = {
    "check": "M5 12.5l4.5 4.5L19 7.5",
    "dots": "M5.5 12h.01M12 12h.01M18.5 12h.01",
    "bang": "M12 5v9M12 18.5h.01",
    "dash": "M6 12h12",
    "more": "M5 12h.01M12 12h.01M19 12h.01",
    "close": "M6 6l12 12M18 6L6 18",
    "back": "M14 6l-6 6 6 6",
    "on": "M10 6l6 6-6 6",
    "up": "M6 14l6-6 6 6",
    "down": "M6 10l6 6 6-6",
    "lock": "M7 11V8a5 5 0 0110 0v3M6 11h12v9H6z",
    "bud": "M12 21v-9M12 12c-4-1-5-5-3-8 1 1 2 1 3-1 1 2 2 2 3 1 2 3 1 7-3 8zM12 18c3 0 5-1 6-4-3 0-5 1-6 4z",
    "print": "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
}


def drawn(name: str, *label: str) -> tuple[str, ...]:
    """The view box, the label if there is one, and the shapes of an icon. Raises KeyError for one that isn't there."""
    if name == "rose":
        return ("30 30 340 340", *label, rose())
    return ("0 0 24 24", *label, format_html('<path class="stroke" d="{}"/>', STROKES[name]))


def rose() -> SafeString:
    """The mark: seven petals and a middle."""
    petals = format_html_join(
        "",
        '<path transform="translate(200 200) rotate({})" d="{}"/>',
        ((f"{turn * TURN:.2f}", PETAL) for turn in range(7)),
    )
    return format_html('<g class="mark-rose">{}<circle cx="200" cy="200" r="40"/></g>', petals)
