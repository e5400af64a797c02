"""Nobody left to ask: the operator lets the only admin in again, with a new password and a new second factor."""

from __future__ import annotations

from typing import Any

import pyotp
import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.world import TOTP_SECRET
from underrose.doors.cli import staff_by_mail
from underrose.ground.ledger.models import Entry

pytestmark = pytest.mark.django_db
NEW = "four words that differ"


@pytest.fixture
def alex_signed_in(client_as: Any, alex: Any) -> Client:
    cache.clear()
    signed_in: Client = client_as(alex)
    assert signed_in.get("/practice/").status_code == 200
    return signed_in


def take(address: str, client: Client) -> Any:
    """Open the address, set a password, sign in with it."""
    client.post("/staff/link/", {"secret": address.rpartition("#")[2], "password": NEW})
    return client.post(reverse("account_login"), {"login": "alex@linden.example", "password": NEW})


def test_a_link_alone_leaves_the_second_factor_as_it_is(alex_signed_in, client):
    answer = take(staff_by_mail.link("alex@linden.example"), client)
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    client.post(reverse("mfa_authenticate"), {"code": pyotp.TOTP(TOTP_SECRET).now()})
    assert client.get("/practice/").status_code == 200


def test_with_a_lost_phone_a_new_second_factor_is_set_before_any_page_opens(alex_signed_in, client):
    take(staff_by_mail.link("alex@linden.example", lost_phone=True), client)
    assert alex_signed_in.get("/practice/").status_code == 302  # the old sessions ended
    assert client.get("/practice/").headers["Location"] == reverse("mfa_activate_totp")
    client.get(reverse("mfa_activate_totp"))
    code = pyotp.TOTP(client.session["mfa.totp.secret"]).now()
    client.post(reverse("mfa_activate_totp"), {"code": code})
    assert client.get("/practice/").status_code == 200


def test_the_ledger_says_that_it_was_the_operator(alex_signed_in, alex):
    staff_by_mail.link("alex@linden.example", lost_phone=True)
    acts = dict(Entry.objects.filter(by="system:operator").values_list("action", "by"))
    assert {"second factors ended", "staff link made"} <= set(acts)
