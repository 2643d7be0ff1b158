"""Takes a release in: a text or Markdown file -> a draft of a news item. Pure up to `take_in`."""

from news.intake.decoding import ReleaseRefused
from news.intake.draft import Draft, Issue, read_release
from news.intake.saving import take_in

__all__ = ["Draft", "Issue", "ReleaseRefused", "read_release", "take_in"]
