from django.apps import AppConfig


class ProtectionEmergency(AppConfig):
    name = "underrose.safeguards.protection.emergency"
    label = "protection_emergency"
