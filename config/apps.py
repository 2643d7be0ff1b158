"""The app that holds what both others stand on: settings, checks, roles and commands of the site."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Registers the site-wide checks and receivers."""

    name = "config"
