"""Shape of input for people's pages; no permission, no write."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from underrose.ground.outbox import words as outbox_words
from underrose.ground.page.forms import TimeInput
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
    """How a member wants to be reached. All of it can stay as it is first shown: then nobody writes or calls."""

    do_not_contact = forms.BooleanField(
        label=_("Do not contact me at all"),
        help_text=_("No message, no call, no letter, whatever you choose below. Your card still lets you in."),
        required=False,
    )
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
    others_see = forms.BooleanField(label=_("Somebody else sees my phone or my mail"), required=False)
    who_sees = forms.CharField(
        label=_("Who?"),
        help_text=_("So that we take care. For example: my partner reads my messages."),
        required=False,
        max_length=120,
    )
    may_say = forms.ChoiceField(
        label=_("How much may a message say?"),
        help_text=_("It never says what this is about."),
        choices=[
            (reaching.MaySay.LEAST, _("Only that there is something. No day, no time")),
            (reaching.MaySay.TIME, _("The day and the time")),
            (reaching.MaySay.NAME, _("The day, the time, and a name to greet me by")),
        ],
        widget=forms.RadioSelect,
        initial=reaching.MaySay.TIME,
    )
    mail_name = forms.CharField(
        label=_("Your name on messages and letters"),
        help_text=_("Others may read it. It can be another name than the one you use here."),
        required=False,
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    calls = forms.BooleanField(label=_("You may call me"), required=False)
    voicemail = forms.BooleanField(
        label=_("You may leave a voice message"), help_text=_("It only asks you to call back."), required=False
    )
    days = forms.TypedMultipleChoiceField(
        label=_("On which days?"),
        help_text=_("None ticked means: any day."),
        choices=[(day, WEEKDAYS[day]) for day in range(7)],
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    opens = forms.TimeField(label=_("Not before"), widget=TimeInput, required=False)
    closes = forms.TimeField(
        label=_("Not after"),
        help_text=_("If you leave both empty, we write between 8 and 20 o'clock."),
        widget=TimeInput,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("phone") and not reaching.phone_form(data["phone"]):
            self.add_error(
                "phone", _("That doesn't look like a telephone number. Type the figures, with the area code.")
            )
        if not data.get("do_not_contact"):
            self._needs_an_address(data)
        if bool(data.get("opens")) != bool(data.get("closes")) and not {"opens", "closes"} & set(self.errors):
            missing = "closes" if data.get("opens") else "opens"
            self.add_error(missing, _("Give both times, or leave both empty."))
        if found := outbox_words.telling(data.get("mail_name", "")):
            said = _("“%(word)s” would tell others what this is about. Choose another name.")
            self.add_error("mail_name", forms.ValidationError(said, params={"word": found[0]}))
        if data.get("may_say") == reaching.MaySay.NAME:
            if data.get("others_see"):
                said = _("Somebody else sees your messages. Choose one of the two that say no name.")
                self.add_error("may_say", said)
            elif not data.get("mail_name") and "mail_name" not in self.errors:
                self.add_error("mail_name", _("Write the name, or choose messages without one."))
        return data

    def _needs_an_address(self, data: dict[str, Any]) -> None:
        if data.get("channel") == "mail" and not data.get("mail") and "mail" not in self.errors:
            self.add_error("mail", _("Give an e-mail address, or choose another way."))
        wants_phone = data.get("channel") == "sms" or data.get("calls")
        if wants_phone and not data.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Give a telephone number, or choose another way."))

    def rules(self) -> reaching.ContactRules:
        """What was said, as the house keeps to it."""
        said = self.cleaned_data
        return reaching.ContactRules(
            channel=said["channel"],
            calls=said["calls"] or said["voicemail"],
            voicemail=said["voicemail"],
            days=tuple(sorted(said["days"])),
            opens=f"{said['opens']:%H:%M}" if said["opens"] else "",
            closes=f"{said['closes']:%H:%M}" if said["closes"] else "",
            may_say=said["may_say"],
            others_see=said["others_see"] or bool(said["who_sees"]),
            who_sees=said["who_sees"],
            do_not_contact=said["do_not_contact"],
        )


class ConfirmCode(forms.Form):
    """The six figures that came to the address."""

    code = forms.CharField(
        label=_("Six figures"),
        max_length=12,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class SomeoneToCall(forms.Form):
    """Whom to call when a member is in danger."""

    name = forms.CharField(
        label=_("Their name"), required=False, max_length=120, widget=forms.TextInput({"autocomplete": "off"})
    )
    relation = forms.CharField(
        label=_("Who are they to you?"),
        help_text=_("For example: my sister."),
        required=False,
        max_length=80,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Their telephone"),
        required=False,
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "tel"}),
    )
    may_be_told = forms.CharField(
        label=_("What may we tell them?"),
        help_text=_("For example: only that I need them now."),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if any(data.values()) and not data.get("name"):
            self.add_error("name", _("Write their name, or leave all of it empty."))
        if data.get("phone") and not reaching.phone_form(data["phone"]):
            said = _("That doesn't look like a telephone number. Type the figures, with the area code.")
            self.add_error("phone", said)
        elif data.get("name") and not data.get("phone"):
            self.add_error("phone", _("Give their telephone number, or leave all of it empty."))
        return data


class WhereNow(forms.Form):
    """Where a member of an online group is now."""

    place = forms.CharField(
        label=_("Where are you now?"),
        help_text=_("Street, number and town, or what would help to find you."),
        max_length=300,
        widget=forms.Textarea({"rows": 3, "autocomplete": "off"}),
    )


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


class NewOutside(NewStaff):
    """Somebody outside the practice who confirms and looks back."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["roles"]
        self.fields["name"].help_text = _(
            "Somebody you trust, who does not work with you: a colleague elsewhere, a supervisor."
        )


class GiveRole(forms.Form):
    """One more role."""

    role = forms.ChoiceField(label=_("Role"), choices=ROLES)
