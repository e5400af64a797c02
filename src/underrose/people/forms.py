"""Shape of input for people's pages; no permission, no write."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from underrose.ground.outbox import words as outbox_words
from underrose.people import cards, reaching
from underrose.people.models import Role, Staff

ZONES = sorted(zone for zone in available_timezones() if zone == "UTC" or ("/" in zone and not zone.startswith("Etc/")))


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


class Join(forms.Form):
    """A card's secret, put in by the page's module from the address, or its short code, typed."""

    marks_optional = False  # one of the two is enough, and the page says which

    secret = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)
    code = forms.CharField(
        label=_("The code on your card"),
        help_text=_("Eight letters and figures, such as ABCD-2345. Capitals or small letters, both are fine."),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Type the code from your card.")},
    )
    shared = forms.BooleanField(
        label=_("Other people use this device"),
        help_text=_("Then you are signed out when the browser is closed."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].required = not self.data.get("secret")

    def clean_code(self) -> str:
        typed: str = self.cleaned_data["code"]
        code = cards.read_code(typed)
        if code is None and not self.cleaned_data.get("secret"):
            said = _("That is not a whole code. Check each letter against the card and type it again.")
            raise forms.ValidationError(said)
        return code or ""


class Back(forms.Form):
    """Where to send a code to."""

    address = forms.CharField(
        label=_("Your e-mail address or mobile number"),
        max_length=254,
        widget=forms.TextInput({"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}),
    )


class Code(forms.Form):
    """The six figures."""

    code = forms.CharField(
        label=_("Six figures"),
        max_length=12,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    shared = Join.base_fields["shared"]


class Link(forms.Form):
    """A link's secret, put in by the page's module from the address."""

    secret = forms.CharField(widget=forms.HiddenInput, max_length=64)
    shared = Join.base_fields["shared"]


class Contact(forms.Form):
    """How a member wants to be reached."""

    channel = forms.ChoiceField(
        label=_("How may we write to you?"),
        choices=[("mail", _("By e-mail")), ("sms", _("By text message")), ("none", _("Don't write to me"))],
        widget=forms.RadioSelect,
        initial="none",
    )
    mail = forms.EmailField(
        label=_("E-mail address"), required=False, widget=forms.EmailInput({"autocomplete": "email"})
    )
    phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=40,
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )
    voicemail = forms.BooleanField(label=_("You may leave me a voice message"), required=False)
    hours = forms.CharField(
        label=_("When is a good time to call?"),
        help_text=_("For example: weekdays after six."),
        required=False,
        max_length=120,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("channel") == "mail" and not data.get("mail") and "mail" not in self.errors:
            self.add_error("mail", _("Give an e-mail address, or choose another way."))
        if data.get("phone") and not reaching.phone_form(data["phone"]):
            self.add_error(
                "phone", _("That doesn't look like a telephone number. Type the figures, with the area code.")
            )
        elif data.get("channel") == "sms" and not data.get("phone"):
            self.add_error("phone", _("Give a telephone number, or choose another way."))
        return data


class SetPassword(forms.Form):
    """A new password, by a one-time link."""

    secret = forms.CharField(widget=forms.HiddenInput, max_length=64)
    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_("At least 12 characters. Four or five words that don't belong together are good and easy to keep."),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, staff: Staff | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.staff = staff

    def clean_password(self) -> str:
        words: str = self.cleaned_data["password"]
        validate_password(words, self.staff)
        return words


class About(forms.Form):
    """A practice's name, its label and its time zone."""

    name = forms.CharField(
        label=_("Name of the practice"), help_text=_("Staff see it. It is on no message."), max_length=120
    )
    label = forms.CharField(
        label=_("The word used outside"),
        help_text=_(
            "It stands in messages, calendars and on cards, where others may read over a shoulder. "
            "Choose one that tells nothing, such as Appointment."
        ),
        max_length=40,
        initial="Appointment",
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=[(zone, zone) for zone in ZONES], initial="UTC")

    def clean_label(self) -> str:
        words: str = self.cleaned_data["label"]
        if found := outbox_words.telling(words):
            raise forms.ValidationError(
                _("“%(word)s” tells what this is about. Choose a word that could stand for anything."),
                params={"word": found[0]},
            )
        return words


# A visitor is one in a single group and for a time: that is said on the group's page, never here.
ROLES = [(role.value, role.label) for role in Role if role != Role.VISITOR]


class NewStaff(forms.Form):
    """Somebody who works here."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput({"autocomplete": "off"}))
    email = forms.EmailField(
        label=_("E-mail address they sign in with"), widget=forms.EmailInput({"autocomplete": "off"})
    )
    roles = forms.MultipleChoiceField(
        label=_("What they do here"),
        help_text=_("Which groups they lead is set in each group."),
        choices=ROLES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class GiveRole(forms.Form):
    """One more role."""

    role = forms.ChoiceField(label=_("Role"), choices=ROLES)
