"""The shape of a file to bring in, and of the question which column is what."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from underrose.groups.roster import reading


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("The file"),
        help_text=_(
            "A CSV file from your records program or spreadsheet. Nothing is taken in before you have seen it."
        ),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("This file is empty. Export the list again."),
        },
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > reading.MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 20 MB. Keep only names, mail and phone."))
        data: bytes = file.read()
        try:
            reading.read(data)
        except reading.Unreadable as refusal:
            raise forms.ValidationError(str(refusal.said)) from refusal
        return data


class ColumnsForm(forms.Form):
    """One question for each thing we take in: which column holds it."""

    def __init__(self, table: reading.Table, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", table.columns)
        super().__init__(*args, **kwargs)
        choices = [("", _("Not in this file")), *((place, head or "—") for place, head in enumerate(table.header))]
        for kind, label in reading.LABELS.items():
            self.fields[kind] = forms.TypedChoiceField(
                label=label, choices=choices, coerce=int, empty_value=None, required=False
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("whole") is None and (cleaned.get("first") is None or cleaned.get("last") is None):
            raise forms.ValidationError(_("Choose the column of the whole name, or those of first and last name."))
        return cleaned

    @property
    def columns(self) -> dict[str, int]:
        return {kind: place for kind, place in self.cleaned_data.items() if place is not None}
