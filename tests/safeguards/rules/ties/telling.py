"""How tests walk the pages of ties: what a person writes, page after page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.test import Client

from underrose.groups.models import Membership
from underrose.safeguards.rules.ties import kinds
from underrose.safeguards.rules.ties.wording import PAGES

NOTHING: Mapping[str, Sequence[str]] = {}


def answers(kind: str, values: Sequence[str], may: str = "yes") -> dict[str, str]:
    """What one page's form sends."""
    lines = {f"line_{number}": "" for number in range(1, kinds.most(kind) + 1)}
    lines |= {f"line_{number}": value for number, value in enumerate(values, start=1)}
    return lines | ({} if kind == kinds.PERSON else {"may": may})


def walk(
    browser: Client, membership: Membership, told: Mapping[str, Sequence[str]] = NOTHING, *, may: str = "yes"
) -> list[int]:
    """Every page in its order, then hand in; the status of each answer."""
    start = f"/me/ties/{membership.pk}/"
    found = [browser.get(start).status_code]
    for place, page in enumerate(PAGES, start=1):
        found.append(browser.get(f"{start}{place}/").status_code)
        found.append(browser.post(f"{start}{place}/", answers(page.kind, told.get(page.kind, ()), may)).status_code)
    found += [browser.get(f"{start}look/").status_code, browser.post(f"{start}look/").status_code]
    return [*found, browser.get(start).status_code]
