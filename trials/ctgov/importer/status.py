"""The status a study states: a new StatusChange, or a later "as of" of the last one."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from trials.ctgov.importer.merge import Merged
from trials.ctgov.importer.rows import Row
from trials.ctgov.importer.values import REGISTRY, status_as_of, version_date, word
from trials.ctgov.importer.writes import Keys, Writes
from trials.ctgov.records import Study
from trials.models import Source, StatusChange
from trials.vocabulary import STOPPED_STATUSES, SourceKind

STUDY_PAGE = "https://clinicaltrials.gov/study/"
COLUMN = "overall_status"


def described(study: Study) -> dict[str, str]:
    """The study's record at the registry as a source: only what was numbered has a page there."""
    if number := study.identification.nct_id:
        title, url = f"{REGISTRY} record {number}", f"{STUDY_PAGE}{number}"
        return {"title": title, "short_title": REGISTRY, "publisher": REGISTRY, "url": url}
    own = study.identification.org_study_id
    return {"title": f"Study record {own.id.strip() if own else ''}", "url": ""}


def sources_made_before(studies: Iterable[Study]) -> dict[str, Source]:
    """Those that an editor made before the first import, by their address and by their title."""
    wanted = [described(study) for study in studies]
    titles = Q(title__in={one["title"] for one in wanted})
    pages = Q(url__in={one["url"] for one in wanted} - {""})
    found = Source.objects.filter(titles | pages, kind=SourceKind.REGISTRY) if wanted else []
    by_words: dict[str, Source] = {}
    for source in sorted(found, key=lambda one: -one.pk):
        by_words |= {source.title: source, source.url: source}
    by_words.pop("", None)
    return by_words


def keep_source(study: Study, found: Source | None, keys: Keys, writes: Writes) -> int:
    """The key of the source, new or dated by the record's last update."""
    date = version_date(study)
    if found is None:
        key = keys.take(Source)
        writes.insert(Source, key, described(study) | {"kind": SourceKind.REGISTRY, "date": date})
        return key
    if date > found.date:
        writes.update(Source, found.pk, {"date": date})
    return found.pk


def changes_of(trials: Iterable[int]) -> dict[int, list[Row]]:
    """What was said of the status of each of these trials, as a whole, in order."""
    whole = StatusChange.objects.filter(trial__in=trials, cohort=None, arm=None, site=None)
    found: dict[int, list[Row]] = defaultdict(list)
    columns = ("id", "trial_id", "status", "as_of", "source_id")
    for row in whole.order_by("id").values(*columns):
        found[row["trial_id"]].append(dict(row))
    return found


class CurrentStatus:
    """The status of a trial as it is held, while one study is taken in."""

    def __init__(self, trial: int, held: Row, changes: list[Row]) -> None:
        self.trial, self.changes = trial, changes
        self.status, self.as_of = held[COLUMN], held["status_as_of"]

    def follow(
        self, study: Study, base: Study | None, source: int, keys: Keys, writes: Writes
    ) -> Merged:
        """Add what changed; a status set by hand stays instead."""
        new, before = word(study.status.overall_status), word(base and base.status.overall_status)
        merged = Merged(ours={COLUMN: self.status})
        if new == self.status:
            merged.agreed.add(COLUMN)
            self._hold_longer(study, source, writes)
        elif new and self.status in ("", before):
            writes.insert(StatusChange, keys.take(StatusChange), self._change(study, source))
        elif new and new != before:
            merged.kept[COLUMN] = before, new
        return merged

    def _change(self, study: Study, source: int) -> dict[str, Any]:
        """As of the best date that is no earlier than that of the status it follows."""
        status = study.status
        return {
            "trial_id": self.trial,
            "status": word(status.overall_status),
            "as_of": status_as_of(study, self.as_of),
            "reason": status.why_stopped if status.overall_status in STOPPED_STATUSES else "",
            "source_id": source,
        }

    def _hold_longer(self, study: Study, source: int, writes: Writes) -> None:
        """The registry still says so: its own row holds as of a later date."""
        date = status_as_of(study)
        said = {"status": self.status, "source_id": source}
        own = [row for row in self.changes if said.items() <= row.items()]
        if date > self.as_of and own and own[-1]["as_of"] == self.as_of:
            writes.update(StatusChange, own[-1]["id"], {"as_of": date})
