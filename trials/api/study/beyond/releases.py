"""News that speak of a trial, through the relation that links them; and the sources of all."""

from collections.abc import Collection, Sequence
from typing import Any

from trials.api.study.beyond.having import any_of, links
from trials.api.study.beyond.telling import Json, by_trial, known, moment, renamed
from trials.models import Source

SOURCE = {
    "id": "id",
    "kind": "kind",
    "title": "title",
    "short_title": "shortTitle",
    "publisher": "publisher",
    "date": "date",
    "session": "session",
    "url": "url",
    "doi": "doi",
    "pmid": "pmid",
    "corrected_on": "correctedOn",
    "retracted_on": "retractedOn",
    "notice": "notice",
}


def releases(trials: Sequence[int]) -> dict[int, list[Json]]:
    """Of each trial, the latest first."""
    rows = links().listed().filter(any_of(trials)).select_related("item")
    return by_trial(
        (link.trial_id, _release(link))
        for link in rows.order_by("-item__release_at", "-item_id").defer("item__body")
    )


def _release(link: Any) -> Json:
    item = link.item
    return known(
        {
            "title": item.title,
            "kind": item.kind,
            "trialRole": link.role,
            "url": item.get_absolute_url(),
            "date": item.dated,
            "releasedAt": moment(item.release_at),
            "language": item.language,
            "sourceId": item.source_id,
        }
    )


def sources(keys: Collection[int]) -> dict[int, Json]:
    """What may be named in public now, by its key."""
    rows = Source.objects.listed().filter(pk__in=keys).order_by() if keys else Source.objects.none()
    return {
        row["id"]: renamed(row, SOURCE) | known({"presentedAt": moment(row["presented_at"])})
        for row in rows.values("presented_at", *SOURCE)
    }
