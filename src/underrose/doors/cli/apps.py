from django.apps import AppConfig


class Cli(AppConfig):
    name = "underrose.doors.cli"
    label = "doors_cli"
