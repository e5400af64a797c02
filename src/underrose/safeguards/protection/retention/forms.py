"""The shape of the schedule, of what is chosen for destruction, and of a hold."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from underrose.people.models import Member
from underrose.safeguards.protection.retention import falling_due, queries
from underrose.safeguards.protection.retention.falling_due import Line
from underrose.safeguards.protection.retention.models import Kind
from underrose.safeguards.protection.retention.schedule import Rule


class ScheduleForm(forms.Form):
    """How many years the practice keeps each class."""

    def __init__(self, *args: Any, rules: Mapping[Kind, Rule], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {kind.value: rules[kind].years for kind in Kind})
        super().__init__(*args, **kwargs)
        self.rules = rules
        for kind in Kind:
            self.fields[kind.value] = forms.IntegerField(
                label=kind.label, help_text=_("In years."), min_value=1, max_value=100
            )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for kind, rule in self.rules.items():
            if kind in found and found[kind] * 12 < rule.least:
                self.add_error(
                    kind, _now("The law of a place you chose asks for at least %d years.") % -(-rule.least // 12)
                )
        return found

    @property
    def months(self) -> dict[str, int]:
        """What the action takes."""
        return {kind.value: self.cleaned_data[kind] * 12 for kind in Kind}


class ChoiceForm(forms.Form):
    """Which of the due records go. None is chosen beforehand: each is a decision."""

    records = forms.MultipleChoiceField(
        label=_("Records that are due"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one record.")},
    )

    def __init__(self, *args: Any, lines: Iterable[Line], words: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["records"].choices = [  # type: ignore[attr-defined]
            (str(item.kept.subject_id), words(line, item)) for line in lines for item in line.due
        ]

    @property
    def subject_ids(self) -> list[uuid.UUID]:
        """What the action takes."""
        return [uuid.UUID(chosen) for chosen in self.cleaned_data["records"]]


class MemberForm(forms.Form):
    """One member, by number."""

    number = forms.CharField(
        label=_("The member's number"),
        help_text=_("The eight letters from the list of looks, or from their request."),
        max_length=36,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, practice_id: uuid.UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.practice_id = practice_id

    def clean_number(self) -> Member | None:
        """The member of that number, None for no number."""
        wanted = self.cleaned_data["number"].strip().lower().replace("-", "")
        if not wanted:
            return None
        found = queries.members_numbered(wanted, practice_id=self.practice_id)
        if len(found) != 1:
            raise forms.ValidationError(_("No member has this number, or more than one has. Write more of it."))
        return found[0]


class EarlyForm(MemberForm):
    """Whose record goes before its time, because they asked for it."""

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        self.subject_ids: list[uuid.UUID] = []

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if member := found.get("number"):
            free, why_not = falling_due.of_member(self.practice_id, member.pk, at=self.at)
            self.subject_ids = [item.kept.subject_id for item in free]
            if not free:
                self.add_error("number", why_not)
        return found


class HoldForm(MemberForm):
    """What is kept whatever the schedule says, and why."""

    number = forms.CharField(
        label=_("The member's number"),
        help_text=_("The eight letters from the list of looks or of what is due. Empty: everything in the practice."),
        required=False,
        max_length=36,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    reason = forms.CharField(
        label=_("Why it has to be kept"),
        help_text=_("For example a letter from a court. Kept sealed."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        max_length=1000,
    )
