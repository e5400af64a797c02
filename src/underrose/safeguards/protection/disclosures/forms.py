"""The shapes of what people type about permissions and disclosures. No permission of the house's, no write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from underrose.ground.page.forms import DateInput, DateTimeInput
from underrose.safeguards.protection.disclosures import law, terms
from underrose.safeguards.protection.disclosures.actions import sharing
from underrose.safeguards.protection.disclosures.actions.permissions import Paper
from underrose.safeguards.protection.disclosures.models import Disclosure, Permission
from underrose.safeguards.protection.disclosures.queries import Shown
from underrose.safeguards.protection.disclosures.terms import Kind, Terms
from underrose.safeguards.protection.disclosures.words import Quiet, Words

_PERMISSION = "permission:"
_AREA = forms.Textarea(attrs={"rows": 3})


class TermsForm(forms.Form):
    """One permission: what the law asks for, field by field. What is missing is said at its own field."""

    marks_optional = False

    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[
            (Kind.RECORDS.value, _("What the practice keeps about me")),
            (Kind.NOTES.value, _("My leader’s own notes, and nothing else")),
            (Kind.COURT.value, _("Something for a court or an office, and nothing else")),
        ],
        widget=forms.RadioSelect,
        initial=Kind.RECORDS.value,
    )
    what = forms.CharField(
        label=_("What may be shared?"),
        help_text=_("Be exact. For example: the days I came this year, and a short summary."),
        widget=_AREA,
        max_length=2000,
        required=False,
    )
    recipient = forms.CharField(
        label=_("Who may get it?"),
        help_text=_("The name of a person, a practice or an office."),
        max_length=200,
        required=False,
    )
    reach = forms.CharField(
        label=_("Where they are, if you know"),
        help_text=_("An address or a phone number. You can leave it empty."),
        max_length=300,
        required=False,
    )
    is_care = forms.BooleanField(label=_("They treat me, pay for my care, or work for this practice"), required=False)
    purpose = forms.CharField(
        label=_("What is it for?"),
        help_text=_("“Because I ask for it” is enough."),
        max_length=500,
        required=False,
    )
    who = forms.CharField(label=_("Who may share it?"), max_length=200, required=False)
    expires_on = forms.DateField(label=_("Until which day?"), widget=DateInput, required=False)
    expires_when = forms.CharField(
        label=_("Or until something has happened"),
        help_text=_("For example: until I leave the group. One of the two is enough."),
        max_length=200,
        required=False,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, practice: str, today: dt.date, is_part2: bool) -> None:
        super().__init__(data)
        self.fields["who"].initial = practice
        self.today, self.is_part2 = today, is_part2
        if not is_part2:  # what follows from the answer is of that law alone (42 CFR 2.31(a)(4)(iii))
            del self.fields["is_care"]

    @property
    def terms(self) -> Terms:
        """What was typed, as a value."""
        found = self.cleaned_data
        names = ("who", "recipient", "reach", "what", "purpose", "is_care", "expires_on", "expires_when")
        held = {name: found[name] for name in names if name in found}
        return Terms(kind=Kind(found.get("kind") or Kind.RECORDS), **held)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        found = {"expires_on": None} | found
        self.cleaned_data = found
        if found["expires_on"] and found["expires_on"] < self.today:
            self.add_error("expires_on", _("That day is over. Choose a later one."))
            return found
        for element in terms.missing(self.terms):
            if element.key not in self.errors:
                self.add_error(element.key, self.said(element))
        return found

    def said(self, element: law.Element) -> str:
        """What is missing, in words; for staff with its source."""
        return element.missing


class AskForm(TermsForm):
    """A leader asks a member for a permission: the same, in the third person, with the law beside what is missing."""

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (Kind.RECORDS.value, _("What the practice keeps about the person")),
            (Kind.NOTES.value, _("Psychotherapy notes or counselling notes, and nothing else")),
            (Kind.COURT.value, _("A court or an office, and nothing else")),
        ]
        self.fields["what"].help_text = _("Be exact. For example: the days they came this year, and a short summary.")
        self.fields["reach"].label = _("Where they are, if you know it")
        if "is_care" in self.fields:
            self.fields["is_care"].label = _("They treat the person, pay for the care, or work for this practice")
        self.fields["purpose"].help_text = _("“At their own request” is enough, if the person began it.")
        self.fields["expires_when"].help_text = _("For example: the end of treatment. One of the two is enough.")

    def said(self, element: law.Element) -> str:
        return f"{element.missing} ({element.source(is_part2=self.is_part2)})"


class PaperForm(AskForm):
    """A permission signed on paper: what stands on it, and that nothing is missing."""

    name = forms.CharField(label=_("Full name, as signed"), max_length=120, required=False)
    signed_on = forms.DateField(label=_("Signed on"), widget=DateInput, required=False)
    signed_by = forms.CharField(
        label=_("Signed by somebody else for the person"),
        help_text=_("Their name; leave it empty if the person signed."),
        max_length=120,
        required=False,
    )
    authority = forms.CharField(
        label=_("By what right"), help_text=_("For example: parent, guardian."), max_length=200, required=False
    )
    says = forms.MultipleChoiceField(
        label=_("What stands on the paper"),
        help_text=_("Tick each sentence that the paper has, in these or other words."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    where = forms.CharField(
        label=_("Where is the paper?"),
        help_text=_("For example: in the locked drawer."),
        max_length=200,
        required=False,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        fits = [one for one in law.said() if self.is_part2 or one.only not in ("part2", "care")]
        self.fields["says"].choices = [(one.key, f"{one.label}: {one.words}") for one in fits]  # type: ignore[attr-defined]

    @property
    def paper(self) -> Paper:
        """What was said of the paper."""
        found = self.cleaned_data
        return Paper(
            name=found["name"],
            signed_on=found["signed_on"],
            says=frozenset(found["says"]),
            signed_by=found["signed_by"],
            authority=found["authority"],
            where=found["where"],
        )

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        needs = {one.key for one in terms.told(self.terms, is_part2=self.is_part2)}
        wrong = {
            "name": not found.get("name"),
            "authority": bool(found.get("signed_by")) and not found.get("authority"),
            "signed_on": not found.get("signed_on") or found["signed_on"] > self.today,
            "says": not needs <= set(found.get("says") or ()),
        }
        for key in (key for key, is_wrong in wrong.items() if is_wrong and key not in self.errors):
            self.add_error(key, self.said(law.elements()[key]))
        for one in (one for one in law.said() if one.key in needs - set(found.get("says") or ())):
            self.add_error("says", f"{one.words} ({one.source})")
        return found


class SignForm(forms.Form):
    """The act of signing: the full name, typed."""

    name = forms.CharField(
        label=_("Type your full name"),
        help_text=_(
            "Your real name, since who gets this has to know whose permission it is. The group does not see it."
        ),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Type your full name. It stands for your signature.")},
    )


class ShareForm(forms.Form):
    """What was shared, by which permission or right."""

    marks_optional = False

    right = forms.ChoiceField(
        label=_("Under which permission, or by which right?"),
        help_text=_("A permission comes first. If none of them covers it, say so; that is better than nothing."),
        widget=forms.Select,
    )
    what = forms.CharField(label=_("What was shared?"), widget=_AREA, max_length=2000)
    recipient = forms.CharField(
        label=_("To whom?"),
        help_text=_("Not needed under a permission: it names who may get it."),
        max_length=200,
        required=False,
    )
    reach = forms.CharField(label=_("Where they are, if you know it"), max_length=300, required=False)
    purpose = forms.CharField(
        label=_("What for?"),
        help_text=_("Leave it empty to take what the permission or the right says."),
        max_length=500,
        required=False,
    )
    reason = forms.CharField(
        label=_("What the right asks you to write down"),
        help_text=_("For example which court and date, or what the emergency was. It is asked for where it is needed."),
        widget=_AREA,
        max_length=2000,
        required=False,
    )
    shared_at = forms.DateTimeField(label=_("When?"), widget=DateTimeInput)
    quiet_until = forms.DateField(
        label=_("An office asked that the person isn’t told before"),
        help_text=_("Only for oversight or the police, who say so themselves (45 CFR 164.528(a)(2))."),
        widget=DateInput,
        required=False,
    )
    quiet_written = forms.BooleanField(label=_("It asked in writing, and named the time"), required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        permissions: Sequence[Shown],
        is_part2: bool,
        at: datetime,
        zone: str,
    ) -> None:
        local = at.astimezone(ZoneInfo(zone)).replace(second=0, microsecond=0)
        super().__init__(data, initial={"shared_at": local})
        self.permissions = {str(one.row.pk): one for one in permissions}
        self.is_part2 = is_part2
        self.fields["right"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose one")),
            (_("Permissions"), [(_PERMISSION + pk, _named(one)) for pk, one in self.permissions.items()]),
            (_("By a right, without a permission"), [(one.key, one.label) for one in self.rights]),
        ]
        self.zone, self.at = zone, at

    @property
    def rights(self) -> list[law.Basis]:
        """The rights that hold for this group."""
        return [one for one in law.bases().values() if one.part2 or not self.is_part2]

    @property
    def permission(self) -> Permission | None:
        """The chosen permission's row."""
        chosen = str(self.cleaned_data["right"])
        return self.permissions[chosen.removeprefix(_PERMISSION)].row if chosen.startswith(_PERMISSION) else None

    @property
    def basis(self) -> str:
        """The chosen right's key."""
        return "" if self.permission else str(self.cleaned_data["right"])

    @property
    def words(self) -> Words:
        """What was typed, as a value."""
        names = ("recipient", "reach", "what", "purpose", "reason")
        return Words(**{name: self.cleaned_data[name] for name in names})

    @property
    def quiet(self) -> Quiet | None:
        """What an office asked for, if one did."""
        until = self.cleaned_data.get("quiet_until")
        return Quiet(until, bool(self.cleaned_data.get("quiet_written"))) if until else None

    def clean_shared_at(self) -> datetime:
        typed: datetime = self.cleaned_data["shared_at"].replace(tzinfo=ZoneInfo(self.zone))
        if typed > self.at:
            raise forms.ValidationError(sharing.TooEarly.said)
        return typed

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if self.quiet and sharing.is_too_long(self.quiet, self.at.astimezone(ZoneInfo(self.zone)).date()):
            self.add_error("quiet_until", sharing.TooLong.said)
        if not found.get("right"):
            return found
        if chosen := self.permission:
            self._find_moment(found, chosen)
            return found
        right = law.bases()[found["right"]]
        if not found.get("recipient"):
            self.add_error("recipient", _("Say to whom."))
        if right.asks and not found.get("reason"):
            self.add_error("reason", right.asks)
        return found

    def _find_moment(self, found: dict[str, Any], chosen: Permission) -> None:
        """A minute was typed: it holds if the permission did at its start or at its end."""
        typed: datetime | None = found.get("shared_at")
        if typed is None:
            return
        moments = (typed, min(typed + timedelta(seconds=59), self.at))
        when = next((moment for moment in moments if chosen.holds(moment, typed.date())), None)
        if when is None:
            self.add_error("right", sharing.NotCovered.said)
        else:
            found["shared_at"] = when


class FindingForm(forms.Form):
    """What the privacy officer found."""

    finding = forms.CharField(
        label=_("What did you find?"),
        help_text=_("For example: nothing was wrong, the report of 3 March covers it. Kept sealed."),
        widget=_AREA,
        max_length=2000,
        error_messages={"required": _("Write what you found, in a sentence or two.")},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, one: Disclosure) -> None:
        super().__init__(data, auto_id=f"id-{one.pk}-%s")  # several stand on one page


def _named(one: Shown) -> str:
    return f"{one.terms.recipient}: {one.terms.what}"[:90]
