from django.apps import AppConfig


class Packs(AppConfig):
    name = "underrose.people.packs"
    label = "people_packs"
