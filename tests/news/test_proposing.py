"""What a release states of a trial is proposed to its record, and nothing of it is applied."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news.linking import reject
from news.models import NewsItem
from news.proposing import propose_facts
from tests.accounts import member
from tests.records import a_link, a_trial, an_editor, an_item
from trials.models import Proposal, Trial
from trials.proposals import Verdict, accept, compared, keep, seen, with_parts

RELEASE = Path(__file__).parent.parent / "data" / "facts_release.txt"
SEED = "cabinet_press_release.txt"

pytestmark = pytest.mark.django_db

STATED: list[tuple[str, dict[str, Any]]] = [
    ("approvals", {"agency": "FDA", "product": "cabozantinib", "decision": "APPROVED"}),
    ("findings", {"quantity": "ENROLLMENT", "value": "298"}),
    ("findings", {"quantity": "ENROLLMENT", "value": "99", "cohort": "pNET"}),
    ("findings", {"quantity": "ENROLLMENT", "value": "199", "cohort": "epNET"}),
    ("arms", {"label": "Placebo", "type": "PLACEBO_COMPARATOR"}),
    ("arms", {"label": "Cabozantinib", "type": "EXPERIMENTAL"}),
    ("endpoints", {"level": "PRIMARY", "abbreviation": "PFS"}),
    ("endpoints", {"level": "SECONDARY", "abbreviation": "OS"}),
    ("endpoints", {"level": "SECONDARY", "abbreviation": "ORR"}),
    ("endpoints", {"level": "SECONDARY", "measure": "Safety"}),
    ("references", {"citation": "ESMO Congress 2024"}),
    ("references", {"citation": "The New England Journal of Medicine"}),
    (
        "guideline_listings",
        {"listed_on": "2025-01", "category": "category 1 or 2A preferred"},
    ),
    ("identifiers", {"value": "U10CA180821"}),
    ("identifiers", {"value": "U10CA180882"}),
    ("organisations", {"name": "Exelixis", "role": "COLLABORATOR"}),
]
SET = {
    "phases": ["PHASE3"],
    "allocation": "RANDOMIZED",
    "allocation_ratio": "2:1",
    "masking": "DOUBLE",
    "enrollment": 298,
    "lead_sponsor": "National Cancer Institute",
}


@pytest.fixture(params=["our own", "the real one"])
def release(request: pytest.FixtureRequest) -> Path:
    if request.param == "our own":
        return RELEASE
    return Path(request.getfixturevalue("samples")).parent / "seed" / SEED


@pytest.fixture
def cabinet(db: Any) -> Trial:
    call_command("load_example_data", verbosity=0)
    trial: Trial = Trial.objects.identified_by("A021602").get()
    return trial


def taken_in(release: Path) -> NewsItem:
    call_command("import_release", str(release))
    return NewsItem.objects.latest("pk")


def test_it_yields_what_it_states(release: Path) -> None:
    trial = a_trial("A021602", nct_id="NCT03375320", acronym="CABINET")
    item = taken_in(release)
    proposals = list(Proposal.objects.filter(source=item.source))
    rows: list[tuple[str, Any]] = [(one.field, one.proposed_value) for one in proposals]
    for field, fields in STATED:
        fitting = [
            value
            for name, value in rows
            if name == field
            and "crossover" not in value
            and all(value.get(key) == words for key, words in fields.items())
        ]
        assert len(fitting) == 1, (field, fields)
    values = {field: value for field, value in rows if field in SET}
    assert values == SET
    crossing = [value for field, value in rows if field == "arms" and "crossover" in value]
    assert [value["label"] for value in crossing] == ["Placebo"]
    assert len(proposals) == len(STATED) + len(SET) + 1, "and nothing else"
    assert {one.decision for one in proposals} == {"OPEN"}
    assert all(one.evidence and one.origin == "RELEASE" for one in proposals)
    assert all(one.target == trial for one in proposals)


@pytest.mark.slow
def test_nothing_is_applied(cabinet: Trial, release: Path) -> None:
    before = (cabinet.revision, cabinet.findings.count(), cabinet.arms.count())
    item = taken_in(release)
    cabinet.refresh_from_db()
    assert (cabinet.revision, cabinet.findings.count(), cabinet.arms.count()) == before
    assert item.source is not None
    assert item.source.public_from is None, "it waits as long as the release"


@pytest.mark.slow
def test_each_says_how_it_stands_to_the_record(cabinet: Trial, release: Path) -> None:
    taken_in(release)
    trial = with_parts(Trial.objects.filter(pk=cabinet.pk)).get()
    standing = {}
    for one in Proposal.objects.exclude(content_type__model="arm"):
        value: Any = one.proposed_value
        name = f"{one.field} {value.get('cohort', '')}" if isinstance(value, dict) else one.field
        standing[name] = compared(one, trial)
    pnet = standing["findings pNET"]
    assert pnet.verdict == Verdict.DIFFERS
    assert "NEJM 2024 says 95." in pnet.sentences
    assert "ESMO 2023 LBA53 says 93." in pnet.sentences
    assert pnet.sentences[-1] == "FDA label and Alliance release 2025 say 99 too."
    assert standing["masking"].verdict == Verdict.NEW
    for same in ("phases", "allocation_ratio", "enrollment", "approvals ", "references "):
        assert standing[same].verdict == Verdict.SAME, same
    for same in ("identifiers ", "organisations ", "endpoints ", "guideline_listings "):
        assert standing[same].verdict == Verdict.SAME, same


@pytest.mark.slow
def test_a_second_run_asks_nothing_again(cabinet: Trial, release: Path) -> None:
    item = taken_in(release)
    before = list(Proposal.objects.order_by("pk").values_list("pk", flat=True))
    again = propose_facts(item)
    assert sorted(one.pk for one in again) == before
    assert list(Proposal.objects.order_by("pk").values_list("pk", flat=True)) == before


def test_a_sentence_that_is_gone_takes_its_open_proposal_along() -> None:
    a_trial("A021602")
    item = an_item(body="A021602 is a phase III trial. It enrolled 298 patients. Ratio 2:1.")
    a_link(item, Trial.objects.get())
    propose_facts(item)
    kept = Proposal.objects.get(field="enrollment")
    keep(kept, an_admin())
    item.body = "A021602 is a phase II trial. It enrolled more than 200 patients."
    item.save()
    propose_facts(item)
    assert {(one.field, str(one.proposed_value)) for one in open_ones()} == {
        ("phases", "['PHASE2']"),
        ("findings", "{'quantity': 'ENROLLMENT', 'value_text': 'more than 200'}"),
    }
    item.body = "A021602 enrolled 298 patients."
    item.save()
    propose_facts(item)
    kept.refresh_from_db()
    assert kept.decision == "KEPT", "what was decided is not asked again"
    assert [one.field for one in open_ones()] == ["findings"]


def open_ones() -> list[Proposal]:
    return list(Proposal.objects.filter(decision="OPEN"))


def an_admin() -> Any:
    editor = an_editor()
    editor.is_superuser = True
    editor.save()
    return editor


def test_of_two_trials_each_gets_its_own() -> None:
    one, two = a_trial("A021602"), a_trial("A031201")
    item = an_item(
        title="Two results",
        body="A021602 enrolled 298 patients. They were randomized 2:1.\n\n"
        "A031201 enrolled 1,311 patients. They were randomized 1:1.\n\n"
        "Unlike A021602, which was a phase II trial, A031201 was double-blind and phase III trial.",
    )
    for trial in (one, two):
        a_link(item, trial)
    propose_facts(item)
    asked = {
        (proposal.target, proposal.field): proposal.proposed_value
        for proposal in Proposal.objects.exclude(field="findings")
    }
    assert asked == {
        (one, "enrollment"): 298,
        (one, "allocation"): "RANDOMIZED",
        (one, "allocation_ratio"): "2:1",
        (two, "enrollment"): 1311,
        (two, "allocation"): "RANDOMIZED",
        (two, "allocation_ratio"): "1:1",
    }, "a sentence that names both is about neither"


def test_what_is_said_of_an_unknown_trial_goes_to_none() -> None:
    trial = a_trial("A021602")
    item = an_item(body="A021602 goes on. NCT09999999 enrolled 500 patients.")
    a_link(item, trial)
    assert propose_facts(item) == []


def test_only_trials_that_it_surely_speaks_of() -> None:
    trial = a_trial("A021602")
    item = an_item(body="A021602 enrolled 298 patients.")
    link = a_link(item, trial, status="SUGGESTED")
    link.is_ambiguous = True
    link.save()
    assert propose_facts(item) == []
    assert item.source is None, "no source for nothing"
    link.is_ambiguous = False
    link.save()
    assert len(propose_facts(item)) == 2
    reject(link, an_editor())
    assert propose_facts(item) == []
    assert not Proposal.objects.exists()


@pytest.mark.slow
def test_the_source_comes_out_with_the_release() -> None:
    item = an_item(body="A021602 enrolled 298 patients.", dated="2025-03", state="DRAFT")
    a_link(item, a_trial("A021602"))
    propose_facts(item)
    item.refresh_from_db()
    source: Any = item.source
    assert (source.public_from, str(source)) == (None, "Release of March 2025")
    NewsItem.objects.update(state="APPROVED")
    source.refresh_from_db()
    assert source.public_from == item.release_at


def test_the_number_of_queries_does_not_grow_with_the_text() -> None:
    trial = a_trial("A021602")
    sentences = ["A021602 is a phase III trial."]
    counts = []
    for number in (3, 40):
        sentences += [
            f"A021602 enrolled {10 + at} patients with B{at} tumors." for at in range(number)
        ]
        body = " ".join(sentences) + "\n\nGrants U10CA180821, U10CA180822, U10CA180823."
        item = an_item(f"item-{number}", body=body)
        a_link(item, trial)
        with CaptureQueriesContext(connection) as queries:
            propose_facts(item)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.slow
def test_the_command_lists_them(cabinet: Trial, capsys: pytest.CaptureFixture[str]) -> None:
    taken_in(RELEASE)
    shown = capsys.readouterr().out
    assert "Facts proposed: 23 (decided one by one, in the admin under “Facts”)" in shown
    assert "    Finding: Enrollment, pNET: 99" in shown
    assert "    Allocation ratio: 2:1" in shown


def test_the_trial_of_the_item_counts_not_the_one_named_most() -> None:
    trial = a_trial("A021602", state="DRAFT")
    body = (
        "The A021602 trial enrolled 298 patients.\n\nThe POLO study was larger. In the POLO study,"
        " 402 patients were randomized."
    )
    item = an_item(body=body)
    a_link(item, trial)
    propose_facts(item)
    enrolled = Proposal.objects.filter(field="enrollment")
    assert [one.proposed_value for one in enrolled] == [298]


RATIO = (
    "# Results\n\nIn the pNET cohort of A021602, median progression-free survival was 14.1 months"
    " with cabozantinib and 3.3 months with placebo (hazard ratio 0.24; 95% confidence interval,"
    " 0.13 to 0.44)."
)


@pytest.mark.slow
def test_a_ratio_without_arms_is_of_the_two_that_the_trial_has(cabinet: Trial) -> None:
    item = an_item(body=RATIO)
    a_link(item, cabinet)
    propose_facts(item)
    ratio = next(
        one
        for one in Proposal.objects.filter(field="findings")
        if one.proposed_value["quantity"] == "HAZARD_RATIO"  # type: ignore[index]
    )
    trial = with_parts(Trial.objects.filter(pk=cabinet.pk)).get()
    assert "0.23" in " ".join(compared(ratio, trial).sentences)
    accept(ratio, member("edith", "Editors"), seen(ratio, trial))
    made: Any = cabinet.findings.get(value_text="0.24")
    assert (made.arm.label, made.comparator.label) == ("Cabozantinib", "Placebo")
