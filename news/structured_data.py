"""A news item as search engines read it: schema.org's NewsArticle, as JSON-LD.

It points at the trials that it speaks of by the address of their pages, as these point back
(trials/outputs/structured_data.py). Corrections stand in it with their dates.
"""

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from news.models import Correction, NewsImage, NewsItem, NewsletterIssue
from news.templatetags.newsroom import file_url
from trials.outputs.structured_data import known, organisation, reference
from trials.templatetags.trialfolio import moment
from trials.vocabulary import LinkRole


def news_article(item: NewsItem, links: Iterable[Any], site: str) -> dict[str, Any]:
    """A public item with its links; `site` is the address of this one, without a slash."""
    address = f"{site}{item.get_absolute_url()}"
    corrections = list(item.corrections.all())
    published = published_on(item)
    return known(
        {
            "@type": "NewsArticle",
            "@id": address,
            "url": address,
            "mainEntityOfPage": address,
            "headline": item.title,
            "description": item.opening,
            "inLanguage": item.language,
            "datePublished": published,
            "dateModified": moment(corrections[0].corrected_at) if corrections else published,
            "image": [_image(image, site) for image in item.images.all()],
            "articleSection": item.section,
            "isPartOf": item.issue and _issue(item.issue, site),
            "sameAs": item.source_url,
            "author": organisation(site),
            "publisher": organisation(site),
            "about": _trials(links, site, told_in_passing=False),
            "mentions": _trials(links, site, told_in_passing=True),
            "correction": [_correction(one) for one in corrections],
        }
    )


def published_on(item: NewsItem) -> str:
    """The date printed on a public item; the moment of its release if that is of the same date."""
    if item.release_at is None:
        return str(item.dated)
    day = item.release_at.astimezone(ZoneInfo(item.release_zone)).date().isoformat()
    return moment(item.release_at) if day.startswith(item.dated) else str(item.dated)


def _image(image: NewsImage, site: str) -> dict[str, Any]:
    told = {
        "@type": "ImageObject",
        "contentUrl": f"{site}{file_url(image)}",
        "description": image.alternative_text,
        "caption": image.caption,
        "creditText": image.credit,
    }
    return known(told)


def _issue(issue: NewsletterIssue, site: str) -> dict[str, Any]:
    address = f"{site}{issue.get_absolute_url()}"
    told = {"@type": "PublicationIssue", "@id": address, "url": address, "name": issue.title}
    return known(told | {"datePublished": issue.dated})


def _trials(links: Iterable[Any], site: str, *, told_in_passing: bool) -> list[dict[str, Any]]:
    """A trial that the item only mentions has the role of background."""
    return [
        reference(link.trial, site)
        for link in links
        if (link.role == LinkRole.BACKGROUND) == told_in_passing
    ]


def _correction(correction: Correction) -> dict[str, Any]:
    return {
        "@type": "CorrectionComment",
        "text": correction.text,
        "datePublished": moment(correction.corrected_at),
    }
