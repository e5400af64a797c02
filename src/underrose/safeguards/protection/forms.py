"""The shape of what a leader says before a name is shown, and of the officer's day."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from underrose.ground.page.forms import DateInput
from underrose.people import reaching
from underrose.people.forms import Contact
from underrose.people.matters.models import Matter
from underrose.safeguards.protection.models import Purpose


class PurposeForm(forms.Form):
    """What a name is needed for."""

    purpose = forms.ChoiceField(
        label=_("What do you need it for?"), choices=Purpose.choices, widget=forms.RadioSelect, required=True
    )
    words = forms.CharField(
        label=_("In a few words"),
        help_text=_("Needed if you chose “Something else”. Kept sealed."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )

    def __init__(self, *args: Any, matters: Iterable[Matter] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if open_ := [(str(matter.pk), matter.get_kind_display()) for matter in matters]:
            self.fields["matter_id"] = forms.TypedChoiceField(
                label=_("Does this belong to something that is open?"),
                help_text=_("Then this person sees that you looked after it has closed."),
                choices=[("", _("No")), *open_],
                coerce=uuid.UUID,
                empty_value=None,
                required=False,
            )

    def clean(self) -> dict[str, object]:
        found = super().clean() or {}
        if found.get("purpose") == Purpose.OTHER and not found.get("words"):
            self.add_error("words", _("Write what it is, in a few words."))
        return found


class DayForm(forms.Form):
    """One day of the list of looks."""

    day = forms.DateField(label=_("Day"), widget=DateInput, required=False)


class ReachForm(Contact):
    """What a member told a leader about reaching them, in the leader's words; no address among it."""

    mail = phone = mail_name = None  # type: ignore[assignment]

    _LABELS: Mapping[str, tuple[Any, Any]] = {
        "do_not_contact": (_("Do not contact them at all"), _("No message, no call, no letter, whatever is below.")),
        "channel": (_("How may we write to them?"), ""),
        "others_see": (_("Somebody else sees their phone or their mail"), ""),
        "who_sees": (_("Who?"), _("So that we take care. For example: their partner reads their messages.")),
        "calls": (_("You may call them"), ""),
        "voicemail": (_("You may leave them a voice message"), _("It only asks them to call back.")),
    }

    def __init__(self, *args: Any, held: Mapping[str, str], **kwargs: Any) -> None:
        kwargs.setdefault("initial", reaching.ContactRules.read(held["contact_rules"]).as_dict())
        super().__init__(*args, **kwargs)
        self.held = held
        for name, (label, hint) in self._LABELS.items():
            self.fields[name].label, self.fields[name].help_text = label, hint
        ways = [("mail", _("By e-mail")), ("sms", _("By text message")), ("none", _("Don’t write to them"))]
        says = [
            (reaching.MaySay.LEAST, _("Only that there is something. No day, no time")),
            (reaching.MaySay.TIME, _("The day and the time")),
            (reaching.MaySay.NAME, _("The day, the time, and the name they gave for messages")),
        ]
        self.fields["channel"].choices = ways  # type: ignore[attr-defined]
        self.fields["may_say"].choices = says  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        # The name and the addresses that are kept are what the choices are held against.
        self.cleaned_data["mail_name"] = self.held["mail_name"]
        found = super().clean()
        found.pop("mail_name", None)
        return found

    def _needs_an_address(self, data: dict[str, Any]) -> None:
        said = _("None is kept here. They write it themselves on their own page, and then choose this.")
        if data.get("channel") == "mail" and not self.held["mail"]:
            self.add_error("channel", said)
        if data.get("channel") == "sms" and not self.held["phone"]:
            self.add_error("channel", said)
        if (data.get("calls") or data.get("voicemail")) and not self.held["phone"]:
            self.add_error("calls", said)

    def add_error(self, field: str | None, error: Any) -> None:
        """A name that is missing is asked of the member, not here."""
        if field == "mail_name":
            field, error = "may_say", _("They gave no name for messages. Choose messages without one.")
        super().add_error(field, error)
