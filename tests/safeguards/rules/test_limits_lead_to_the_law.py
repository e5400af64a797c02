"""From each limit a member is one tap from who must keep what; the clause itself says nothing of a law."""

from __future__ import annotations

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
