"""The shape of what a leader says before a name is shown, and of the officer's day."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from underrose.ground.page.forms import DateInput
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
