"""How forms are drawn: the summary's links, what is kept, what is said."""

from __future__ import annotations

import re

from django import forms

from tests.ground.page.pattern.urls import EveryField
from underrose.ground.page.forms import PageBoundField


def test_an_error_link_leads_to_a_field_that_can_take_the_focus() -> None:
    page = str(EveryField({}))
    targets = re.findall(r'<a href="#([^"]+)">', page)
    assert len(targets) == 10
    for target in targets:
        assert re.search(rf'<(?:input|select|textarea)[^>]*\bid="{target}"', page), target


def test_the_summary_stands_before_the_fields_and_takes_the_focus() -> None:
    page = str(EveryField({}))
    assert page.strip().startswith('<div class="summary" role="alert" tabindex="-1" autofocus')
    assert "summary" not in str(EveryField())


def test_what_was_typed_is_kept_but_for_the_password() -> None:
    page = str(EveryField({"name": "Heron & Wren", "reason": "Because.", "place": "online", "password": "hush-hush"}))
    assert 'value="Heron &amp; Wren"' in page
    assert "Because.</textarea>" in page
    assert re.search(r'value="online"[^>]*checked', page)
    assert "hush-hush" not in page


def test_an_error_says_what_to_do() -> None:
    found = EveryField({}).errors
    form = EveryField({})
    said = {name: str(form[name].errors[0]) for name in found}
    assert said["name"] == "Please fill this in."
    assert said["place"] == "Please choose one."
    assert said["agreed"] == "Please tick this to go on."
    assert "This field is required" not in str(form)


def test_words_that_a_form_chose_for_a_missing_answer_are_kept() -> None:
    class Own(forms.Form):
        reason = forms.CharField(error_messages={"required": "Say why, in a sentence."})

    assert "Say why, in a sentence." in str(Own({}))


def test_a_hint_is_text_and_never_markup() -> None:
    assert "&lt;b&gt;Only&lt;/b&gt;" in str(EveryField())


def test_hint_and_error_are_both_read_with_the_field() -> None:
    page = str(EveryField({}))
    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert 'aria-invalid="true"' in page
    assert 'id="id_name_error"' in page


def test_a_hint_never_stands_inside_the_box_where_typing_covers_it() -> None:
    class Boxed(forms.Form):
        code = forms.CharField(widget=forms.TextInput(attrs={"placeholder": "123456"}))

    assert "placeholder" not in str(Boxed())


def test_what_may_be_left_out_says_so_unless_the_form_has_other_ways() -> None:
    class Either(EveryField):
        marks_optional = False

    assert "(if you like)" in str(EveryField())
    assert "(if you like)" not in str(Either())


def test_the_browser_does_not_speak_before_the_page_does() -> None:
    assert not re.search(r"<[^>]+\srequired\b", str(EveryField()))


def test_addresses_and_codes_say_what_may_fill_them() -> None:
    page = str(EveryField())
    assert re.search(r'name="mail"[^>]*autocomplete="email"', page)
    assert re.search(r'name="code"[^>]*autocomplete="one-time-code"', page)
    assert re.search(r'name="password"[^>]*autocomplete="current-password"', page)


def test_a_field_of_choices_is_a_group_with_a_legend() -> None:
    field = EveryField()["place"]
    assert isinstance(field, PageBoundField)
    page = field.as_field_group()
    assert page.startswith("<fieldset")
    assert "<legend>" in page
    assert page.count('class="choice"') == 2
