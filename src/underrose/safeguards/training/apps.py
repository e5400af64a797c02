from django.apps import AppConfig


class Training(AppConfig):
    name = "underrose.safeguards.training"
    label = "safeguards_training"
