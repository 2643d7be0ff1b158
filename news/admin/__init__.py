"""Where staff take in, link, submit and correct news."""

from news.admin import issues, items, links

__all__ = ["issues", "items", "links"]
