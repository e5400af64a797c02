from django.apps import AppConfig


class Disclosures(AppConfig):
    name = "underrose.safeguards.protection.disclosures"
    label = "protection_disclosures"
