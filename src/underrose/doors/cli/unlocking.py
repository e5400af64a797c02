"""What `underrose unlock` and the commands about passphrases do, with their questions."""

from __future__ import annotations

import click
from django.conf import settings
from django.db import transaction

from underrose.ground import clock
from underrose.ground.ledger import recording
from underrose.ground.vault import keys, locking, root
from underrose.people.models import Practice, System


def unlock(passphrase: str | None = None) -> str:
    """Ask what must be asked, unlock, and let each practice's ledger say so. Raises root.KeyTrouble."""
    source = root.source()
    if isinstance(source, root.Passphrase) and passphrase is None:
        passphrase = _ask(source)
    since = locking.unlock(passphrase or "")
    _record(since.isoformat() if since else "")
    return "Unlocked. Every process goes on at its next request."


def hold(words: str) -> str:
    """Hand the root key to another holder, and prove that it gives the same key back. Raises root.KeyTrouble."""
    former, holder = root.source(), root.named(words)
    if former.where == holder.where:
        raise root.RootNotHere(f"The root key is there already: {holder.where}.")
    if isinstance(holder, root.Passphrase) and holder.is_waiting:
        open_door(holder)
    if former.exists():
        key = keys.root_key()
        if holder.name != "credential":  # systemd's are read alone: the operator made it from the recovered key
            holder.write(key)
        if key not in holder.read():
            raise root.RootForeign(f"There is another key: {holder.where}. The root key stays where it was.")
    else:
        holder.make()
    root.remember(words)
    said = [f"The root key is now held here: {holder.where}."]
    if left := [str(path) for path, _state, _name in former.files()]:
        said.append(
            f"It still lies there too: {', '.join(left)}. Once the house has started with the new holder, delete"
        )
        said.append(
            "them and run: underrose keys rotate --root. A disk may keep what was deleted; a new key is not on it."
        )
    if settings.ROOT_KEY_HOLDER and words != settings.ROOT_KEY_HOLDER:
        said.append(f"UNDERROSE_ROOT_KEY says {settings.ROOT_KEY_HOLDER} and comes first: change it.")
    return "\n".join(said)


def change() -> str:
    """Another passphrase. Raises root.KeyTrouble."""
    source = root.source()
    if not isinstance(source, root.Passphrase):
        raise root.RootNotHere("This house has no passphrase. To get one: underrose keys hold passphrase")
    old = click.prompt("The present passphrase", hide_input=True)
    source.change(old, _new_passphrase())
    return "Changed. The old one opens nothing any more, but for copies of the folder of keys that were made before."


def open_door(source: root.Passphrase) -> None:
    """Ask for what a house behind a passphrase needs before a key can be read or laid there. Raises root.KeyTrouble."""
    words = _ask(source)
    source.open(words) if source.has_passphrase else source.choose(words)


def _new_passphrase() -> str:
    return str(click.prompt("A new passphrase, 16 characters or more", hide_input=True, confirmation_prompt=True))


def _ask(source: root.Passphrase) -> str:
    if source.has_passphrase:
        return str(click.prompt("Passphrase", hide_input=True))
    click.echo(
        "This house has no passphrase yet. Without it, and without the papers of recovery, nobody opens the house."
    )
    return _new_passphrase()


def _record(since: str) -> None:
    """Afterwards, because a locked house can't write its ledger and a lock must not wait for one."""
    if not keys.known_roots():
        return
    for practice_id in Practice.objects.values_list("pk", flat=True):
        with transaction.atomic():
            recording.record(
                "house unlocked", by=System(practice_id, "operator"), at=clock.now(), details={"locked since": since}
            )
