"""The shape of a person outside the group."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from underrose.people.models import Staff


class PersonForm(forms.Form):
    """Who it is, and how members reach them."""

    name = forms.CharField(label=_("Name"), max_length=120)
    who = forms.CharField(
        label=_("Who they are"),
        help_text=_("One sentence, for example: works down the hall, leads no group."),
        max_length=300,
        required=False,
    )
    reach = forms.CharField(
        label=_("How to reach them"),
        help_text=_("A telephone number, a mail address, or a door and a time."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
    )
    colleague = forms.ChoiceField(
        label=_("Do they work here?"),
        required=False,
        help_text=_("If they ever lead this group, the rose will say so."),
    )

    def __init__(self, *args: Any, staff: Iterable[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.staff = {str(person.pk): person for person in staff}
        named = [(pk, person.name) for pk, person in self.staff.items()]
        cast(forms.ChoiceField, self.fields["colleague"]).choices = [("", _("No")), *named]

    @property
    def words(self) -> dict[str, Any]:
        """What the action takes."""
        words = {name: self.cleaned_data[name] for name in ("name", "who", "reach")}
        return {**words, "staff": self.staff.get(self.cleaned_data["colleague"])}
