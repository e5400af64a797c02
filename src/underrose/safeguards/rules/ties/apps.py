from django.apps import AppConfig


class Ties(AppConfig):
    name = "underrose.safeguards.rules.ties"
    label = "rules_ties"
