"""The shape of the choice: which places, and whose pack the practice's own lawyer has read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from underrose.people.packs import reading
from underrose.people.packs.models import Laws


class LawsForm(forms.Form):
    """Where the practice works, and what its lawyer has read."""

    codes = forms.MultipleChoiceField(
        label=_("Whose law counts here?"),
        help_text=_(
            "Where you work, and where members are when they take part. Choose every place that counts: of "
            "several, the strictest time holds. A wider place, such as the United States, comes by itself."
        ),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one place.")},
    )
    read = forms.MultipleChoiceField(
        label=_("Which of these has your own lawyer read and found right?"),
        help_text=_(
            "Leave it empty if you have not asked. Members are shown what needs a lawyer's yes only from packs ticked "
            "here. A newer version of a pack takes the tick away."
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, laws: Laws | None, **kwargs: Any) -> None:
        packs = reading.packs()
        if laws:
            read = [code for code, version in laws.read.items() if code in packs and packs[code].version == version]
            kwargs.setdefault("initial", {"codes": list(laws.chosen), "read": read})
        super().__init__(*args, **kwargs)
        choices = [(pack.code, pack.name) for pack in packs.values()]
        self.fields["codes"].choices = self.fields["read"].choices = choices  # type: ignore[attr-defined]
