"""Tonight: the sessions that are near, with their roses, and what needs this person. Constant queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Q

from underrose.ground.vault import sealing
from underrose.groups import calendar, circle
from underrose.groups.models import GroupSession
from underrose.groups.petals import State
from underrose.people.models import Practice, Standing
from underrose.rose import petals
from underrose.rose.evening import Check, check
from underrose.rose.petals import Rose
from underrose.rose.picture import Picture, picture

DAYS = timedelta(days=7)
MOST = 12  # sessions drawn on one page; the rest is on the groups' own pages
NEEDS = 6


@dataclass(frozen=True, slots=True)
class Card:
    """One session on the dashboard."""

    session: GroupSession
    title: str
    picture: Picture
    is_today: bool


@dataclass(frozen=True, slots=True)
class Need:
    """Something that this person can mend, and for which session."""

    title: str
    check: Check


@dataclass(frozen=True, slots=True)
class Tonight:
    """What the dashboard shows."""

    today: tuple[Card, ...]
    later: tuple[Card, ...]
    needs: tuple[Need, ...]
    has_groups: bool
    has_more: bool


def tonight(practice: Practice, viewer: Standing, at: datetime) -> Tonight:
    """The near sessions of this viewer's groups, each with its rose."""
    midnight, next_midnight = calendar.midnights(at, practice.time_zone)
    sessions = _near(viewer, midnight, at)
    shown = sessions[:MOST]
    # By number and not by name: a dashboard is opened in passing, and is no look at anybody.
    nameless = {group: replace(company, names={}) for group, company in circle.companies(shown, viewer).items()}
    roses = petals.roses(shown, viewer, nameless) if shown else {}
    titles = sealing.reveal_many([session.group for session in shown], "title")
    cards = [
        Card(
            session,
            titles[session.group_id],
            picture(roses[session.pk].petals, is_open=session.state == GroupSession.State.OPEN),
            session.starts_at < next_midnight,
        )
        for session in shown
    ]
    return Tonight(
        today=tuple(card for card in cards if card.is_today),
        later=tuple(card for card in cards if not card.is_today),
        needs=_needs(cards, [roses[session.pk] for session in shown]),
        has_groups=bool(viewer.own_groups),
        has_more=len(sessions) > MOST,
    )


def _near(viewer: Standing, midnight: datetime, at: datetime) -> list[GroupSession]:
    live = (GroupSession.State.PLANNED, GroupSession.State.OPEN)
    rows = GroupSession.objects.seen_by(viewer).filter(Q(state=GroupSession.State.OPEN) | Q(starts_at__gte=midnight))
    rows = rows.filter(state__in=live, starts_at__lt=at + DAYS)
    return list(rows.select_related("group", "stand_in").order_by("starts_at", "pk")[: MOST + 1])


def _needs(cards: Sequence[Card], roses: Sequence[Rose]) -> tuple[Need, ...]:
    """The acts that mend something, nearest session first, each act once."""
    seen: set[tuple[str, tuple[object, ...]]] = set()
    needs: list[Need] = []
    for state in (State.MISSING, State.WAITING):
        for card, rose in zip(cards, roses, strict=True):
            for name, petal in rose.petals:
                mend = petal.mend
                if petal.state is not state or mend is None or (mend.url_name, mend.args) in seen:
                    continue
                seen.add((mend.url_name, mend.args))
                needs.append(Need(card.title, check(name, petal)))
    return tuple(needs[:NEEDS])
