from django.apps import AppConfig


class Matters(AppConfig):
    name = "underrose.people.matters"
    label = "people_matters"
