"""Takes a release in: a file -> a draft of a news item. Pure up to `take_in`."""

from news.intake.draft import Draft, Issue, Quote
from news.intake.kinds import ReleaseRefused, limit
from news.intake.release import read_release
from news.intake.saving import take_in
from news.intake.source import Picture

__all__ = [
    "Draft",
    "Issue",
    "Picture",
    "Quote",
    "ReleaseRefused",
    "limit",
    "read_release",
    "take_in",
]
