"""The shapes of what people type about agreements. No permission, no write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from underrose.safeguards.agreements.text import Check, ClauseText
from underrose.safeguards.rules.forms_clauses import WithQuestion, typed

_LARGEST_COPY = 5 * 1024 * 1024


class CheckForm(forms.Form):
    """The understanding check after a clause."""

    choice = forms.TypedChoiceField(
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers. You can try as often as you like.")},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, check: Check, chosen: int | None = None) -> None:
        super().__init__(data, initial={"choice": chosen})
        field = self.fields["choice"]
        field.label = check.question
        field.choices = [(place, option.words) for place, option in enumerate(check.options)]  # type: ignore[attr-defined]


class SignForm(forms.Form):
    """The act of signing: the chosen name, typed; or a tick, for whom typing is hard."""

    name = forms.CharField(
        label=_("Type your chosen name"),
        help_text=_("The name you use in this group. It stands for your signature."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Type your name, or set the tick.")},
    )
    tick = forms.BooleanField(label=_("Typing is hard for me. This tick stands for my name."), required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, chosen_name: str) -> None:
        super().__init__(data)
        self.chosen_name = chosen_name
        self.fields["name"].required = not (data and data.get("tick"))

    def clean_name(self) -> str:
        typed: str = self.cleaned_data["name"]
        if typed and _plain(typed) != _plain(self.chosen_name):
            raise forms.ValidationError(_("That is not the name you use in this group."))
        return typed


class PaperForm(forms.Form):
    """What a leader notes about a signature on paper."""

    note = forms.CharField(
        label=_("Where is the paper?"),
        help_text=_("For example: in the locked drawer. Only the leaders and this member can see it."),
        max_length=500,
        required=False,
    )


class OwnClauseForm(forms.Form):
    """A clause of the group's own."""

    title = forms.CharField(label=_("Title"), max_length=80)
    words = forms.CharField(
        label=_("In plain words"),
        help_text=_('Short sentences. An empty line begins a new paragraph; lines that begin with "- " become a list.'),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class ClauseForm(WithQuestion, OwnClauseForm):
    """Other words for a clause of a draft, with its check: a question, and two or three answers with their reasons."""

    precise = forms.CharField(
        label=_("In precise words"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ("title", "words", "precise", "question")

    def __init__(self, data: Mapping[str, Any] | None = None, *, found: ClauseText) -> None:
        start = {"title": found.title, "words": found.words, "precise": found.precise, **typed(found.check)}
        super().__init__(data, initial=start)


class PublishForm(forms.Form):
    """What kind of change an edition is."""

    meaning = forms.ChoiceField(
        label=_("What changed?"),
        choices=[
            ("changed", _("The meaning. Everyone is asked to sign again.")),
            ("same", _("The wording only. Signatures go on to count.")),
        ],
        widget=forms.RadioSelect,
    )


class VerifyForm(forms.Form):
    """A PDF to look up by its fingerprint. The file is not kept."""

    copy = forms.FileField(
        label=_("The PDF file"),
        help_text=_("We compare its fingerprint and keep nothing of it."),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf"}),
    )

    def clean_copy(self) -> UploadedFile:
        found: UploadedFile = self.cleaned_data["copy"]
        if (found.size or 0) > _LARGEST_COPY:
            raise forms.ValidationError(_("This file is too large to be one of our copies."))
        return found


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
