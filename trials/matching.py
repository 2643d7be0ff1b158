"""Which trials a few words mean: one of their IDs, or each word stands in names and topics."""

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When
from django.db.models.functions import Now

from trials import identifiers
from trials.models import FormerName, Intervention, TrialCondition, TrialIdentifier
from trials.models.trial import TrialQuerySet

MOST_WORDS = 10
OF_THE_TRIAL = {"trial": OuterRef("pk")}


def matching(trials: TrialQuerySet, text: str) -> TrialQuerySet:
    """The trials that match, with `relevance`: an ID first, then the acronym, then a title."""
    identified = Exists(
        TrialIdentifier.objects.filter(key__in=_keys(text), resolves=True, **OF_THE_TRIAL)
    )
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


def unranked(trials: TrialQuerySet) -> TrialQuerySet:
    """Where nothing is asked, no trial is more relevant than another."""
    found: TrialQuerySet = trials.annotate(relevance=Value(0, IntegerField()))
    return found


def _keys(text: str) -> list[str]:
    """The text as one ID in whatever spelling, and each ID in it."""
    mentioned = [mention.key for mention in identifiers.find_mentions(text)]
    return [key for key in {identifiers.fold(text), *mentioned} if key]


def _somewhere(word: str) -> Q:
    of_the_trial = OF_THE_TRIAL
    named = Q(source=None) | Q(source__public_from__lte=Now())
    return (
        Q(brief_title__icontains=word)
        | Q(official_title__icontains=word)
        | Q(acronym__icontains=word)
        | Exists(FormerName.objects.filter(named, name__icontains=word, **of_the_trial))
        | Exists(TrialCondition.objects.filter(condition__name__icontains=word, **of_the_trial))
        | Exists(
            Intervention.objects.filter(
                Q(name__icontains=word) | Q(other_names__icontains=word), **of_the_trial
            )
        )
        | Exists(
            TrialIdentifier.objects.filter(
                key=identifiers.fold(word) or "-", resolves=True, **of_the_trial
            )
        )
    )
