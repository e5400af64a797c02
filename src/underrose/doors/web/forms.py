"""Shape of input for the first run and a member's first minutes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from underrose.doors.web import welcome
from underrose.groups.models import Membership
from underrose.people.models import Role, Staff


class ChosenName(forms.Form):
    """The name one wants to be known by in a group."""

    name = forms.CharField(
        label=_("The name you want here"),
        help_text=_("It can be any name. People in the group see it, and nothing else of you."),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    sure = forms.BooleanField(label=_("Use it anyway"), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.membership = membership
        self.taken = welcome.names_taken(membership)

    def suggestions(self) -> list[str]:
        return welcome.free_names(self.taken)

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if name.casefold() in self.taken:
            raise forms.ValidationError(_("Somebody in the group has this name already. Please choose another one."))
        return name

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("name") and not data.get("sure") and welcome.is_own_name(self.membership.member, data["name"]):
            self.fields["sure"].widget = forms.CheckboxInput()
            self.add_error("name", _("This is your own name. Others could know you by it outside. Do you want that?"))
        return data


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
