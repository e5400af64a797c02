"""Through the whole house: what one may not see answers like what isn't there, to the last byte and header."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

pytestmark = pytest.mark.django_db


def test_an_outsider_cannot_tell_a_session_from_nothing(client_as: Any, otis: Any, tonight: Any) -> None:
    client = client_as(otis)
    client.get("/nothing/")  # the first answer of a sign-in brings its cookie, whatever was asked
    hidden = client.get(f"/sessions/{tonight.pk}/")
    absent = client.get(f"/sessions/{uuid.uuid4()}/")
    nowhere = client.get("/nothing/of/the/kind/")
    assert hidden.status_code == absent.status_code == nowhere.status_code == 404
    assert hidden.content == absent.content == nowhere.content
    assert dict(hidden.headers) == dict(absent.headers) == dict(nowhere.headers)
    assert not hidden.cookies
    assert not absent.cookies
    assert not nowhere.cookies


def test_the_same_nothing_for_staff_and_for_a_stranger(client: Any, client_as: Any, otis: Any) -> None:
    assert client.get("/nothing/").content == client_as(otis).get("/nothing/").content
