"""A public trial and a public item, and beside them, in every state, what must show at no exit."""

from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from model_bakery import baker

from news.models import Attachment, Correction, NewsImage, NewsItem
from tests.records import (
    NOT_LISTED,
    a_finding,
    a_guideline_listing,
    a_link,
    a_source,
    a_status,
    a_trial,
    an_approval,
    an_issue,
    an_item,
)
from trials.models import (
    Condition,
    FormerName,
    Intervention,
    Organisation,
    Reference,
    SupportingTrial,
    Trial,
    TrialCondition,
    TrialIdentifier,
)

HIDDEN = "Zzsecret"


@dataclass
class World:
    """What is public, and beside it everything that is not."""

    hidden_trials: dict[str, Trial] = field(default_factory=dict)
    hidden_items: dict[str, NewsItem] = field(default_factory=dict)


def a_world() -> World:
    made = World()
    trial = a_trial("A021602", brief_title="Testing cabozantinib")
    a_status(trial, "ACTIVE_NOT_RECRUITING")
    condition = baker.make(Condition, name="Carcinoid tumor", slug="carcinoid-tumor")
    baker.make(TrialCondition, trial=trial, condition=condition)
    issue = an_issue()
    item = an_item(title="Testing goes on", body="It speaks of A021602.", issue=issue)
    a_link(item, trial)
    a_finding(trial, "298", a_source())
    drawn(trial, "0.22", "13.8", a_source())
    approval = an_approval(trial)
    for number, (state, fields) in enumerate(NOT_LISTED.items()):
        hidden = hidden_trial(f"A09999{number}", state, fields, condition)
        made.hidden_trials[state] = hidden
        a_link(item, hidden)
        baker.make(SupportingTrial, approval=approval, trial=hidden)
        made.hidden_items[state] = hidden_item(trial, state, fields, issue)
        hidden_parts(trial, state, fields)
    under_embargo(trial)
    NewsItem.objects.filter(pk=item.pk).update(
        body="It speaks of A021602.\n\nAnd of A099990, A099991, A099992 and A099993."
    )
    return made


def hidden_trial(
    protocol_id: str, state: str, fields: dict[str, Any], condition: Condition
) -> Trial:
    """With parts that are public by themselves and hidden only by their trial."""
    word = f"{HIDDEN} trial {state}"
    sponsor = baker.make(Organisation, name=f"{word} sponsor")
    trial = a_trial(
        protocol_id, brief_title=f"Testing {word}", acronym=word, lead_sponsor=sponsor, **fields
    )
    own = baker.make(Condition, name=f"{word} condition", slug=f"zzsecret-{state}")
    for each in (condition, own):
        baker.make(TrialCondition, trial=trial, condition=each)
    baker.make(Intervention, trial=trial, name=f"{word} drug")
    baker.make(FormerName, trial=trial, kind="ACRONYM", name=f"{word} name")
    baker.make(TrialIdentifier, trial=trial, kind="CTRP", value=f"NCI-2030-{protocol_id[-5:]}")
    a_status(trial, "RECRUITING")
    an_approval(trial, agency=f"{word} agency", product=f"{word} product")
    a_guideline_listing(trial, f"{word} guideline")
    return trial


def hidden_item(trial: Trial, state: str, fields: dict[str, Any], issue: Any) -> NewsItem:
    """In a public issue, linked to a public trial; and another one, alone in an issue."""
    word = f"{HIDDEN} item {state}"
    item = an_item(
        f"zzsecret-{state}", title=f"Testing {word}", summary=word, issue=issue, **fields
    )
    a_link(item, trial)
    baker.make(Correction, item=item, text=word)
    baker.make(Attachment, item=item, title=word, file=ContentFile(b"%PDF", name="zzsecret.pdf"))
    picture = ContentFile(b"png", name="zzsecret.png")
    baker.make(NewsImage, item=item, alternative_text=word, file=picture)
    alone = an_issue(f"zzsecret-issue-{state}", title=f"{word} issue")
    an_item(f"zzsecret-alone-{state}", title=f"Testing {word}", issue=alone, **fields)
    return item


def hidden_parts(trial: Trial, state: str, fields: dict[str, Any]) -> None:
    """Of a public trial."""
    word = f"{HIDDEN} part {state}"
    a_finding(trial, f"{word} value", a_source(f"{word} source"), **fields)
    drawn(trial, f"{word} ratio", f"{word} median", a_source(f"{word} source"), **fields)
    an_approval(trial, agency=f"{word} agency", product=f"{word} product", **fields)
    a_guideline_listing(trial, f"{word} guideline", **fields)


def drawn(trial: Trial, ratio: str, median: str, source: Any, **fields: Any) -> None:
    """Numbers of the same arms and endpoint, which are pictures too."""
    drug, placebo = (trial.arms.get_or_create(label=label)[0] for label in ("Drug", "Placebo"))
    endpoint, _ = trial.endpoints.get_or_create(level="PRIMARY", measure="PFS")
    of = {"endpoint": endpoint, "arm": drug, **fields}
    a_finding(trial, ratio, source, quantity="HAZARD_RATIO", comparator=placebo, **of)
    a_finding(trial, median, source, quantity="MEDIAN", **of)


def under_embargo(trial: Trial) -> None:
    """Public by themselves, resting on a source that is not."""
    word = f"{HIDDEN} embargo"
    source = a_source(f"{word} source", public_from=None)
    release = an_item("zzsecret-release", source=source, state="IN_REVIEW")
    assert not type(source).objects.listed().filter(pk=source.pk).exists()
    assert release.source == source
    a_finding(trial, f"{word} value", source)
    drawn(trial, f"{word} ratio", f"{word} median", source)
    an_approval(trial, agency=f"{word} agency", product=f"{word} product", source=source)
    a_guideline_listing(trial, f"{word} guideline", source=source)
    baker.make(FormerName, trial=trial, kind="ACRONYM", name=f"{word} name", source=source)
    baker.make(Reference, trial=trial, citation=f"{word} paper", source=source)
    a_status(trial, "TERMINATED", as_of="2025-01", reason=f"{word} reason", source=source)
