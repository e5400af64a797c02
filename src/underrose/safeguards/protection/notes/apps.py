from django.apps import AppConfig


class Notes(AppConfig):
    name = "underrose.safeguards.protection.notes"
    label = "protection_notes"
