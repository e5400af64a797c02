"""What is over leaves no row behind."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from tests.world import NOON
from underrose.people import ticks


@pytest.mark.django_db
def test_an_expired_browser_is_forgotten_and_a_living_one_stays() -> None:
    Session.objects.create(session_key="old", session_data="", expire_date=NOON)
    Session.objects.create(session_key="new", session_data="", expire_date=NOON + timedelta(hours=1))
    ticks.tick(at=NOON)
    assert [session.session_key for session in Session.objects.all()] == ["new"]
