"""From each limit a member is one tap from who must keep what; the clause itself says nothing of a law."""

from __future__ import annotations

from tests.world import NOON
from underrose.safeguards.agreements import text
from underrose.safeguards.agreements.actions import editions as agreements
from underrose.safeguards.rules import queries
from underrose.safeguards.rules.models import Clause

LINK = 'href="/me/law/"'


def test_every_limit_leads_there_and_nothing_else_does(client_as, published, heron):
    browser = client_as(heron)
    limits = 0
    for place, rule in enumerate(queries.opened(published), start=1):
        page = browser.get(f"/me/rules/{heron.pk}/{place}/").content.decode()
        assert rule.title in page
        assert (LINK in page) == (rule.clause.part == Clause.Part.LIMIT)
        limits += LINK in page
    assert limits >= 6


def test_so_do_the_clauses_of_the_agreement_that_tell_of_limits(client_as, published, tuesday, dana, heron):
    edition = agreements.publish_starter(tuesday, by=dana, at=NOON)
    browser = client_as(heron)
    led = {
        found.clause.key
        for place, found in enumerate(text.opened(edition), start=1)
        if LINK in browser.get(f"/me/agreement/{heron.pk}/{place}/").content.decode()
    }
    assert led == {"rules", "limits", "no-promise-for-everyone"}
