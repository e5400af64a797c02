"""The shape of what members ask and officers answer; no permission, no write."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from underrose.people.matters.models import Kind
from underrose.safeguards.protection.circle.models import DataRequest

_AREA = {"rows": 4}


class AskForm(forms.Form):
    """What a member asks for."""

    words = forms.CharField(max_length=2000, widget=forms.Textarea(attrs=_AREA))

    def __init__(self, *args: Any, label: str, hint: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label, self.fields["words"].help_text = label, hint


class DisagreeForm(forms.Form):
    """A member's own words beside a no."""

    words = forms.CharField(
        label=_("What do you want to say to it?"),
        help_text=_("Your words stay with the record from now on."),
        max_length=2000,
        widget=forms.Textarea(attrs=_AREA),
    )


class AnswerForm(forms.Form):
    """The officer's answer."""

    outcome = forms.ChoiceField(
        label=_("The answer"),
        choices=[(value, label) for value, label in DataRequest.Outcome.choices if value],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("In words"),
        help_text=_("The person who asked reads this. Say what was done; of a no, say why and what they can do."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class LaterForm(forms.Form):
    """Why it takes longer."""

    why = forms.CharField(
        label=_("Why it takes longer"),
        help_text=_("The person who asked reads this."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MatterForm(forms.Form):
    """Why looks at somebody are not shown to them for now."""

    kind = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"), help_text=_("Kept sealed."), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(value, label) for value, label in Kind.choices if value in kinds]
        field = self.fields["kind"]
        field.choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            field.initial = choices[0][0]
