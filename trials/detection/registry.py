"""What the registry knows of keys, marks and publications: a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Set
from dataclasses import dataclass

from django.db import connection, models
from django.db.models import F, Value
from django.db.models.functions import Lower

from trials import identifiers
from trials.detection.names import places
from trials.marks import NameInTitle, Squeezed
from trials.models import Alias, FormerName, Reference, Source, Trial, TrialIdentifier
from trials.vocabulary import RESOLVING_KINDS, IdentifierKind, ReferenceType

Ids = dict[str, set[int]]
# One look into the index for each mark: asked for all at once, PostgreSQL reads all trials. Of four
# words that are in hundreds of titles (a common disease) a few will do, others tell the title.
_TITLES = """
SELECT DISTINCT found.trial, found.title
FROM unnest(%s::integer[]) AS mark CROSS JOIN LATERAL (
    (SELECT id, brief_title FROM trials_trial
        WHERE title_marks(brief_title) @> ARRAY[mark] LIMIT 50)
    UNION ALL
    (SELECT id, official_title FROM trials_trial
        WHERE title_marks(official_title) @> ARRAY[mark] LIMIT 50)
    UNION ALL
    (SELECT trial_id, name FROM trials_formername WHERE title_marks(name) @> ARRAY[mark] LIMIT 50)
) AS found (trial, title)
LIMIT 5000
"""
SPONSOR_DIGITS = 3
MANY = 1000
"""Trials: of more, which no release names, the long texts are read only when they are asked for."""
NAMES = ("protocol_id", "nct_id", "acronym", "brief_title")


@dataclass(frozen=True)
class Known:
    """A name of a trial as the registry or a group's list writes it."""

    name: str
    trial_id: int | None
    kind: str
    target: str = ""
    """Of an alias: the ID it stands for."""
    retired: bool = False

    @property
    def resolves(self) -> bool:
        """Whether it is an identifier that leads to its trial alone."""
        return self.kind in RESOLVING_KINDS


def known_under(keys: Collection[str], names: Collection[str]) -> dict[str, list[Known]]:
    """Identifiers and aliases by their keys, and acronyms by those that are `names`."""
    found: dict[str, list[Known]] = defaultdict(list)
    for key, value, trial, kind, retired in _identifiers(keys):
        found[key].append(Known(value, trial, kind, retired=retired))
    for alias in Alias.objects.order_by().filter(Among("key", keys)):
        found[alias.key].append(Known(alias.alias, None, "ALIAS", target=alias.target))
    for key, written, trial in _acronyms(names):
        start, end, _ = next(places(written, {key}), (0, len(written), key))
        found[key].append(Known(written[start:end], trial, "ACRONYM"))
    return _resolved(found)


class Among(models.Func):
    """`column = ANY (keys)`, all keys in one text: none holds a space.

    In a query of their own, since PostgreSQL plans by the keys it sees: of many, it reads all rows.
    """

    template = "(%(expressions)s, ' '))::%(type)s[]))"
    arg_joiner = " = ANY ((SELECT string_to_array("
    output_field = models.BooleanField()

    def __init__(self, column: str, keys: Iterable[object], of: str = "text") -> None:
        joined = Value(" ".join(map(str, keys)), output_field=models.TextField())
        super().__init__(F(column), joined, type=of)


def _identifiers(keys: Collection[str]) -> Iterator[tuple[str, str, int, str, bool]]:
    """Those that lead to one trial, and sponsors' numbers that are long enough to say something."""
    rows = TrialIdentifier.objects.order_by().filter(Among("key", keys))
    sponsors = rows.filter(kind=IdentifierKind.SPONSOR, key__regex=f"([0-9].*){{{SPONSOR_DIGITS}}}")
    for each in (rows.filter(resolves=True), sponsors.filter(resolves=False)):
        yield from each.values_list("key", "value", "trial_id", "kind", "retired")


def _acronyms(keys: Collection[str]) -> Iterable[tuple[str, str, int]]:
    """Acronyms of today, former ones, those in titles: squeezed, as written, the trial's ID."""
    today = Trial.objects.exclude(acronym="").annotate(squeezed=Squeezed("acronym"))
    titled = Trial.objects.annotate(squeezed=NameInTitle("brief_title"))
    former = FormerName.objects.filter(kind="ACRONYM").annotate(squeezed=Squeezed("name"))
    for rows, name, trial in (
        (today, "acronym", "pk"),
        (titled, "brief_title", "pk"),
        (former, "name", "trial_id"),
    ):
        wanted = rows.order_by().filter(Among("squeezed", keys))
        yield from wanted.values_list("squeezed", name, trial)


def _resolved(found: dict[str, list[Known]]) -> dict[str, list[Known]]:
    """Aliases with the trial that their ID leads to, if it is here."""
    targets = {identifiers.fold(known.target): 0 for rows in found.values() for known in rows}
    targets.pop("", None)
    if not targets:
        return found
    rows = TrialIdentifier.objects.filter(Among("key", targets), resolves=True)
    here = dict(rows.values_list("key", "trial_id"))
    return {
        key: [
            Known(known.name, here.get(identifiers.fold(known.target)), known.kind, known.target)
            if known.target
            else known
            for known in rows
        ]
        for key, rows in found.items()
    }


def titles_with(marks: Iterable[int]) -> list[tuple[int, str]]:
    """Titles, today's and former ones, that share a mark with the text; each with its trial."""
    with connection.cursor() as cursor:
        cursor.execute(_TITLES, [list(marks)])
        return list(cursor.fetchall())


def publications(dois: Set[str], pmids: Set[str]) -> dict[str, set[int]]:
    """Trials by the DOI or PubMed ID of a publication on their record; not what they only cite."""
    found: Ids = defaultdict(set)
    if not dois and not pmids:
        return found
    by_doi = Source.objects.alias(lower_doi=Lower("doi")).filter(Among("lower_doi", dois))
    by_pmid = Source.objects.filter(Among("pmid", pmids))
    sources = {
        pk: (doi.lower(), pmid)
        for rows in (by_doi.exclude(doi=""), by_pmid.exclude(pmid=""))
        for pk, doi, pmid in rows.values_list("pk", "doi", "pmid")
    }
    for source, trial in _told_by(sources) if sources else ():
        for number in sources[source]:
            found[number].add(trial)
    own = Reference.objects.filter(Among("pmid", pmids)).exclude(type=ReferenceType.BACKGROUND)
    for pmid, trial in own.values_list("pmid", "trial"):
        found[pmid].add(trial)
    found.pop("", None)
    return found


def _told_by(sources: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Each source with the trials that have something from it."""
    for way in ("findings", "approvals", "guideline_listings", "references", "status_changes"):
        rows = Source.objects.filter(Among("pk", sources, of="bigint"))
        yield from rows.filter(**{f"{way}__isnull": False}).values_list("pk", f"{way}__trial")


def trials_by_key(ids: Collection[int]) -> dict[int, Trial]:
    """The trials, each merged one as the one that stays."""
    rows = Trial.objects.filter(Among("pk", ids, of="bigint")).order_by()
    rows = rows.select_related("merged_into")
    if len(ids) > MANY:
        rows = rows.only(*NAMES, "merged_into", *(f"merged_into__{name}" for name in NAMES))
    return {trial.pk: _staying(trial) for trial in rows}


def _staying(trial: Trial) -> Trial:
    one = trial.merged_into or trial
    return (one.merged_into_id and Trial.objects.reached_by(one.public_id)) or one
