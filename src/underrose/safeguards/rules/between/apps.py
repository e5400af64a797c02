from django.apps import AppConfig


class Between(AppConfig):
    name = "underrose.safeguards.rules.between"
    label = "rules_between"
