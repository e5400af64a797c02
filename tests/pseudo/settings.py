"""The house's own settings, with a second language for whoever asks for it (Accept-Language: ar)."""

from tests.pseudo import CODE
from underrose.config.settings import *  # noqa: F403

LANGUAGES = [*LANGUAGES, (CODE, "Pseudo")]  # noqa: F405
INSTALLED_APPS = [*INSTALLED_APPS, "tests.pseudo.apps.Pseudo"]  # noqa: F405
