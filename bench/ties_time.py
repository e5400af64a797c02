"""Whether time tells a match from none before its release: pages of a leader and of a member, and handing in.

Three groups of eight under one leader: in the first everybody is tied to everybody by all kinds and nobody lets it be
raised; in the two others nobody is tied. Their pages are asked for in random order. An attacker looks for the threshold
that tells best whether a time is the first group's, in one half of the times, and is tried on the other half. The same
for the second group against the third says what chance and this machine do by themselves.

    python -m bench.ties_time     JSON lines: the share that the attacker gets right; 0.5 is guessing
"""

from __future__ import annotations

import json
import os
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from bench.session_page import _house

ROUNDS = 200
SEED = 20261124


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"UNDERROSE_DATA": f"{folder}/data", "UNDERROSE_KEYS": f"{folder}/keys", "DATABASE_URL": ""}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "underrose.config.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        for what, ways in _ways().items():
            tied, control = _told_apart(ways, (0, 1)), _told_apart(ways, (1, 2))
            line = {"bench": f"ties.told_apart_by_time_{what}", "value": tied, "unit": "", "against": control}
            print(json.dumps(line | {"goal": "0.5 by chance, give or take 0.07 (95 %)"}), flush=True)


def _ways() -> dict[str, list[Callable[[], object]]]:
    """For each thing that is asked for, one call for each group."""
    from django.test import Client

    from underrose.groups.models import Membership

    staff, _session = _house(3)
    checks = [_check(group, staff, tied=place == 0) for place, group in enumerate(_groups())]
    leader, found = Client(SERVER_NAME="localhost"), {}
    leader.force_login(staff)
    for what, path in (("leaders_page", "/groups/{}/ties/"), ("group_page", "/groups/{}/")):
        found[what] = [_get(leader, path.format(check.group_id)) for check in checks]
    members = [Membership.objects.filter(group=check.group_id).order_by("since", "pk")[0] for check in checks]
    found["members_page"] = [_get(_as(row.member), f"/me/ties/{row.pk}/") for row in members]
    found["handing_in"] = [_hand_in(check, row) for check, row in zip(checks, members, strict=True)]
    return found


def _groups() -> Sequence[Any]:
    from underrose.groups.models import Group

    return list(Group.objects.order_by("pk"))


def _check(group: Any, staff: Any, *, tied: bool) -> Any:
    from underrose.ground.clock import now
    from underrose.groups.models import Membership
    from underrose.safeguards.rules.ties.actions import comparing, preparing
    from underrose.safeguards.rules.ties.kinds import Kind

    at = now()
    check = preparing.begin(group, by=staff, at=at)
    _tell(check, None, staff, {}, at)
    for place, row in enumerate(Membership.objects.filter(group=group)):
        word = "Fairweather Bakery" if tied else f"{_NAMES[place]} {group.pk.hex[:5]}"
        _tell(check, row, row.member, {kind: [word] for kind in Kind}, at)
    comparing.run(check, at=at + timedelta(hours=9))
    check.refresh_from_db()
    return check


_NAMES = ("Alderton", "Brookfield", "Castlemere", "Dunwich", "Eastbourne", "Fenwick", "Glossop", "Harrowgate")


def _tell(check: Any, row: Any, by: Any, told: Any, at: Any) -> None:
    from underrose.safeguards.rules.ties.actions import telling
    from underrose.safeguards.rules.ties.kinds import PERSON, Kind

    sheet = telling.begin_sheet(check, membership=row, by=by, at=at)
    for kind in (*Kind, PERSON):
        telling.keep(sheet, kind, told.get(kind, ()), may_be_raised=None if kind == PERSON else False, by=by, at=at)
    telling.hand_in(sheet, by=by, at=at)


def _hand_in(check: Any, row: Any) -> Callable[[], object]:
    """A member writes anew what they wrote, and hands it in; undone."""
    from django.db import transaction

    from underrose.ground.clock import now
    from underrose.safeguards.rules.ties.kinds import Kind

    def once() -> None:
        with transaction.atomic():
            _tell(check, row, row.member, {Kind.EMPLOYER: ["Fairweather Bakery"]}, now())
            transaction.set_rollback(True)

    return once


def _as(member: Any) -> Any:
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    session = client.session
    session["member"] = {"id": str(member.pk), "epoch": member.session_epoch}
    session.save()
    client.cookies["sessionid"] = session.session_key
    return client


def _get(client: Any, path: str) -> Callable[[], object]:
    answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code} {answer.headers.get('Location', '')}")
    return lambda: client.get(path)


def _told_apart(ways: Sequence[Callable[[], object]], pair: tuple[int, int]) -> float:
    """The share of times that a threshold puts with the right group, on times that it wasn't chosen by."""
    rng = random.Random(SEED)
    order = [place for place in (0, 1) for _each in range(ROUNDS)]
    rng.shuffle(order)
    taken = []
    for place in order:
        begun = time.perf_counter()
        ways[pair[place]]()
        taken.append((time.perf_counter() - begun, place))
    half = len(taken) // 2
    known, tried = taken[:half], taken[half:]
    best = max(
        ((sum((seconds > limit) == (place == high) for seconds, place in known), limit, high)
         for limit, _place in known for high in (0, 1)),
    )  # fmt: skip
    _right, limit, high = best
    return round(sum((seconds > limit) == (place == high) for seconds, place in tried) / len(tried), 3)


if __name__ == "__main__":
    main()
