"""Shape of what the reader's pages hand in: texts that their scripts made. No permission, no write."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from underrose.people.readers import made as shapes
from underrose.people.readers import suites
from underrose.people.readers.actions import Change
from underrose.people.readers.binding import Malformed, from_base64
from underrose.people.readers.models import ReaderKey

_ODD = _("Nothing was kept, because the page's script didn't finish. Load the page again.")


class NewKey(forms.Form):
    """A new key, as its page made it."""

    made = forms.CharField(widget=forms.HiddenInput, error_messages={"required": _ODD})

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own

    def clean_made(self) -> shapes.Made:
        try:
            return shapes.key(self.cleaned_data["made"], own=self.own)
        except Malformed as error:
            raise forms.ValidationError(_ODD) from error


class ChangeKey(forms.Form):
    """A change of a key's wraps, signed by the key. `read` says what it must be."""

    made = forms.CharField(widget=forms.HiddenInput, error_messages={"required": _ODD})
    signature = forms.CharField(widget=forms.HiddenInput, max_length=128, error_messages={"required": _ODD})
    got_back = forms.BooleanField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, shape: str, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shape, self.own = shape, own

    def clean(self) -> dict[str, Any]:
        try:
            text = self.cleaned_data.get("made", "")
            _read(self.shape, text, own=self.own)
            self.cleaned_data["change"] = Change(text, from_base64(self.cleaned_data.get("signature", "")))
        except Malformed:
            if not self.errors:
                raise forms.ValidationError(_ODD) from None
        return self.cleaned_data


class TrySheet(forms.Form):
    """What shows that a sheet's words were typed; the words themselves stay in the page."""

    proof = forms.CharField(widget=forms.HiddenInput, max_length=64, error_messages={"required": _ODD})

    def clean_proof(self) -> bytes:
        try:
            return from_base64(self.cleaned_data["proof"])
        except Malformed as error:
            raise forms.ValidationError(_ODD) from error


class EndKey(forms.Form):
    """Why a key ends."""

    how = forms.ChoiceField(
        label=_("What happened?"),
        choices=[
            (ReaderKey.Ended.LOST, _("I can't unlock it any more, and the sheets are lost too")),
            (ReaderKey.Ended.SEEN, _("Somebody else may have it")),
        ],
        widget=forms.RadioSelect,
    )


class Suite(forms.Form):
    """The one way in which a practice's readers' keys are made."""

    suite = forms.ChoiceField(
        label=_("How keys are made"),
        choices=[
            (suites.X25519, _("X25519 with AES-256-GCM: the usual way, small and quick")),
            (suites.MLKEM, _("ML-KEM-768 with X25519, and AES-256-GCM: also against tomorrow's quantum computers")),
        ],
        widget=forms.RadioSelect,
    )


def _read(shape: str, text: str, *, own: bool) -> None:
    match shape:
        case "passphrase":
            shapes.passphrase(text)
        case "passkey":
            shapes.passkey(text)
        case _:
            shapes.sheets(text, own=own)
