"""Example values for the style guide; nothing of it is a fact."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from news.models import Correction, NewsItem
from trials.cards import cards
from trials.evidence_table import evidence
from trials.filters import TextsField
from trials.glossary import terms_in
from trials.models import Arm, Cohort, Endpoint, Finding, Source, StatusChange, Trial
from trials.plain_words import Number, Statement
from trials.search import Hit
from trials.search.answer import OtherNames, Reading, Snippet
from trials.search.documents import Document

PAPER = Source(
    pk=1, kind="PUBLICATION", title="A journal", short_title="A journal 2098", date="2098-03"
)
PAPER.doi = "10.1000/example"
NAMED = Source(pk=2, kind="REPORT", title="A report without an address")
TAKEN_BACK = Source(
    pk=3, kind="PUBLICATION", title="Another journal", date="2097", retracted_on="2098-01"
)

OPEN = StatusChange(status="RECRUITING", as_of="2098-02-01", source=PAPER)
STOPPED = StatusChange(status="TERMINATED", as_of="2098", source=NAMED)

DRUG = Arm(pk=1, label="Examplinib", type="EXPERIMENTAL")
PLACEBO = Arm(pk=2, label="Placebo", type="PLACEBO_COMPARATOR")
SURVIVAL = Endpoint(pk=1, level="PRIMARY", measure="Overall survival (OS)")
COHORT = Cohort(pk=1, label="A", name="People with an example")


def _finding(pk: int, value: str, source: Source, **fields: Any) -> Finding:
    said = {"quantity": "MEDIAN", "endpoint": SURVIVAL, "arm": DRUG, "unit": "months", **fields}
    return Finding(pk=pk, trial_id=1, value_text=value, value=Decimal(value), source=source, **said)


MEDIAN = _finding(1, "13.8", PAPER, lower=Decimal(9), upper=Decimal(17), level=Decimal(95))
MEDIAN.is_preferred = True
OTHER_MEDIAN = _finding(2, "12.1", NAMED, note="No source says why.")
RATIO = _finding(
    3, "0.38", PAPER, quantity="HAZARD_RATIO", comparator=PLACEBO, unit="", p_value="<0.001"
)
DIFFERING = {"record": {"evidence": evidence([MEDIAN, OTHER_MEDIAN, RATIO], [COHORT], [SURVIVAL])}}

PLAIN = Statement("This phase 3 trial tests Examplinib against placebo.")
WITH_SOURCE = Statement(
    "The trial is open: people can join.", source=PAPER, day="2098-02-01", link="status"
)
WITH_NUMBERS = Statement(
    "People on Examplinib lived longer than people on placebo.",
    "Overall survival (OS)",
    [Number("Median, Examplinib", MEDIAN), Number("Hazard ratio", RATIO)],
    link="findings",
)
TERM = terms_in("hazard ratio")[0]

TRIAL = Trial(pk=1, protocol_id="A000000", acronym="EXAMPLE", brief_title="Testing Examplinib")
BARE_APPROVAL = {
    "agency": "An agency",
    "product": "Examplinib",
    "get_decision_display": "Approved",
    "trial": TRIAL,
    "trial_id": 1,
}
QUOTED_APPROVAL = BARE_APPROVAL | {
    "decided_on": "2098-03-26",
    "indication": "For adults with an example that came back.",
    "indication_is_verbatim": True,
    "population": "Adults",
    "source": PAPER,
}

IN_A_FEED = {
    "overall_status": "RECRUITING",
    "get_overall_status_display": "Recruiting",
    "status_is_public": True,
    "status_as_of": "2098-02-01",
    "status_source": PAPER,
}
KNOWN = {
    "id": "A000000",
    "acronym": "EXAMPLE",
    "title": TRIAL.brief_title,
    "status": "RECRUITING",
    "as_of": "2098-02-01",
    "phases": ["PHASE3"],
    "conditions": ["An example"],
}


def _hit(card: dict[str, Any], *why: Snippet, **more: Any) -> Hit:
    return Hit(Document(0, "trial", 1, card, {}), conditional_escape(card["title"]), why, **more)


FOUND_BY = Snippet("Treatment", format_html("<mark>{}</mark> daily", "Examplinib"))


def bare_card() -> SafeString:
    """Of a trial of which only the ID is known; called by the template, which knows addresses."""
    return cards([_hit({"id": "A000001", "title": "A000001"})], "h4")


def full_cards() -> SafeString:
    """With all that a card can say."""
    found = _hit(KNOWN, FOUND_BY, miles=12.0)
    other = _hit(KNOWN | {"id": "A000002", "status": "COMPLETED"}, as_typed=False)
    return cards([found, other], "h4", choose=True)


WAY = {"above": [("Home", "/"), ("Trials", "/trials/")], "here": "A000000 EXAMPLE"}
CORRECTED_ITEM = {
    "corrections": {
        "all": [Correction(corrected_at=datetime(2098, 4, 2, tzinfo=UTC), text="It was April.")]
    }
}

RELEASE = NewsItem(
    slug="example", kind="PRESS_RELEASE", title="A trial has a result", dated="2098-03-26"
)
RELEASE.summary = "What it found, in a sentence or two."
FOREIGN = NewsItem(
    slug="beispiel", kind="ANNOUNCEMENT", title="Eine Studie beginnt", dated="2098", language="de"
)
WITHDRAWN = {
    "withdrawn_at": datetime(2098, 3, 26, tzinfo=UTC),
    "withdrawal_reason": "It was entered twice.",
}


class ExampleForm(forms.Form):
    """Conditions of a list."""

    kind = forms.MultipleChoiceField(
        choices=[("a", "Press release"), ("b", "Announcement")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    words = TextsField(label="Trial", required=False)


UNASKED = ExampleForm()
ASKED = ExampleForm({"kind": ["a"], "words": ["A000000", "A000001"]})
WRONG = ExampleForm({"kind": ["c"]})

CORRECTED = Reading(words="examplinib", corrected_from="exmaplinib")
WIDENED = Reading(
    words="example",
    other_names=(OtherNames("example", "Example", tuple(f"name {at}" for at in range(9))),),
    dropped=("more",),
)
