from django.apps import AppConfig


class Anchor(AppConfig):
    name = "underrose.ground.anchor"
    label = "ground_anchor"
