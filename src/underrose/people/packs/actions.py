"""Name the law that a practice is under."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Refused
from underrose.people import policy
from underrose.people.models import Practice, Staff
from underrose.people.packs import applying, reading
from underrose.people.packs.models import Laws


class NoPlace(Refused):
    said = _("Choose at least one place. Nothing was changed.")


@transaction.atomic
def choose_laws(codes: Collection[str], read: Collection[str] = (), *, by: Staff, at: datetime) -> Laws:
    """Name the places whose law counts here, and the packs that the practice's own lawyer has read.

    Both are kept with the version looked at, so that a newer one asks again. Raises Absent, NoPlace.
    """
    policy.require(by, "choose laws", at=at)
    chosen = {code: pack.version for code, pack in reading.packs().items() if code in codes}
    if not chosen:
        raise NoPlace
    practice = Practice.objects.select_for_update().get(pk=by.practice_id)
    laws = Laws.objects.filter(practice=practice).first() or Laws(practice=practice)
    laws.chosen = chosen
    laws.read = {pack.code: pack.version for pack in applying.with_wider(chosen) if pack.code in read}
    laws.set_by, laws.set_at = by, at
    laws.save()
    recording.record("laws chosen", by=by, at=at, about=laws, details={"chosen": chosen, "read": laws.read})
    return laws
