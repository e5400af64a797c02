"""Which forms were handed in lately, so that one that comes twice does its act once."""

from __future__ import annotations

from django.db import models


class HandedIn(models.Model):
    """One form, as handed in. Who and what can't be read from it; where it led is sealed. Gone after a day.

    No ledger entry: that a browser spoke twice proves nothing, and the act has an entry of its own.
    """

    practice_id = models.UUIDField()
    mark = models.CharField(max_length=64)
    led_to = models.CharField(max_length=500, default="")
    at = models.DateTimeField()

    class Meta:
        db_table = "page_handed_in"
        constraints = [models.UniqueConstraint(fields=["practice_id", "mark"], name="page_form_once")]
        indexes = [models.Index(fields=["at"], name="page_handed_in_by_time")]
