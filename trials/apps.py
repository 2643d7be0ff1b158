"""The trials app: the registry."""

from django.apps import AppConfig


class TrialsConfig(AppConfig):
    """Trials and everything that is said of them."""

    name = "trials"
    verbose_name = "Registry"
