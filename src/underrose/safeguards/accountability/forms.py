"""The shape of a report, of the ladder's steps and of an outcome."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from underrose.groups.models import Group
from underrose.people.models import Staff
from underrose.safeguards.accountability.texts import FIELDS, MAY_CONTACT, SAFE_NOW

LONGEST = 5_000


def _words(label: Any, hint: Any = "", rows: int = 3, required: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "autocomplete": "off"})
    return forms.CharField(label=label, help_text=hint, widget=widget, required=required, max_length=LONGEST)


class ReportForm(forms.Form):
    """What someone wants to tell. One thing is needed: what happened."""

    what = _words(_("What happened?"), _("Tell only what you want to tell. One sentence is enough."), 5, required=True)
    how_known = _words(
        _("How do you know?"), _("You saw it, someone told you, you did it yourself: all of it is fine."), 2
    )
    when = forms.CharField(
        label=_("When was it?"), help_text=_("As well as you remember."), required=False, max_length=200
    )
    group = forms.ChoiceField(label=_("Which group is it about?"), required=False)
    involved = forms.MultipleChoiceField(
        label=_("Is one of them part of it?"),
        help_text=_("Whoever you tick can't read this."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    safe_now = forms.ChoiceField(
        label=_("Are you safe now?"),
        choices=list(SAFE_NOW.items()),
        widget=forms.RadioSelect,
        required=False,
    )
    may_contact = forms.ChoiceField(
        label=_("May we talk with you about it?"),
        choices=list(MAY_CONTACT.items()),
        widget=forms.RadioSelect,
        required=False,
    )
    with_name = forms.ChoiceField(
        label=_("Your name"),
        choices=[("yes", _("Show my name with it")), ("no", _("Leave my name out"))],
        help_text=_(
            "Left out, the person who reads this does not see it. It is still not anonymous: you are signed in."
        ),
        widget=forms.RadioSelect,
        initial="no",
    )

    def __init__(self, *args: Any, groups: Iterable[tuple[Group, str]], staff: Iterable[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {str(group.pk): group for group, _label in groups}
        self._offer("group", [(str(group.pk), label) for group, label in groups], _("No group, or not said"))
        self._offer("involved", [(str(person.pk), person.name) for person in staff])

    def _offer(self, name: str, choices: list[tuple[str, str]], none: Any = "") -> None:
        """What can be chosen; a question with no choice isn't asked, and the only choice is made."""
        if not choices:
            del self.fields[name]
            return
        field = cast(forms.ChoiceField, self.fields[name])
        field.choices = [*choices, ("", none)] if none else choices
        if none and len(choices) == 1:
            field.initial = choices[0][0]

    @property
    def about(self) -> Group | None:
        return self.groups.get(self.cleaned_data.get("group", ""))

    @property
    def words(self) -> dict[str, Any]:
        """What the action takes."""
        given = {
            name: self.cleaned_data.get(name, "") for name in ("what", "how_known", "when", "safe_now", "may_contact")
        }
        involved = self.cleaned_data.get("involved", [])
        return {**given, "involved": involved, "with_name": self.cleaned_data["with_name"] == "yes"}


class OutcomeForm(forms.Form):
    """What came of it, as the person who reported reads it."""

    outcome = _words(_("What came of it"), _("The person who reported reads these words."), 4, required=True)


class StepForm(forms.Form):
    """One step of the ladder."""

    title = forms.CharField(label=_("Step"), max_length=120)
    means = _words(_("What it means"), required=True)
    decides = _words(_("Who decides"), rows=2, required=True)
    takes = _words(_("How long it takes"), rows=2, required=True)
    you_can = _words(_("What a person can do"), rows=2, required=True)

    field_order = FIELDS


class StepsForm(forms.BaseFormSet):
    """All steps; each can be left out of the next edition."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Leave this step out")


StepFormSet = forms.formset_factory(
    StepForm, formset=StepsForm, extra=1, min_num=1, validate_min=True, max_num=12, can_delete=True
)
