from django.apps import AppConfig


class Accountability(AppConfig):
    name = "underrose.safeguards.accountability"
    label = "safeguards_accountability"
