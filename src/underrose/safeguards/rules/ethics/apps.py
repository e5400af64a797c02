from django.apps import AppConfig


class Ethics(AppConfig):
    name = "underrose.safeguards.rules.ethics"
    label = "rules_ethics"
