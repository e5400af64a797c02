from django.apps import AppConfig


class Circle(AppConfig):
    name = "underrose.safeguards.protection.circle"
    label = "protection_circle"
