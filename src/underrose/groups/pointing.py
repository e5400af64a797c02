"""A form that points at names of members before it is taken: once they were shown, it may be kept as it is."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict

from underrose.groups import linter


class PointingForm(forms.Form):
    """`known` holds the names that were pointed at already; `named` those of this moment."""

    known = forms.CharField(widget=forms.HiddenInput, required=False, max_length=5_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.named: list[str] = []

    def points_at(self, named: list[str]) -> bool:
        """Show these names, unless the writer has seen each of them already and keeps the words as they are."""
        known = set(self.cleaned_data["known"].split("\n"))
        self.named = named
        if {linter.folded(name) for name in named} <= known:
            return False
        data = cast(QueryDict, self.data).copy()
        data["known"] = "\n".join(linter.folded(name) for name in named)
        self.data = data
        return True
