"""Trials as lists show them: a card for each, made of what its search document keeps for that.

Made here and not by a template, since lists are long: twenty cards take a tenth of the time.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from trials import identifiers
from trials.models import Trial
from trials.partial_dates import in_words
from trials.search import Hit
from trials.vocabulary import Phase, Status, phases_label

CONDITIONS = 4  # that a card names
STATUSES: Mapping[str, str] = dict(Status.choices)


def cards(hits: Iterable[Hit], heading: str = "h2", choose: bool = False) -> SafeString:
    """The trials found, in their order, each with what it was found by.

    With `choose` each has a box of the form “compare”, which stands elsewhere on the page.
    """
    return mark_safe("".join(_card_of_hit(hit, heading, choose) for hit in hits))  # noqa: S308  # nosec B308 # escaped or cleaned before


def card_of(trial: Trial, heading: str = "h2") -> SafeString:
    """The same card of a record, read by `trials.listing.for_cards`."""
    row: Any = trial
    is_public = row.status_is_public
    shown = {
        "id": trial.public_id,
        "acronym": trial.acronym,
        "title": trial.brief_title,
        "status": trial.overall_status if is_public else "",
        "as_of": trial.status_as_of,
        "status_source": str(trial.status_source) if trial.status_source else "",
        "phases": trial.phases,
        "conditions": [link.condition.name for link in row.trial_conditions.all()],
    }
    return mark_safe(_card(shown, escape(trial.brief_title), heading))  # noqa: S308  # nosec B308 # escaped or cleaned before


@lru_cache(maxsize=20_000)
def address_of(public_id: str) -> str:
    """As `Trial.get_absolute_url` has it; lists ask for so many."""
    return reverse("trial", args=[identifiers.slug(public_id)])


def reasons(hit: Hit, language: str = "") -> str:
    """Why it was found: the field and the passage, with a `lang` of its own if one is given."""
    told = "".join(
        f'<p class="why"><span class="label">{escape(part.label)}</span>'
        f" {_in(language, part.html)}</p>"
        for part in hit.why
    )
    return told if hit.as_typed else f'{told}<p class="why">Found by another name.</p>'


def _card_of_hit(hit: Hit, heading: str, choose: bool) -> str:
    shown = hit.document.card
    notes = reasons(hit) + (_choice(escape(shown["id"])) if choose else "")
    return _card(shown, hit.title, heading, _distance(hit), notes)


def _choice(name: str) -> str:
    return (
        f'<p class="choose"><label><input type="checkbox" name="id" form="compare" value="{name}">'
        f' Compare<span class="visually-hidden"> {name}</span></label></p>'
    )


def _in(language: str, html: str) -> str:
    return f"<span{language}>{html}</span>" if language else html


def _card(
    shown: Mapping[str, Any], title: str, heading: str, distance: str = "", notes: str = ""
) -> str:
    """All that is put together here is escaped; `title` and `notes` come so."""
    name, acronym = shown["id"], shown.get("acronym")
    told = "" if shown["title"] in (name, acronym) else f'<p class="card-text">{title}</p>'
    also = f' <span class="acronym">{escape(acronym)}</span>' if acronym else ""
    return (
        f'<article class="card"><{heading} class="card-title"><a href="{address_of(name)}">'
        f'<span class="id">{escape(name)}</span>{also}</a></{heading}>{told}{distance}'
        f'<p class="status">{_status(shown)}</p>{_facts(shown)}{notes}</article>'
    )


def _status(shown: Mapping[str, Any]) -> str:
    """Never without the date it is known of."""
    word = shown.get("status")
    if not word:
        return '<span class="as-of">Status: not known</span>'
    badge = f'<span class="badge badge-{word.lower()}">{STATUSES[word]}</span>'
    as_of, source = shown.get("as_of"), shown.get("status_source")
    known = (
        f'as of <time datetime="{as_of}">{in_words(as_of)}</time>' if as_of else "date not known"
    )
    return f'{badge} <span class="as-of">{known}{f", {escape(source)}" if source else ""}</span>'


def _facts(shown: Mapping[str, Any]) -> str:
    phases = _phases(tuple(shown.get("phases") or ()))
    facts = [phases] if phases else []
    facts += (escape(name) for name in shown.get("conditions", ())[:CONDITIONS])
    told = " ".join(f"<span>{fact}</span>" for fact in facts)
    return f'<p class="facts">{told}</p>' if told else ""


@lru_cache(maxsize=100)
def _phases(words: tuple[str, ...]) -> str:
    return phases_label(word for word in words if word != Phase.NA)


def _distance(hit: Hit) -> str:
    if hit.miles is None:
        return ""
    miles = round(hit.miles)
    far = f"{miles:,} mile{'' if miles == 1 else 's'} away" if miles else "Less than a mile away"
    return f'<p class="distance">{far}{", open there" if hit.is_open_near else ""}</p>'
