from django.apps import AppConfig


class Agreements(AppConfig):
    name = "underrose.safeguards.agreements"
    label = "safeguards_agreements"
