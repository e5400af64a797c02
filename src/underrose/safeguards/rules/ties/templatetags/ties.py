"""Filters of the ties' pages: a kind and an outcome in words."""

from __future__ import annotations

from django import template

from underrose.safeguards.rules.ties.forms import ONE_SIDED, OUTCOMES
from underrose.safeguards.rules.ties.queries import Tie
from underrose.safeguards.rules.ties.wording import Words, page_of

register = template.Library()


@register.filter
def shared(kind: str) -> Words:
    """What two people share, without saying which."""
    return page_of(kind).shared


@register.filter
def came(tie: Tie) -> Words:
    """What came of a tie."""
    return (ONE_SIDED if tie.is_one_sided else OUTCOMES).get(tie.outcome, tie.outcome)
