"""Shape of input for the first run."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from underrose.people.models import Role, Staff


class FirstAccount(forms.Form):
    """Whoever sets the house up."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("E-mail address you will sign in with"),
        help_text=_("Nothing is written to it now."),
        widget=forms.EmailInput({"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_("At least 12 characters. Four or five words that don't belong together are good and easy to keep."),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    roles = forms.MultipleChoiceField(
        label=_("What else do you do here?"),
        help_text=_("You keep the practice in any case. Roles can be changed later."),
        choices=[
            (Role.FACILITATOR, _("I lead groups")),
            (Role.PRIVACY_OFFICER, _("I am the privacy officer")),
            (Role.SUPERVISOR, _("I supervise those who lead")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if password := data.get("password"):
            try:
                validate_password(password, Staff(name=data.get("name", ""), email=data.get("email", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return data


class SheetWords(forms.Form):
    """The recovery sheet, typed back."""

    words = forms.CharField(
        label=_("Type the 33 words from the paper"),
        help_text=_("The first four letters of each are enough."),
        widget=forms.Textarea({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "rows": 6}),
    )


class ShareWords(forms.Form):
    """One recovery share, typed back."""

    words = forms.CharField(
        label=_("Type the 33 words of one share"),
        help_text=_("The first four letters of each are enough."),
        widget=forms.Textarea({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "rows": 6}),
    )
