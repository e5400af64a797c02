"""Members who said how they may be reached, and a house with mail."""

from __future__ import annotations

import pytest

from tests.world import LONG_AGO
from underrose.ground.ledger import recording
from underrose.ground.vault import sealing
from underrose.groups.models import Membership
from underrose.people.models import System
from underrose.people.reaching import ContactRules


def wants(membership: Membership, channel: str = "mail", hours: str = "") -> Membership:
    """A member who said how."""
    from django.db import transaction

    member = membership.member
    opens, _dash, closes = hours.partition("-")
    sealing.seal(member, contact_rules=ContactRules(channel=channel, opens=opens, closes=closes).words())
    member.rules_said_at = member.channel_confirmed_at = LONG_AGO
    member.save()
    with transaction.atomic():
        recording.record("world made", by=System(member.practice_id, "world"), at=LONG_AGO, rows=[member])
    return membership


@pytest.fixture(autouse=True)
def mail(settings) -> None:
    settings.MAIL_SERVER = "smtp://localhost:2525"
    settings.MAIL_FROM = "practice@linden.example"
