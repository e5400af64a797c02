"""The training pages: who sees which leader, and that a form keeps what was typed."""

from __future__ import annotations

import pytest

from underrose.safeguards.training.models import Attestation


def test_a_supervisor_sees_every_leader_and_nobody_else(client_as, dana, lee, otis, alex, sam):
    page = client_as(sam).get("/training/").content.decode()
    assert all(name in page for name in ("Dana", "Lee", "Otis"))
    assert "Alex" not in page


def test_a_leader_sees_themselves_alone(client_as, dana, lee):
    page = client_as(dana).get("/training/").content.decode()
    assert "History<" in page
    assert "Lee" not in page


def test_the_admin_sees_the_status_and_no_course(client_as, dana, alex, sam):
    client_as(sam).post(f"/training/{dana.pk}/attest/", {"course": "Twelve hours", "valid_until": "2027-05-05"})
    client = client_as(alex)
    assert "Dana" in client.get("/training/").content.decode()
    assert client.get(f"/training/{dana.pk}/").status_code == 404


def test_attesting_on_the_page_writes_one(client_as, dana, sam):
    answer = client_as(sam).post(f"/training/{dana.pk}/attest/", {"course": "x", "valid_until": "2027-05-05"})
    assert answer.status_code == 302
    assert Attestation.objects.get().staff == dana


def test_a_form_without_a_date_keeps_what_was_typed(client_as, dana, sam):
    answer = client_as(sam).post(f"/training/{dana.pk}/attest/", {"course": "Twelve hours"})
    assert answer.status_code == 422
    assert "Twelve hours" in answer.content.decode()


@pytest.mark.parametrize("person", ["otis", "lee", "heron", "alex"])
def test_others_history_is_not_there(client_as, request, dana, person):
    client = client_as(request.getfixturevalue(person))
    assert client.get(f"/training/{dana.pk}/").status_code == 404
