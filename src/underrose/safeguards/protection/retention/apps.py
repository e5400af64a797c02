from django.apps import AppConfig


class Retention(AppConfig):
    name = "underrose.safeguards.protection.retention"
    label = "protection_retention"
