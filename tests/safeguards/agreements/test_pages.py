"""The pages of the agreements: from the first clause to the copy, the ways around it, and nothing for outsiders."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.safeguards.agreements.conftest import newer
from tests.world import NOON
from underrose.ground.ledger.models import Entry
from underrose.people.actions import cards
from underrose.safeguards.agreements.actions import signing
from underrose.safeguards.agreements.models import Edition, Signature, Wish
from underrose.safeguards.rules.models import Question


def text_of(answer, status: int = 200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def refused_with(answer) -> str:
    """A form that came back with what is wrong in it."""
    return text_of(answer, 422)


def url(name, *args):
    return reverse(f"agreements:{name}", args=args)


@pytest.fixture
def through(edition, heron, go_through):
    go_through(heron, edition)
    return edition


@pytest.fixture
def signature(through, heron) -> Signature:
    return signing.sign(through, membership=heron, by=heron.member, at=NOON)


def test_a_wrong_answer_explains_and_asks_again(client_as, edition, heron):
    client, page = client_as(heron), url("clause", heron.pk, 2)
    shown = text_of(client.post(page, {"choice": "0"}, follow=True))
    assert "It is safer to say" in shown
    assert "choose again" in shown
    shown = text_of(client.post(page, {"choice": "1"}, follow=True))
    assert "That&#x27;s right, go on" in shown or "That's right, go on" in shown


def test_no_answer_says_what_to_do(client_as, edition, heron):
    assert "Choose one of the answers." in refused_with(
        client_as(heron).post(url("clause", heron.pk, 2), {"choice": ""})
    )


def test_a_member_returns_where_they_left(client_as, edition, heron):
    client_as(heron).post(url("clause", heron.pk, 1))
    answer = client_as(heron).get(url("start", heron.pk))
    assert answer.headers["Location"] == url("clause", heron.pk, 2)


def test_the_chapter_of_rules_holds_the_groups_rules(client_as, edition, heron):
    assert "If you meet by chance" in text_of(client_as(heron).get(url("clause", heron.pk, 3)))


def test_before_signing_everything_stands_on_one_page(client_as, through, heron):
    page = text_of(client_as(heron).get(url("start", heron.pk), follow=True))
    assert "Nothing is signed yet." in page
    assert "Say that you can&#x27;t talk about who is there." in page


def test_signing_takes_the_chosen_name(client_as, through, heron):
    client = client_as(heron)
    assert "That is not the name" in refused_with(client.post(url("sign", heron.pk), {"name": "Helen"}))
    assert not Signature.objects.exists()
    shown = text_of(client.post(url("sign", heron.pk), {"name": " heron "}, follow=True))
    assert "You have signed" in shown


def test_a_tick_stands_for_who_can_not_type(client_as, through, heron):
    client_as(heron).post(url("sign", heron.pk), {"tick": "on"})
    assert Signature.objects.get().kind == "phone"


def test_on_a_shared_device_the_signature_says_so(client_as, through, heron):
    client = client_as(heron)
    session = client.session
    session["shared"] = True
    session.save()
    client.post(url("sign", heron.pk), {"name": "Heron"})
    assert Signature.objects.get().kind == "room"


def test_signing_too_early_is_refused_calmly(client_as, edition, heron):
    answer = client_as(heron).post(url("sign", heron.pk), {"name": "Heron"})
    assert answer.status_code == 409
    assert not Signature.objects.exists()


def test_the_copy_has_a_name_that_says_nothing(client_as, signature, heron):
    answer = client_as(heron).get(url("my_copy", heron.pk, signature.pk))
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="copy.pdf"'
    assert "no-store" in answer.headers["Cache-Control"]


def test_paper_and_no_are_one_button_each(client_as, edition, heron):
    client = client_as(heron)
    assert "You asked for paper" in text_of(client.post(url("other", heron.pk), {"kind": "paper"}, follow=True))
    assert "You said no" in text_of(client.post(url("other", heron.pk), {"kind": "declined"}, follow=True))
    assert Wish.objects.filter(ended_at=None).get().kind == "declined"


def test_taking_it_back_says_first_what_it_means(client_as, signature, heron):
    client = client_as(heron)
    assert "count as not having signed" in text_of(client.get(url("withdraw", heron.pk)))
    client.post(url("withdraw", heron.pk))
    assert "taken your signature back" in text_of(client.get(url("signed", heron.pk)))


def test_a_question_about_a_clause_reaches_the_leaders(client_as, edition, heron):
    client_as(heron).post(url("ask", heron.pk, 4), {"words": "Who decides that?"})
    asked = Question.objects.get()
    assert (asked.about, asked.clause_id) == ("agreement", edition.clauses.get(position=4).pk)


@pytest.mark.parametrize("person", ["juniper", "finch", "dana", "otis"])
@pytest.mark.parametrize("name", ["start", "answers", "sign", "signed", "other", "withdraw"])
def test_nobody_opens_anothers_pages(request, client_as, signature, heron, person, name):
    client = client_as(request.getfixturevalue(person))
    assert client.get(url(name, heron.pk)).status_code == 404


def test_nobody_gets_anothers_copy_through_their_own_page(client_as, signature, juniper):
    assert client_as(juniper).get(url("my_copy", juniper.pk, signature.pk)).status_code == 404


@pytest.mark.parametrize("person", ["otis", "alex", "heron"])
@pytest.mark.parametrize("name", ["show", "draft", "add_clause", "sheet", "sign_in_room"])
def test_outsiders_find_no_page_of_the_group(request, client_as, edition, tuesday, person, name):
    client = client_as(request.getfixturevalue(person))
    there = client.get(url(name, tuesday.pk))
    assert there.status_code == 404
    assert there.content == client.get("/nothing-is-here/").content


def test_the_supervisor_reads_the_agreement_and_not_who_signed(client_as, signature, tuesday, sam):
    client = client_as(sam)
    assert "Change the agreement" not in text_of(client.get(url("show", tuesday.pk)))
    assert client.get(url("sign_in_room", tuesday.pk)).status_code == 404
    assert client.get(url("copy", tuesday.pk, signature.pk)).status_code == 404


def test_leaders_see_who_signed_and_the_look_is_an_entry(client_as, signature, tuesday, dana, wren):
    page = text_of(client_as(dana).get(url("sign_in_room", tuesday.pk)))
    assert "Signed v1" in page
    assert "Not signed" in page
    assert Entry.objects.filter(action="who signed", by=dana.ref).count() == 1


def test_leaders_record_paper(client_as, edition, tuesday, dana, wren):
    client_as(dana).post(url("paper", tuesday.pk, wren.pk), {"note": "In the drawer."})
    assert Signature.objects.get().kind == "paper"


def test_handing_over_the_tablet_signs_the_leader_out_first(client_as, edition, tuesday, dana):
    client = client_as(dana)
    answer = client.post(url("hand_over", tuesday.pk))
    assert answer.headers["Location"] == reverse("people:join")
    assert client.get(url("show", tuesday.pk)).status_code == 302


def test_on_a_tablet_handed_over_the_member_signs_in_as_on_a_shared_device(client_as, through, tuesday, dana, heron):
    client = client_as(dana)
    client.post(url("hand_over", tuesday.pk))
    code = cards.make_card(heron.member, group_id=tuesday.pk, by=dana, at=NOON).code
    client.post(reverse("people:join"), {"code": code})
    client.post(url("sign", heron.pk), {"name": "Heron"})
    assert Signature.objects.get().kind == "room"


def test_a_draft_is_edited_and_published_with_what_changed(client_as, edition, tuesday, dana):
    client = client_as(dana)
    client.post(url("draft", tuesday.pk))
    clause = Edition.objects.draft().get().clauses.get(position=1)
    client.post(url("edit_clause", tuesday.pk, clause.pk), {"title": "New", "words": "Words."})
    client.post(url("publish", tuesday.pk), {"meaning": "same"})
    found = Edition.objects.published().get()
    assert (found.number, found.counts_from) == (2, 1)


def test_publishing_again_asks_what_changed(client_as, edition, tuesday, dana):
    client = client_as(dana)
    client.post(url("draft", tuesday.pk))
    assert 'data-part="summary"' in refused_with(client.post(url("publish", tuesday.pk)))
    assert Edition.objects.published().get() == edition


def test_a_question_without_a_right_answer_is_not_kept(client_as, edition, tuesday, dana):
    client = client_as(dana)
    client.post(url("draft", tuesday.pk))
    clause = Edition.objects.draft().get().clauses.get(position=1)
    typed = {"title": "T", "words": "W", "question": "Q?", "option_1": "A", "because_1": "b", "option_2": "C"}
    page = refused_with(client.post(url("edit_clause", tuesday.pk, clause.pk), typed))
    assert "Say which answer is right." in page
    assert "Say why, so that a wrong answer explains." in page


def test_anybody_may_check_a_copy(client_as, signature, heron):
    pdf = signing.hand_copy(signature, by=heron.member, at=NOON)
    page = text_of(client_as(None).post(url("verify"), {"copy": SimpleUploadedFile("x.pdf", pdf)}))
    assert "edition 1, signed on 3 March 2026" in page
    assert "Heron" not in page


def test_a_changed_copy_is_not_known(client_as, signature, heron):
    pdf = signing.hand_copy(signature, by=heron.member, at=NOON)
    page = text_of(client_as(None).post(url("verify"), {"copy": io.BytesIO(pdf[:-1] + b" ")}))
    assert "We do not know this file." in page


def test_an_older_signature_leads_to_the_new_text(client_as, signature, heron, dana, edition):
    newer(edition, dana, meaning_changed=True)
    answer = client_as(heron).get(url("start", heron.pk))
    assert answer.headers["Location"] == url("clause", heron.pk, 1)
