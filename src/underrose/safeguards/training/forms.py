"""The shape of an attestation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from underrose.ground.page.forms import DateInput


class AttestationForm(forms.Form):
    """What was completed, and until when it counts."""

    course = forms.CharField(
        label=_("What was completed"),
        help_text=_("Course or training, where and when. Kept sealed."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )
    valid_until = forms.DateField(
        label=_("Counts until"), help_text=_("Mostly one year. Three years at most."), widget=DateInput
    )


class OutsideForm(AttestationForm):
    """The same, vouched for by a supervisor who doesn't work here."""

    supervisor = forms.CharField(label=_("Who outside vouches for it"), max_length=200)
    reason = forms.CharField(
        label=_("Why no supervisor here can"),
        help_text=_("For example: I practise alone. The reason is kept, sealed."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
    )
