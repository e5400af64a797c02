from django.apps import AppConfig


class People(AppConfig):
    name = "underrose.people"
    label = "people"
