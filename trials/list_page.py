"""What the pages of a search show of an answer: cards, how it was read, where it leads on."""

import re
from typing import Any

from django.urls import reverse

from trials.asking import Asked
from trials.cards import cards
from trials.facets import chips, facets, select
from trials.filters import Sort
from trials.list_address import Address, Link
from trials.search import Found
from trials.search.places.asking import DEFAULT_RADIUS

TYPED = ("q", "exact", "near", "radius", "sort")

RADII = [(str(miles), f"{miles} miles") for miles in (10, 25, 50, 100, 250, 500)]
"""Of the form; the address takes any."""


def list_page(asked: Asked, found: Found | None, address: Address) -> dict[str, Any]:
    """The list of trials with its form; without an answer where something is wrong."""
    typed = {name: (asked.form.data.get(name) or "").strip() for name in TYPED}
    context = {
        "form": asked.form,
        "found": found,
        "address": address,
        "typed": typed,
        "radius": select("radius", typed["radius"] or str(round(DEFAULT_RADIUS)), RADII),
        "sort": select("sort", typed["sort"], _orders(bool(typed["near"]))),
        "facets": facets(asked, found),
    }
    if found is None:
        return context
    others = [Link(place.label, address.having(near=place.label)) for place in asked.other_places]
    return context | {
        "near": asked.question and asked.question.near,
        "other_places": others,
        "chips": chips(asked, found, address),
        **answer_page(found, address, choose=found.total > 1),
    }


def _orders(is_near: bool) -> list[tuple[str, str]]:
    """The orders of the list, the usual one first."""
    usual = "Open and nearest first" if is_near else "Best match, else newest"
    return [("", usual), *Sort.choices]


def answer_page(
    found: Found, address: Address, heading: str = "h2", choose: bool = False
) -> dict[str, Any]:
    """Trials found, perhaps to choose some of them, and how the words were read."""
    return {
        "total": f"{found.total:,}",
        **_cards(found, heading, choose),
        "near_misses": cards(found.near_misses, "h3"),
        **reading_of(found, address),
    }


def _in_capitals(name: str, of: str, address: Address) -> Link:
    """The same words with this one in capitals."""
    typed = re.sub(
        rf"\b{re.escape(name)}\b", name, dict(address.pairs).get("q", ""), flags=re.IGNORECASE
    )
    return Link(f"{name}, {of}", address.having(q=typed))


def _cards(found: Found, heading: str, choose: bool) -> dict[str, Any]:
    """Those found; apart from those by other names, where records with the words come between."""
    if not found.apart:
        return {"cards": cards(found.hits, heading, choose)}
    return {
        "cards": cards((hit for hit in found.hits if hit.as_typed), heading, choose),
        "apart": cards(found.apart, "h3", choose),
        "by_other_names": cards((hit for hit in found.hits if not hit.as_typed), "h3", choose),
    }


def reading_of(found: Found, address: Address) -> dict[str, Any]:
    """How the words were read, how to have them read otherwise, and the way to the next page."""
    search = reverse("search")
    return {
        "reading": found.reading,
        "nearest": [Link(one, f"{search}?q={one}") for one in found.reading.nearest_ids],
        "in_capitals": [_in_capitals(name, of, address) for name, of in found.reading.in_capitals],
        "exact_address": address.having(exact="1"),
        "next": found.next_key and address.having(after=found.next_key),
    }
