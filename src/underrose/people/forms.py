"""Shape of input for people's pages; no permission, no write."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from underrose.people.models import Staff


class Unlock(forms.Form):
    """The password that opens a locked screen, and how the waiting page was asked for."""

    unlock = forms.CharField(
        label=_("Your password"), strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )
    sent_as = forms.ChoiceField(choices=[("GET", "GET"), ("POST", "POST")], widget=forms.HiddenInput, initial="GET")

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.staff = staff

    def clean_unlock(self) -> str:
        words: str = self.cleaned_data["unlock"]
        if not self.staff.check_password(words):
            raise forms.ValidationError(_("That is not your password. Check it and type it again."))
        return words
