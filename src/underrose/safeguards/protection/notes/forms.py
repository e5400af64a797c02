"""The shape of a progress note: its parts, and the session it is about."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from underrose.groups.models import GroupSession
from underrose.groups.pointing import PointingForm
from underrose.people.models import Staff
from underrose.safeguards.protection.notes import parts


def _box(part: str) -> forms.CharField:
    label, hint = parts.PARTS[part]
    attrs = {"rows": 4, "autocomplete": "off", "spellcheck": "true"}
    return forms.CharField(
        label=label, help_text=hint, widget=forms.Textarea(attrs=attrs), required=False, max_length=parts.LONGEST
    )


class NoteForm(PointingForm):
    """A note in parts; at least one says something."""

    marks_optional = False

    session = forms.ChoiceField(label=_("About which session?"), required=False)
    progress = _box("progress")
    state = _box("state")
    plan = _box("plan")
    facts = _box("facts")

    def __init__(self, *args: Any, sessions: Iterable[GroupSession], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(row.pk), _said(row)) for row in sessions]
        if choices:
            cast(forms.ChoiceField, self.fields["session"]).choices = [*choices, ("", _("No session"))]
        else:
            del self.fields["session"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not parts.cleaned(given):
            self.add_error("progress", _("Write something in one of the boxes."))
        return given

    @property
    def words(self) -> dict[str, str]:
        """The parts, as the actions take them."""
        return {part: self.cleaned_data.get(part, "") for part in parts.PARTS}

    @property
    def session_id(self) -> uuid.UUID | None:
        chosen = self.cleaned_data.get("session")
        return uuid.UUID(chosen) if chosen else None


class ChangeForm(NoteForm):
    """A note written anew, and why."""

    why = forms.CharField(
        label=_("Why is it changed?"),
        help_text=_("If you like. What it said before stays and can be read."),
        max_length=500,
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class BeginForm(forms.Form):
    """Said before the first note of one's own."""

    knows = forms.BooleanField(
        label=_("I know that nobody can bring these notes back if I lose both my passphrase and my sheet")
    )


class SealedForm(forms.Form):
    """What a page has sealed. Nothing in it is readable here."""

    sealed = forms.CharField(max_length=200_000, strip=False)
    note_id = forms.UUIDField()
    kind = forms.CharField(max_length=16)
    seen = forms.IntegerField(min_value=1, required=False)


class SharingForm(forms.Form):
    """Which co-facilitator."""

    staff = forms.ModelChoiceField(queryset=Staff.objects.none())

    def __init__(self, *args: Any, staff: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["staff"]).queryset = staff


def _said(session: GroupSession) -> str:
    local = session.starts_at.astimezone(ZoneInfo(session.group.time_zone))
    return formats.date_format(local, "D j F Y, H:i")
