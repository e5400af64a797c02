from django.apps import AppConfig


class Rose(AppConfig):
    name = "underrose.rose"
    label = "rose"
