"""What the agreements' room keeps about a member: signatures with their copies, and what they said instead."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from underrose.ground.vault import sealing
from underrose.groups.exports import Fact, Section
from underrose.groups.models import Membership
from underrose.people.models import Member
from underrose.safeguards.agreements.models import Copy, Passage, Signature, Wish


def kept(member: Member) -> Iterator[Section]:
    """Signatures, with their copies as files; answers to understanding checks; wishes."""
    own = Membership.objects.filter(member=member).values("pk")
    yield _signatures(Signature.objects.filter(membership__in=own).select_related("edition").order_by("signed_at"))
    passages = list(Passage.objects.filter(membership__in=own).select_related("clause").order_by("through_at", "pk"))
    titles = sealing.reveal_many({row.clause for row in passages}, "title")
    entries = tuple(
        (Fact("clause", _("Clause"), titles[row.clause_id]), Fact("through_at", _("Gone through"), row.through_at))
        for row in passages
    )
    yield Section("clauses", _("Clauses of the agreement you went through"), entries=entries)
    wishes = Wish.objects.filter(membership__in=own).select_related("edition").order_by("said_at")
    said = tuple(
        (
            Fact("edition", _("Edition"), row.edition.number),
            Fact("wish", _("You said"), row.get_kind_display()),
            Fact("said_at", _("Said"), row.said_at),
        )
        for row in wishes
    )
    yield Section("wishes", _("What you said about signing"), entries=said)


def _signatures(found: Iterable[Signature]) -> Section:
    rows = list(found)
    intents = sealing.reveal_many(rows, "intent")
    entries, files = [], {}
    copies = {copy.signature_id: copy for copy in Copy.objects.filter(signature__in=rows)}
    pdfs = sealing.reveal_many(copies.values(), "pdf")
    for place, row in enumerate(rows, start=1):
        copy = copies.get(row.pk)
        name = f"copy-{place}.pdf" if copy else ""
        if copy:
            files[name] = base64.b64decode(pdfs[copy.pk])
        entries.append(
            (
                Fact("edition", _("Edition"), row.edition.number),
                Fact("how", _("How"), row.get_kind_display()),
                Fact("signed_at", _("Signed"), row.signed_at),
                Fact("withdrawn_at", _("Taken back"), row.withdrawn_at),
                Fact("intent", _("What you said by it"), intents[row.pk]),
                Fact("file", _("Your copy"), name),
            )
        )
    return Section("signatures", _("What you signed"), entries=tuple(entries), files=files)
