from django.apps import AppConfig


class Rules(AppConfig):
    name = "underrose.safeguards.rules"
    label = "safeguards_rules"
