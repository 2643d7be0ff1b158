"""Which trials a few words of an editor mean, whether public or not: an ID, or names and topics.

What visitors search is `trials.search`, which knows only what is listed.
"""

from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from trials import identifiers
from trials.models import FormerName, Intervention, TrialCondition, TrialIdentifier
from trials.models.trial_set import TrialQuerySet
from trials.publishing import may_be_named

MOST_WORDS = 10


def matching(trials: TrialQuerySet, text: str) -> TrialQuerySet:
    """The trials that match, with `relevance`: an ID first, then the acronym, then a title."""
    identified = _having(TrialIdentifier.objects.filter(key__in=_keys(text), resolves=True))
    every_word = Q(*(_somewhere(word) for word in text.split()[:MOST_WORDS]))
    relevance = Case(
        When(identified, then=Value(3)),
        When(acronym__iexact=text.strip(), then=Value(2)),
        When(brief_title__icontains=text.strip(), then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    found: TrialQuerySet = trials.filter(Q(identified) | every_word).annotate(relevance=relevance)
    return found


def _keys(text: str) -> list[str]:
    """The text as one ID in whatever spelling, and each ID in it."""
    mentioned = [mention.key for mention in identifiers.find_mentions(text)]
    return [key for key in {identifiers.fold(text), *mentioned} if key]


def _somewhere(word: str) -> Q:
    number = TrialIdentifier.objects.filter(key=identifiers.fold(word) or "-", resolves=True)
    drug = Q(name__icontains=word) | Q(other_names__icontains=word)
    return (
        Q(brief_title__icontains=word)
        | Q(official_title__icontains=word)
        | Q(acronym__icontains=word)
        | _having(FormerName.objects.filter(may_be_named(), name__icontains=word))
        | _having(TrialCondition.objects.filter(condition__name__icontains=word))
        | _having(Intervention.objects.filter(drug))
        | _having(number)
    )


def _having(parts: QuerySet[Any]) -> Exists:
    return Exists(parts.filter(trial=OuterRef("pk")))
