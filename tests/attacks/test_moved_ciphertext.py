"""Somebody who writes to the database moves what is sealed: every sealed column of the house refuses it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection, transaction

from tests.world import NOON
from underrose.doors.cli import renewing
from underrose.doors.demo import building
from underrose.ground.ledger import recording, verifying
from underrose.ground.vault import keys, resealing, sealing, texts
from underrose.ground.vault.models import SealedField, SealedRow, SubjectKey
from underrose.ground.vault.root import KeyTrouble
from underrose.people.models import Member, System

SEALED = [model for model in apps.get_models() if issubclass(model, SealedRow)]


def columns(model: type[SealedRow]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if isinstance(field, SealedField)]


def full(model: type[SealedRow]) -> list[tuple[SealedRow, str]]:
    """Some rows that hold something, with the column."""
    return [(row, name) for name in columns(model) for row in model._base_manager.exclude(**{name: b""})[:3]]


def written(row: SealedRow, **raw: object) -> Iterator[SealedRow]:
    """The row as it is after an UPDATE behind the program's back; taken back afterwards."""
    with transaction.atomic():
        sets = ", ".join(f"{connection.ops.quote_name(name)} = %s" for name in raw)
        with connection.cursor() as cursor:
            key = connection.ops.adapt_unknown_value(row.pk) if connection.vendor == "postgresql" else row.pk.hex
            cursor.execute(f"UPDATE {row._meta.db_table} SET {sets} WHERE id = %s", [*raw.values(), key])
            assert cursor.rowcount == 1
        yield type(row)._base_manager.get(pk=row.pk)
        transaction.set_rollback(True)


def test_nothing_sealed_opens_in_another_place(db) -> None:
    building.build(NOON)
    opened, refused = [], 0
    for model in SEALED:
        places = full(model)
        for row, name in places:
            sealing.reveal(row, name)  # it opens where it belongs
            for other, other_name in places:
                if (other.pk, other_name) == (row.pk, name):
                    continue
                for moved in written(row, **{name: getattr(other, other_name)}):
                    try:
                        sealing.reveal(moved, name)
                    except sealing.Broken:
                        refused += 1
                    else:
                        opened.append(f"{other_name} of {model._meta.label} opens as {name}")
    assert opened == []
    assert refused > 200


def test_nothing_sealed_opens_after_an_edit(db) -> None:
    """Every part of every sealed column: algorithm, nonce, first and last letter, tag; cut, lengthened, exchanged."""
    building.build(NOON)
    tried = 0
    for model in SEALED:
        for row, name in full(model):
            sealed = bytes(getattr(row, name))
            edits = [
                sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :] for place in (0, 1, 12, 13, -17, -1)
            ]
            edits += [sealed[:-1], sealed[:13], sealed[:1], sealed + b"\x00", sealed[::-1]]
            for edited in edits:
                if edited == sealed:
                    continue
                setattr(row, name, edited)
                tried += 1
                with pytest.raises(sealing.Broken):
                    sealing.reveal(row, name)
    assert tried > 500
    print(f"{tried} edits, none opened")


def test_an_exchanged_key_opens_nothing(db) -> None:
    """Two subjects' wrapped keys exchanged, and one laid over the other."""
    building.build(NOON)
    rows = list(Member._base_manager.exclude(mail=b"")[:2])
    one, other = (SubjectKey.objects.get(pk=row.subject_id) for row in rows)
    SubjectKey.objects.filter(pk=one.pk).update(wrapped=other.wrapped, wrapped_by=other.wrapped_by)
    with pytest.raises(sealing.Broken):
        sealing.reveal(Member.objects.get(pk=rows[0].pk), "mail")
    SubjectKey.objects.filter(pk=one.pk).update(wrapped=one.wrapped, former=other.wrapped)
    assert sealing.reveal(Member.objects.get(pk=rows[0].pk), "mail")  # a former key beside it changes nothing
    SubjectKey.objects.filter(pk=one.pk).update(wrapped=bytes(40))
    with pytest.raises(KeyTrouble):
        sealing.reveal(Member.objects.get(pk=rows[0].pk), "mail")


def test_a_row_rolled_back_with_its_version_and_its_key_opens_and_is_found(db, dana, heron) -> None:
    """Whoever has yesterday's database puts yesterday's row and wrapped key back: only the ledger can tell."""
    member, at = Member.objects.get(pk=heron.member_id), NOON
    yesterday = Member.objects.filter(pk=member.pk).values().get()
    key = SubjectKey.objects.filter(pk=member.subject_id).values().get()
    with transaction.atomic():
        member.save(update_fields=sealing.seal(member, mail="new@mail.example"))
        recording.record("mail changed", by=System(member.practice_id, "test"), at=at, about=member)
    resealing.reseal(
        SubjectKey.objects.filter(pk=member.subject_id), at=at, record=renewing._record, pause=lambda _seconds: None
    )
    assert verifying.verify(member.practice_id, at=at).is_sound
    Member.objects.filter(pk=member.pk).update(**{name: yesterday[name] for name in ["seal_version", *columns(Member)]})
    SubjectKey.objects.filter(pk=member.subject_id).update(wrapped=key["wrapped"], epoch=key["epoch"])
    keys.forget()
    assert sealing.reveal(Member.objects.get(pk=member.pk), "mail") != "new@mail.example"
    report = verifying.verify(member.practice_id, at=at)
    assert not report.is_sound
    assert any(str(member.pk) in finding.where for finding in report.findings)


def test_a_row_under_another_subject_or_version_opens_nothing(db) -> None:
    building.build(NOON)
    for model in SEALED:
        rows = list(model._base_manager.all()[:2])
        for row, name in full(model)[:2]:
            changes: list[dict[str, object]] = [{"seal_version": row.seal_version + 1}, {"seal_version": 0}]
            changes += [{"subject_id": other.subject_id} for other in rows if other.subject_id != row.subject_id]
            for change in changes:
                if isinstance(found := change.get("subject_id"), object) and hasattr(found, "hex"):
                    change = {"subject_id": found if connection.vendor == "postgresql" else found.hex}  # type: ignore[attr-defined]
                for moved in written(row, **change):
                    with pytest.raises(sealing.Broken):
                        sealing.reveal(moved, name)


def test_a_sealed_text_of_one_practice_or_person_is_nothing_for_another(practice, other_practice) -> None:
    sealed = texts.seal_text(practice.pk, "second factor of one", "JBSWY3DP")
    version, _whose, body = sealed.split(".")
    for moved, purpose in (
        (f"{version}.{other_practice.pk.hex}.{body}", "second factor of one"),
        (sealed, "second factor of another"),
    ):
        with pytest.raises(sealing.Broken):
            texts.open_text(purpose, moved)
