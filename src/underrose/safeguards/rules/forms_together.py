"""The shapes of what leaders type about going through the rules together, and about notes for everyone."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from underrose.groups.pointing import PointingForm
from underrose.safeguards.rules.actions.notes import Agreed

ALL, DIFFERENCE = "all", "difference"


class BeginForm(forms.Form):
    """Which clauses to show: all of them, or only what is new to those who had gone through the rest."""

    marks_optional = False

    which = forms.ChoiceField(label=_("What do you go through?"), widget=forms.RadioSelect)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, total: int, new: int, everyone_is_midway: bool
    ) -> None:
        super().__init__(data, initial={"which": DIFFERENCE if 0 < new < total and everyone_is_midway else ALL})
        whole = ngettext("The one clause", "All %d clauses", total)
        choices: list[tuple[str, str | Promise]] = [(ALL, whole % total if "%d" in whole else whole)]
        if 0 < new < total:
            part = ngettext(
                "Only what is new to those who know the rest: %d clause",
                "Only what is new to those who know the rest: %d clauses",
                new,
            )
            choices.append((DIFFERENCE, part % new))
        self.fields["which"].choices = choices  # type: ignore[attr-defined]

    @property
    def is_difference(self) -> bool:
        return bool(self.cleaned_data["which"] == DIFFERENCE)


class PresentForm(forms.Form):
    """Who was in the room. Who is checked in is ticked already."""

    present = forms.MultipleChoiceField(
        label=_("Who was there for all of it?"),
        help_text=_("Leave out who came late: they go through it on a phone, or with you another time."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person.")},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        names: Sequence[tuple[uuid.UUID, str]],
        here: Collection[uuid.UUID] = (),
    ) -> None:
        super().__init__(data, initial={"present": [str(pk) for pk, _name in names if pk in here]})
        self.fields["present"].choices = [(str(pk), name) for pk, name in names]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[uuid.UUID]:
        return [uuid.UUID(pk) for pk in self.cleaned_data["present"]]


class NoteForm(PointingForm):
    """A leader's own words on a clause, for everyone."""

    marks_optional = False

    words = forms.CharField(
        label=_("Your words, for everyone in the group"),
        help_text=_("Begin afresh: nothing of the question, and nothing that only one person could have asked."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class NoteOnQuestionForm(NoteForm):
    """The same, out of somebody's question who has not said yet that they agree."""

    agreed = forms.ChoiceField(
        label=_("How does whoever asked agree?"),
        choices=Agreed.choices,
        initial=Agreed.ASK,
        widget=forms.RadioSelect,
    )
