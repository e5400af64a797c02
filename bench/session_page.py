"""The session page as one client sees it, in a house with 3,000 groups and in one with 3.

Django's own test client over a database file with every migration and the whole middleware: all that the server does
but the socket. Each group has eight members and a session tonight; each facilitator leads three groups. The page asked
for is the same one's each time. The two houses take turns, and the middle one of three rounds counts, so that what else
the machine does tells little.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from typing import Any

FEW, MANY = 3, 3_000
MEMBERS = 8
VISITS = 120
ROUNDS = 3
LED_BY_ONE = 3
GOAL_MS, GOAL_RATIO = 50.0, 1.3


def main() -> None:
    rounds = [(_measure(FEW), _measure(MANY)) for _each in range(ROUNDS)]
    few, many = (statistics.median(figures) for figures in zip(*rounds, strict=True))
    line = {
        "bench": "session_page.p95",
        "value": round(many, 2),
        "unit": "ms",
        "against": round(few, 2),
        "ratio": round(many / few, 2),
        "goal": f"under {GOAL_MS:.0f} ms, ratio at most {GOAL_RATIO}",
    }
    print(json.dumps(line), flush=True)


def _measure(count: int) -> float:
    """95th percentile of the page's time, in milliseconds, in a process of its own."""
    child = subprocess.run([sys.executable, __file__, str(count)], check=True, capture_output=True, text=True)
    return statistics.quantiles(json.loads(child.stdout), n=20)[-1] * 1000


def _visits(count: int) -> list[float]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"UNDERROSE_DATA": f"{folder}/data", "UNDERROSE_KEYS": f"{folder}/keys", "DATABASE_URL": ""}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "underrose.config.settings")
        import django

        django.setup()
        from django.core.management import call_command
        from django.test import Client

        call_command("migrate", verbosity=0)
        staff, session = _house(count)
        client = Client(SERVER_NAME="localhost")
        client.force_login(staff)
        url = f"/sessions/{session.pk}/"
        for _each in range(10):
            found = client.get(url)
            assert found.status_code == 200, found.status_code
        times = []
        for _each in range(VISITS):
            begun = time.perf_counter()
            client.get(url)
            times.append(time.perf_counter() - begun)
        return times


def _house(count: int) -> tuple[Any, Any]:
    """A practice with so many groups; who leads the first, and its session."""
    from underrose.ground.clock import now
    from underrose.ground.vault import sealing
    from underrose.groups.models import Group, GroupSession, Membership
    from underrose.people import actions as people
    from underrose.people.models import Assignment, Member, Role, Staff

    at = now()
    practice = people.make_practice(name="Bench", time_zone="Europe/London", at=at)
    staff = people.make_first_staff(
        practice, name="Dana", email="dana@bench.example", password="correct horse", roles=["facilitator"], at=at
    )
    people.give_totp(staff, secret="JBSWY3DPEHPK3PXP", by=staff, at=at)
    groups = [
        Group(
            practice=practice, subject_id=key, label="Appointment", kind="open", place="in person",
            time_zone="Europe/London", starts_on=at.date(), made_at=at,
        )
        for key in sealing.subjects(practice.pk, "group", count, at=at)
    ]  # fmt: skip
    sealing.seal_many([(group, {"title": f"Group {n}"}) for n, group in enumerate(groups)])
    members = [
        Member(practice=practice, subject_id=key, made_at=at, joined_at=at)
        for key in sealing.subjects(practice.pk, "member", count * MEMBERS, at=at)
    ]
    sealing.seal_many([(member, {"legal_name": f"Person {n}"}) for n, member in enumerate(members)])
    memberships = [
        Membership(practice=practice, group=groups[n // MEMBERS], member=member, subject_id=member.subject_id, since=at)
        for n, member in enumerate(members)
    ]
    sealing.seal_many([(row, {"chosen_name": f"Name {n}"}) for n, row in enumerate(memberships)])
    sessions = [
        GroupSession(
            practice=practice, group=group, number=1, starts_at=at + dt.timedelta(hours=1),
            ends_at=at + dt.timedelta(hours=2),
        )
        for group in groups
    ]  # fmt: skip
    others = [
        Staff(practice=practice, name=f"Staff {n}", email=f"{n}@bench.example", made_at=at)
        for n in range(1, count // LED_BY_ONE)
    ]
    team = [staff, *Staff.objects.bulk_create(others)]
    assigned = [
        Assignment(practice=practice, staff=team[n // LED_BY_ONE], role=Role.FACILITATOR, group_id=group.pk, since=at)
        for n, group in enumerate(groups)
    ]
    for rows in (groups, members, memberships, sessions, assigned):
        type(rows[0]).objects.bulk_create(rows, batch_size=1000)  # type: ignore[attr-defined]
    return staff, sessions[0]


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(_visits(int(sys.argv[1]))))
    else:
        main()
