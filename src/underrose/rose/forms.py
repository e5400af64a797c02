"""Shape of input of the evening's pages; no permission, no write."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from underrose.ground.page.forms import CodeInput
from underrose.people import cards


class Why(forms.Form):
    """Why a session opens with a petal missing. Whether a reason is needed is the action's to say."""

    marks_optional = False

    reason = forms.CharField(
        label=_("Why does it open all the same?"),
        help_text=_("One line is enough. It stays in the ledger."),
        required=False,
        widget=forms.Textarea({"rows": 2, "autocomplete": "off"}),
    )


class Pin(forms.Form):
    """The four digits that end a tablet's check-in."""

    pin = forms.RegexField(
        r"^\d{4}$",
        label=_("Four digits to end it with"),
        help_text=_("You type them on the tablet when check-in is over."),
        error_messages={"invalid": _("Type exactly four digits.")},
        widget=forms.PasswordInput({"inputmode": "numeric", "autocomplete": "off", "maxlength": "4"}),
    )


class Code(forms.Form):
    """A member's own short code, as it stands on their card."""

    code = forms.CharField(
        label=_("The code on your card"),
        max_length=20,
        widget=CodeInput({"autocomplete": "off", "placeholder": "XXXX-XXXX"}),
    )

    def clean_code(self) -> str:
        code = cards.read_code(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError(_("That code isn't right. Check it with your card, or ask in the room."))
        return code
