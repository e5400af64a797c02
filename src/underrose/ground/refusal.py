"""A refusal is a class with a sentence for the person. One middleware turns it into one calm page."""

from django.utils.functional import Promise


class Refused(Exception):
    """An act that can't be done now. `said` is one plain sentence that says why and what to do."""

    said: str | Promise = ""
    status = 409

    def __init__(self, said: str | Promise = "") -> None:
        if said:
            self.said = said
        super().__init__(str(self.said))


class Absent(Refused):
    """What you may not see looks absent: the same 404, byte for byte, as for what does not exist."""

    status = 404
