from django.apps import AppConfig


class Ledger(AppConfig):
    name = "underrose.ground.ledger"
    label = "ground_ledger"
