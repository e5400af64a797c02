from django.apps import AppConfig


class Protection(AppConfig):
    name = "underrose.safeguards.protection"
    label = "safeguards_protection"
