"""Ties a news item to the trials it names: find, resolve, propose; a person confirms or rejects."""

from news.linking.again import READ, Read, read_again
from news.linking.decisions import Choice, Decided, add, confirm, decide, reject, undo
from news.linking.suggestions import suggest_links
from news.linking.unknown import remember_unknown

__all__ = [
    "READ",
    "Choice",
    "Decided",
    "Read",
    "add",
    "confirm",
    "decide",
    "read_again",
    "reject",
    "remember_unknown",
    "suggest_links",
    "undo",
]
