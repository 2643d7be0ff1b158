"""What the registry knows of keys, marks and publications: a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Lower

from trials import identifiers
from trials.detection.names import possible_names
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


def known_under(keys: Collection[str]) -> dict[str, list[Known]]:
    """Identifiers, aliases and acronyms by their keys."""
    found: dict[str, list[Known]] = defaultdict(list)
    for identifier in _identifiers().order_by().filter(Among("key", keys)):
        found[identifier.key].append(
            Known(
                identifier.value, identifier.trial_id, identifier.kind, retired=identifier.retired
            )
        )
    for alias in Alias.objects.order_by().filter(Among("key", keys)):
        found[alias.key].append(Known(alias.alias, None, "ALIAS", target=alias.target))
    for key, written, trial in _acronyms(keys):
        start, end = possible_names(written).get(key, [(0, len(written))])[0]
        found[key].append(Known(written[start:end], trial, "ACRONYM"))
    return _resolved(found)


class Among(models.Func):
    """`column = ANY (keys)`: all keys in one array, however many they are."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY ("
    output_field = models.BooleanField()

    def __init__(self, column: str, keys: Collection[str]) -> None:
        texts = ArrayField(models.TextField())
        super().__init__(F(column), Value(list(keys), output_field=texts))


def _identifiers() -> QuerySet[TrialIdentifier]:
    """Those that lead to one trial, and sponsors' numbers that are long enough to say something."""
    sponsors = Q(kind=IdentifierKind.SPONSOR, key__regex=f"([0-9].*){{{SPONSOR_DIGITS}}}")
    return TrialIdentifier.objects.filter(Q(resolves=True) | sponsors)


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
    here = dict(
        TrialIdentifier.objects.filter(key__in=list(targets), resolves=True).values_list(
            "key", "trial_id"
        )
    )
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
    by_doi = Source.objects.alias(lower_doi=Lower("doi"))
    sources = by_doi.filter(Q(lower_doi__in=dois) | Q(pmid__in=pmids)).exclude(doi="", pmid="")
    ways = ("findings", "approvals", "guideline_listings", "references", "status_changes")
    for way in ways:
        for doi, pmid, trial in sources.filter(**{f"{way}__isnull": False}).values_list(
            "doi", "pmid", f"{way}__trial"
        ):
            found[doi.lower()].add(trial)
            found[pmid].add(trial)
    own = Reference.objects.filter(pmid__in=pmids).exclude(type=ReferenceType.BACKGROUND)
    for pmid, trial in own.values_list("pmid", "trial"):
        found[pmid].add(trial)
    found.pop("", None)
    return found


def trials_by_key(ids: Iterable[int]) -> dict[int, Trial]:
    """The trials, each merged one as the one that stays, with the words of their subject."""
    rows = Trial.objects.select_related("merged_into").prefetch_related(
        "conditions", "interventions"
    )
    return {trial.pk: trial.merged_into or trial for trial in rows.filter(pk__in=set(ids))}
