"""What was announced: newsletter issues, news items, their links to trials, and their parts."""

from news.models.issue import NewsletterIssue
from news.models.item import NewsItem
from news.models.link import LinkingRun, TrialLink, UnknownMention
from news.models.parts import Attachment, Correction, NewsImage, Quotation, _folder
from news.models.preview import PreviewLink

__all__ = [
    "Attachment",
    "Correction",
    "LinkingRun",
    "NewsImage",
    "NewsItem",
    "NewsletterIssue",
    "PreviewLink",
    "Quotation",
    "TrialLink",
    "UnknownMention",
    "_folder",  # by this name in the first migration
]
