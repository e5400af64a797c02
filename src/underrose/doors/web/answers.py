"""What a mail server's answer to a try means, in plain words. Never that anything was sent or arrived."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from underrose.ground.outbox.trying import Answer, What

SENTENCES: dict[What, str | Promise] = {
    What.ACCEPTED: _("The mail server accepted the message. Whether it arrives, only a look into that mailbox tells."),
    What.REFUSED: _("The mail server refused the message."),
    What.SIGN_IN: _("The mail server refused the user name or the password."),
    What.NO_ADDRESS: _("The mail server was not asked: this is no address that mail can go to."),
    What.NO_NAME: _("There is no server of that name. Check the name."),
    What.NO_ANSWER: _("The server gave no answer in ten seconds. Check name and port; a firewall may be in the way."),
    What.NOBODY: _("Nothing answers at that port. Check the port, and that the server is running."),
    What.CERTIFICATE: _("The server's certificate is not valid for that name, so nothing was told to it."),
    What.NO_TLS: _("The server doesn't speak the chosen encryption at that port, so nothing was told to it."),
    What.CANT_SIGN_IN: _(
        "The server takes no user name and password at that port. Leave them empty, or change the port."
    ),
    What.BROKE: _("The line broke before the message was handed over."),
    What.OPEN: _("The line broke after the message was handed over. It may have been taken, or not."),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One answer, as the page shows it."""

    state: str
    sentence: str | Promise
    quote: str


def said(answer: Answer) -> Said:
    """The sentence, and the server's own words where it gave any."""
    states = {What.ACCEPTED: "in place", What.OPEN: "waiting"}
    quote = f"{answer.code} {answer.words}".strip() if answer.code > 0 else ""
    return Said(states.get(answer.what, "missing"), SENTENCES[answer.what], quote)
