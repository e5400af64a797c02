"""The PDF copy of a signature: same data in, same bytes out.

Data reaches the template as JSON through `sys_inputs` and is set as text, never as markup. No font, package or file is
taken from outside this folder. Tagged as PDF/A-2a and PDF/UA-1 (ISO 19005-2, ISO 14289-1) by the compiler's own checks.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import typst

from underrose.groups import part2
from underrose.people.models import Practice
from underrose.safeguards.agreements.models import Edition
from underrose.safeguards.agreements.text import ClauseText
from underrose.safeguards.rules.wording import Block

_TEMPLATE = Path(__file__).parent / "content" / "copy.typ"
FILE_NAME = "copy.pdf"  # says nothing, wherever it is kept


def render(
    edition: Edition, clauses: Sequence[ClauseText], *, practice: Practice, name: str, intent: str, at: datetime
) -> bytes:
    """The signed text with the member's chosen name and the time. Names no other member."""
    local = at.astimezone(ZoneInfo(edition.group.time_zone))
    data = {
        "practice": practice.name,
        "label": edition.group.label,
        "number": edition.number,
        "digest": edition.digest,
        "name": name,
        "intent": intent,
        "statement": part2.statement(edition.group),
        "signed": f"{local:%Y-%m-%d %H:%M} ({edition.group.time_zone})",
        "clauses": [
            {
                "title": text.title,
                "blocks": _data(text.blocks),
                "precise": text.precise,
                "parts": [{"title": part.title, "blocks": _data(part.blocks)} for part in text.parts],
            }
            for text in clauses
        ],
    }
    return typst.compile(
        str(_TEMPLATE),
        root=str(_TEMPLATE.parent),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=int(at.timestamp()),
    )


def digest(pdf: bytes) -> str:
    """SHA-256 of a file, in hex: what the ledger, the signature and the verify page compare."""
    return hashlib.sha256(pdf).hexdigest()


def _data(found: Sequence[Block]) -> list[dict[str, object]]:
    return [{"words": block.words, "lines": list(block.lines)} for block in found]
