"""Draw the floors of the house from the code's own imports: docs/pictures/floors.svg. `--check` says if it is stale."""

from __future__ import annotations

import configparser
import sys
from html import escape
from pathlib import Path

import grimp

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "pictures" / "floors.svg"
WIDTH, BAND, LEFT = 1040, 84, 150
NO_ROOMS = {"actions", "migrations", "templatetags", "views"}
STYLE = """
text{font:15px system-ui,sans-serif;fill:#2a2224} .quiet{fill:#6b5f5f;font-size:13px}
.floor{fill:#fbf8f4;stroke:#e5dbd2}
.room{fill:#fff;stroke:#9d2c4b;stroke-width:1.5} .name{font-weight:650}
"""


def floors() -> list[str]:
    """From the contract, roof first."""
    contract = configparser.ConfigParser()
    contract.read(ROOT / "contracts.ini")
    return contract["importlinter:contract:floors"]["layers"].split()


def draw() -> str:
    graph = grimp.build_graph("underrose")
    names = floors()
    rooms: dict[str, set[str]] = {name: set() for name in names}
    down: set[tuple[str, str]] = set()
    for module in graph.modules:
        parts = module.split(".")
        if len(parts) < 2:
            continue
        if len(parts) == 3 and graph.find_children(module) and parts[2] not in NO_ROOMS:
            rooms[parts[1]].add(parts[2])
        for other in graph.find_modules_directly_imported_by(module):
            there = other.split(".")
            if len(there) > 1 and there[1] != parts[1]:
                down.add((parts[1], there[1]))
    height = BAND * len(names) + 10
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="The floors of the house, from {names[0]} down to {names[-1]}"><style>{STYLE}</style>'
    ]
    for place, name in enumerate(names):
        y = BAND * place + 5
        below = ", ".join(there for there in names if (name, there) in down)
        lines.append(f'<rect class="floor" x="4" y="{y}" width="{WIDTH - 8}" height="{BAND - 8}" rx="12"/>')
        lines.append(f'<text class="name" x="22" y="{y + 32}">{name}</text>')
        here = sorted(rooms[name])
        step = (WIDTH - LEFT - 20) / max(len(here), 1)
        for number, room in enumerate(here):
            x = LEFT + step * number
            lines.append(f'<rect class="room" x="{x:.0f}" y="{y + 9}" width="{step - 8:.0f}" height="34" rx="9"/>')
            lines.append(f'<text x="{x + step / 2 - 4:.0f}" y="{y + 31}" text-anchor="middle">{escape(room)}</text>')
        words = f"imports from: {below}" if below else "stands on nothing of ours"
        lines.append(f'<text class="quiet" x="{LEFT}" y="{y + 64}">{words}</text>')
    return "\n".join([*lines, "</svg>"]) + "\n"


if __name__ == "__main__":
    drawn = draw()
    if "--check" in sys.argv:
        sys.exit(
            0 if PICTURE.exists() and PICTURE.read_text() == drawn else "Stale. Run: .venv/bin/python tools/floors.py"
        )
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(drawn)
    print(PICTURE.relative_to(ROOT))
