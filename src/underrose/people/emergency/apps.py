from django.apps import AppConfig


class Emergency(AppConfig):
    name = "underrose.people.emergency"
    label = "people_emergency"
