from django.apps import AppConfig


class Readers(AppConfig):
    name = "underrose.people.readers"
    label = "people_readers"
