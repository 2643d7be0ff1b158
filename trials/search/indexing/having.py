"""What trials have beside the protocol, as of now: news, findings, approvals, differing sources."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models.expressions import RawSQL

from trials.discrepancies import differing
from trials.models import Approval, Finding, SupportingTrial, Trial
from trials.search.question import Has


def having(trials: Sequence[int]) -> Mapping[int, Sequence[str]]:
    """The words of `Has` that are true of each trial."""
    found: dict[int, list[str]] = defaultdict(list)
    given = RawSQL("SELECT unnest(%s::bigint[])", [list(trials)])
    for word, rows in _parts():
        mine = rows.filter(trial__in=given).order_by().values_list("trial", flat=True)
        for trial in mine.distinct():
            found[trial].append(word)
    return {trial: tuple(dict.fromkeys(words)) for trial, words in found.items()}


def _parts() -> Iterator[tuple[str, Any]]:
    news: Any = Trial._meta.get_field("news_links").related_model
    granted = Approval.objects.listed().granted()
    findings = Finding.objects.listed()
    yield Has.NEWS, news.objects.listed()
    yield Has.FINDINGS, findings
    yield Has.APPROVAL, granted
    yield Has.APPROVAL, SupportingTrial.objects.filter(approval__in=granted)
    yield Has.DISCREPANCY, differing(findings)
