from django.apps import AppConfig


class Vault(AppConfig):
    name = "underrose.ground.vault"
    label = "ground_vault"
