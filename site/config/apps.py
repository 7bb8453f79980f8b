from django.apps import AppConfig


class CordeeConfig(AppConfig):
    """The roof: settings, addresses and commands that need every room."""

    name = "config"
    label = "config"
    verbose_name = "Cordée"
