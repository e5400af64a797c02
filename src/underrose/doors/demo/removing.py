"""Take the example away: no row stays, and neither do its keys, sessions or limits."""

from __future__ import annotations

from django.apps import apps
from django.core.cache import cache
from django.db import connection, transaction

from underrose.ground.refusal import Refused
from underrose.ground.vault import keys
from underrose.people.models import Practice

# Django's own list of tables and rights: no person is in it, and the program made it, not the example.
STAY = frozenset({"contenttypes", "auth"})


class NotAnExample(Refused):
    said = "This is a real practice. Only the example can be removed."


def remove() -> None:
    """Delete every row. Raises NotAnExample if any practice here is real."""
    with transaction.atomic():
        if Practice.objects.filter(is_example=False).exists():
            raise NotAnExample
        # Foreign keys are checked at the end of the transaction, on both databases; so the order is free.
        for model in apps.get_models(include_auto_created=True):
            if model._meta.app_label not in STAY and model._meta.managed:
                model._base_manager.all()._raw_delete(using=connection.alias)
    keys.forget()
    cache.clear()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
