from django.apps import AppConfig


class Outbox(AppConfig):
    name = "underrose.ground.outbox"
    label = "ground_outbox"
