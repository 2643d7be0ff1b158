"""The news app: releases, and their links to trials."""

from django.apps import AppConfig
from django.db.models.signals import post_save


class NewsConfig(AppConfig):
    """News items, newsletter issues, links to trials."""

    name = "news"
    verbose_name = "Newsroom"

    def ready(self) -> None:
        """Listen to what arrives in the registry."""
        from news import arrivals
        from news.models import NewsItem
        from trials.models import Alias
        from trials.models.aliases import aliases_arrived
        from trials.models.draft import draft_applied

        post_save.connect(arrivals.alias_saved, sender=Alias, dispatch_uid="news.arrivals")
        draft_applied.connect(
            arrivals.draft_in_effect, sender=NewsItem, dispatch_uid="news.arrivals.draft"
        )
        aliases_arrived.connect(arrivals.aliases_loaded, dispatch_uid="news.arrivals")
