"""QR codes as inline SVG. Secrets in them stand in the address's #fragment, which no server and no log ever sees."""

from __future__ import annotations

import io

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


def scan(text: str, label: str) -> SafeString:
    """A code to scan, dark on light in every theme, with words for who can't see it (ISO/IEC 18004, level M)."""
    drawn = io.BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(drawn, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=4)
    picture = drawn.getvalue().decode().replace("<svg", "<svg {}", 1)
    shown = format_html('aria-label="{}" role="img"', label)
    return format_html('<span class="scan">{}</span>', mark_safe(picture.replace("{}", shown, 1)))  # noqa: S308
