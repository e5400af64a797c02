from django.apps import AppConfig


class Page(AppConfig):
    name = "underrose.ground.page"
    label = "ground_page"
