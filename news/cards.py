"""News found by words, as lists show it: a card for each, made of its search document."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from trials import markdown
from trials.cards import reasons
from trials.partial_dates import in_words
from trials.search import Hit
from trials.search.documents import Document
from trials.search.fields import BY_NAME
from trials.site import lang_attribute
from trials.vocabulary import NewsKind

KINDS: Mapping[str, str] = dict(NewsKind.choices)
SUMMARY = BY_NAME["summary"].label


def news_cards(hits: Iterable[Hit], heading: str = "h2") -> SafeString:
    """The items found, in their order, each with what it was found by."""
    return mark_safe("".join(_card(hit, heading) for hit in hits))  # noqa: S308  # nosec B308 # escaped or cleaned before


def _card(hit: Hit, heading: str) -> str:
    shown: Mapping[str, Any] = hit.document.card
    language = lang_attribute(shown["language"])
    is_told = any(part.label == SUMMARY for part in hit.why)
    opening = "" if is_told else _opening(hit.document, language)
    return (
        f'<article class="card"><{heading} class="card-title"{language}>'
        f'<a href="{escape(hit.document.address)}">{hit.title}</a></{heading}>'
        f'<p class="facts"><span>{KINDS[shown["kind"]]}</span> <span>'
        f'<time datetime="{shown["dated"]}">{in_words(shown["dated"])}</time></span></p>'
        f"{opening}{reasons(hit, language)}</article>"
    )


def _opening(document: Document, language: str) -> str:
    """As `NewsItem.opening` has it."""
    texts = document.texts
    text = texts.get("summary") or markdown.opening(texts.get("body", ""))
    return f'<p class="card-text"{language}>{escape(text)}</p>' if text else ""
