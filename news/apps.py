"""The news app: releases, and their links to trials."""

from django.apps import AppConfig


class NewsConfig(AppConfig):
    """News items, newsletter issues, links to trials."""

    name = "news"
    verbose_name = "Newsroom"
