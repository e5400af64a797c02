"""A house of its own in a file, with several processes that write at once. Prints what the verification found.

`python -m tests.ground.ledger.side_by_side FOLDER [rename PRACTICE NAME]`; without `rename` it starts the others.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid

ACTS = 15


def main(folder: str, *more: str) -> None:
    os.environ |= {"UNDERROSE_DATA": f"{folder}/data", "UNDERROSE_KEYS": f"{folder}/keys", "DATABASE_URL": ""}
    os.environ["DJANGO_SETTINGS_MODULE"] = "underrose.config.settings"
    import django

    django.setup()
    if more:
        rename(uuid.UUID(more[1]), more[2])
    else:
        watch(folder)


def rename(practice_id: uuid.UUID, name: str) -> None:
    """Rename the practice again and again, each time in an act of its own."""
    from django.db import transaction

    from tests.world import NOON
    from underrose.ground.ledger import recording
    from underrose.people.models import Practice, System

    for number in range(ACTS):
        with transaction.atomic():
            practice = Practice.objects.select_for_update().get(pk=practice_id)
            practice.name = f"{name} {number}"
            practice.save(update_fields=["name"])
            recording.record("practice renamed", by=System(practice_id), at=NOON, about=practice)


def watch(folder: str) -> None:
    from django.core.management import call_command

    from tests.world import NOON, make_practice
    from underrose.ground.ledger import verifying
    from underrose.ground.ledger.models import Entry

    call_command("migrate", verbosity=0)
    practice = make_practice()
    command = [sys.executable, "-m", "tests.ground.ledger.side_by_side", folder, "rename", str(practice.pk)]
    writers = [subprocess.Popen([*command, name]) for name in ("Oak", "Elm", "Ash")]
    sound_meanwhile = True
    while any(writer.poll() is None for writer in writers):
        sound_meanwhile &= verifying.verify(practice.pk, at=NOON).is_sound
    report = verifying.verify(practice.pk, at=NOON)
    places = Entry.objects.filter(practice_id=practice.pk).order_by("index").values_list("index", flat=True)
    said = {"failed": sum(writer.returncode != 0 for writer in writers), "meanwhile": sound_meanwhile}
    print(json.dumps(report.as_json() | said | {"in_a_row": list(places) == list(range(3 * ACTS + 1))}))


if __name__ == "__main__":
    main(*sys.argv[1:])
