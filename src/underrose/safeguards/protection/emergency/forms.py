"""The shape of what is asked before an emergency view, and of what a look back finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from underrose.groups.models import Group
from underrose.people.emergency.models import Grant
from underrose.safeguards.protection.emergency.models import Review


class WhyForm(forms.Form):
    """What has happened."""

    kind = forms.ChoiceField(label=_("Why now?"), choices=Grant.Kind.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("What has happened, in a few words?"),
        help_text=_("Kept sealed. Whoever looks back at this reads it."),
        widget=forms.Textarea({"rows": 3}),
        max_length=1000,
    )


class AskForm(WhyForm):
    """The same, and what is to be opened: a group, or one person by an address somebody gave."""

    marks_optional = False  # one of the two is enough, and the page says which

    group = forms.ChoiceField(label=_("Which group?"), required=False)
    address = forms.CharField(
        label=_("Or one person, by their e-mail address or telephone number"),
        help_text=_("Only the very same address finds them. Asking is kept in the ledger."),
        max_length=254,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    field_order = ("group", "address", "kind", "reason")

    def __init__(self, *args: Any, groups: Sequence[tuple[Group, str]], may_seek: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {str(group.pk): group for group, _words in groups}
        choices = [("", _("No group: one person")), *((str(group.pk), words) for group, words in groups)]
        self.fields["group"].choices = choices if may_seek else choices[1:]  # type: ignore[attr-defined]
        if not may_seek:
            del self.fields["address"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        group, address = given.get("group"), given.get("address", "").strip()
        if not group and not address and "group" not in self.errors:
            self.add_error("group", _("Choose a group, or give one person's address."))
        if group and address:
            self.add_error("address", _("Choose one of the two: the group, or the person's address."))
        return given

    @property
    def chosen_group(self) -> Group | None:
        return self.groups.get(self.cleaned_data.get("group", ""))


class ReviewForm(forms.Form):
    """What the look back found."""

    verdict = forms.ChoiceField(label=_("What do you find?"), choices=Review.Verdict.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In a few words"),
        help_text=_("Needed unless all was well. Kept sealed."),
        widget=forms.Textarea({"rows": 3}),
        max_length=1000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("verdict") not in (None, Review.Verdict.NEEDED) and not given.get("words", "").strip():
            self.add_error("words", _("Write what you found, in a few words."))
        return given
