"""The app of accounts: the history of who may do what."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, groups, memberships, permissions given, second factors: each change is an event."""

    name = "config.accounts"
    label = "accounts"
    verbose_name = "Accounts"
