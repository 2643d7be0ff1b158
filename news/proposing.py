"""Proposes to the records what an item states of its trials; a person decides on each."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from news.mentions import Reading, read_mentions
from news.models import NewsItem
from news.stated import Asked, asked_key, certain_trials, stated
from trials.models import Arm, Proposal, Source, Trial
from trials.models.proposal import Decision, ProposalOrigin
from trials.partial_dates import in_words
from trials.proposals import Verdict, compared, stood_there, with_parts
from trials.vocabulary import SourceKind


@transaction.atomic
def propose_facts(item: NewsItem, reading: Reading | None = None) -> list[Proposal]:
    """Open a proposal for each fact the text states; gives those of the facts, decided ones too.

    What a person decided is not asked again. An open proposal goes with its sentence.
    """
    # Its source may have been made since it was read.
    sources = NewsItem.objects.select_for_update(of=("self",)).values_list("source", flat=True)
    item.source_id = sources.get(pk=item.pk)
    asked = facts_of_item(item, reading)
    if item.source_id is None and not asked:
        return []
    source = _source(item)
    standing = {key_of(proposal): proposal for proposal in proposals_of(item)}
    wanted = {one.key: one for one in asked}
    gone = [
        old.pk
        for key, old in standing.items()
        if key not in wanted and old.decision == Decision.OPEN
    ]
    Proposal.objects.filter(pk__in=gone).delete()
    _renew(standing, wanted)
    new = [_new(one, source) for key, one in wanted.items() if key not in standing]
    made = {key_of(proposal): proposal for proposal in Proposal.objects.bulk_create(new)}
    return [(standing | made)[key] for key in wanted]


def withdraw_facts(item: NewsItem) -> None:
    """Ask nothing more of what the item states; what was decided stays."""
    proposals_of(item).filter(decision=Decision.OPEN).delete()


def facts_of_item(item: NewsItem, reading: Reading | None = None) -> list[Asked]:
    """What the item states now of the trials it surely speaks of."""
    keys = certain_trials(item)
    if not keys:
        return []
    trials = {trial.pk: trial for trial in with_parts(Trial.objects.filter(pk__in=keys))}
    return stated(item, reading or read_mentions(item), trials)


def proposals_of(item: NewsItem) -> Any:
    """All that its text ever proposed."""
    if item.source_id is None:
        return Proposal.objects.none()
    rows = Proposal.objects.filter(source=item.source_id, origin=ProposalOrigin.RELEASE)
    return rows.select_related("content_type", "decided_by", "source").order_by("pk")


def to_decide(items: Iterable[NewsItem]) -> dict[int, int]:
    """How many open proposals of each item ask for something that its record does not say."""
    by_source: dict[int | None, int] = {
        item.source_id: item.pk for item in items if item.source_id is not None
    }
    rows = Proposal.objects.filter(source__in=by_source, origin=ProposalOrigin.RELEASE)
    waiting = list(rows.filter(decision=Decision.OPEN).select_related("content_type"))
    targets = targets_of(waiting) if waiting else {}
    counts: Counter[int] = Counter()
    for one in waiting:
        target = targets.get((one.content_type.model, one.object_id))
        if target is not None and compared(one, target).verdict != Verdict.SAME:
            counts[by_source[one.source_id]] += 1
    return counts


def targets_of(proposals: Iterable[Proposal]) -> dict[tuple[str, int], Any]:
    """The trials and arms that they are for, by model and key, with all that is compared."""
    of_arms = [one.object_id for one in proposals if one.content_type.model == "arm"]
    keys = {one.object_id for one in proposals if one.content_type.model == "trial"}
    keys |= set(Arm.objects.filter(pk__in=of_arms).values_list("trial_id", flat=True))
    trials = list(with_parts(Trial.objects.filter(pk__in=keys)))
    arms = [arm for trial in trials for arm in trial.arms.all()]
    return {("trial", one.pk): one for one in trials} | {("arm", one.pk): one for one in arms}


def key_of(proposal: Proposal) -> Any:
    """What makes it the same as a fact that is asked for."""
    model = proposal.content_type.model
    return asked_key(model, proposal.object_id, proposal.field, proposal.proposed_value)


def _source(item: NewsItem) -> Source:
    """The source that the release is; the database keeps it under embargo as long as the item."""
    if item.source is None:
        day = in_words(item.dated)
        item.source = Source.objects.create(
            kind=SourceKind.PRESS_RELEASE,
            title=item.title,
            short_title=f"Release of {day}" if day else "",
            date=item.dated,
            public_from=None,
        )
        item.save(update_fields=["source"])
    return item.source


def _renew(open_ones: dict[Any, Proposal], wanted: dict[Any, Asked]) -> None:
    """An open proposal shows the sentence as it is now."""
    changed = []
    for key in open_ones.keys() & wanted.keys():
        proposal, sentence = open_ones[key], wanted[key].fact.sentence
        if proposal.evidence != sentence:
            proposal.evidence = sentence
            changed.append(proposal)
    Proposal.objects.bulk_update(changed, ["evidence"])


def _new(asked: Asked, source: Source) -> Proposal:
    proposal = Proposal(
        content_type=ContentType.objects.get_for_model(asked.target),
        object_id=asked.target.pk,
        field=asked.field,
        proposed_value=asked.value,
        origin=ProposalOrigin.RELEASE,
        source=source,
        evidence=asked.fact.sentence,
    )
    proposal.base_value = stood_there(proposal, asked.target)
    return proposal
