"""The shapes of what people type about rules. No permission, no write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from underrose.safeguards.rules.understanding import Check


class QuestionForm(forms.Form):
    """A member's question about a clause."""

    words = forms.CharField(
        label=_("Your question"),
        help_text=_("Only the leaders of your group read this."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    may_be_noted = forms.BooleanField(
        label=_("The leaders may also explain it to everyone, in their own words. It doesn’t say who asked."),
        help_text=_("If you leave it empty, they ask you first."),
        required=False,
    )


class CheckForm(forms.Form):
    """The question after a clause."""

    choice = forms.TypedChoiceField(
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers. You can try as often as you like.")},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, check: Check) -> None:
        super().__init__(data)
        field = self.fields["choice"]
        field.label = check.question
        field.choices = [(place, option.words) for place, option in enumerate(check.options)]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """A facilitator's answer."""

    words = forms.CharField(
        label=_("Your answer"),
        help_text=_("Only the person who asked sees it."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class OwnClauseForm(forms.Form):
    """A clause of the group's own."""

    title = forms.CharField(label=_("Title"), max_length=80)
    words = forms.CharField(
        label=_("In plain words"),
        help_text=_('Short sentences. An empty line begins a new paragraph; lines that begin with "- " become a list.'),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
