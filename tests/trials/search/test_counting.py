"""What a choice counts is what choosing it shows, for any question; and near a place."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from model_bakery import baker
from pytest_django.plugin import DjangoDbBlocker

from tests.examples import examples
from tests.records import a_finding, a_source, a_status, a_trial, an_item
from tests.trials.search.asking import all_ids, ask, ids
from trials.models import (
    Condition,
    Intervention,
    Organisation,
    Site,
    Trial,
    TrialCondition,
    TrialOrganisation,
)
from trials.search import NEWS, Near, Question, find, refresh

pytestmark = pytest.mark.django_db
COUNT = 24
BOSTON, WORCESTER, DENVER = (42.36, -71.06), (42.27, -71.80), (39.74, -104.99)
PLACES = (BOSTON, WORCESTER, DENVER)
NEAR_BOSTON = Near(*BOSTON, 50)
NAMES = {
    "condition": ("Lung cancer", "Breast cancer", "Myeloma"),
    "intervention": ("Cabozantinib", "Pembrolizumab"),
    "sponsor": ("National Cancer Institute", "A Company"),
}
VALUES = {
    "status": ["RECRUITING", "COMPLETED", "WITHDRAWN"],
    "phase": ["PHASE2", "PHASE3", "NA"],
    "study_type": ["INTERVENTIONAL", "OBSERVATIONAL"],
    "has": ["findings", "news", "approval"],
    "condition": ["lung-cancer", "Lung cancer", "cancer", "nothing"],
    "intervention": ["Cabozantinib", "cabo", "XL184"],
    "sponsor": ["National Cancer Institute", "NCI", "company"],
    "group": ["NCI", "A Company"],
}


@pytest.fixture(scope="module", autouse=True)
def registry(made_once: DjangoDbBlocker) -> None:
    """Trials that differ in all that can be chosen."""
    with made_once.unblock():
        conditions = [
            baker.make(Condition, name=name, slug=name.lower().replace(" ", "-"))
            for name in NAMES["condition"]
        ]
        sponsors = [
            baker.make(Organisation, name=name, short_name=short)
            for name, short in zip(NAMES["sponsor"], ("NCI", ""), strict=True)
        ]
        for number in range(COUNT):
            of = conditions[number % 3], sponsors[number % 2], sponsors[number // 12]
            a_varied_trial(number, *of)
        for kind in ("PRESS_RELEASE", "ANNOUNCEMENT"):
            an_item(kind.lower().replace("_", "-"), title=f"Platinum {kind}", kind=kind)
        refresh()


def a_varied_trial(
    number: int, condition: Condition, sponsor: Organisation, group: Organisation
) -> Trial:
    trial = a_trial(
        f"A02{number:04}",
        brief_title=f"Testing {'platinum' if number % 4 else 'gold'}",
        phases=(["PHASE2"], ["PHASE2", "PHASE3"], [])[number % 3],
        study_type="OBSERVATIONAL" if number % 5 else "INTERVENTIONAL",
        lead_sponsor=sponsor,
    )
    a_status(trial, "RECRUITING" if number % 2 else "COMPLETED")
    baker.make(TrialCondition, trial=trial, condition=condition)
    name, other = ("Cabozantinib", "XL184") if number % 2 else ("Pembrolizumab", "MK-3475")
    baker.make(Intervention, trial=trial, name=name, other_names=[other])
    baker.make(TrialOrganisation, trial=trial, organisation=group, role="GROUP")
    latitude, longitude = PLACES[number % 3]
    status = "RECRUITING" if number % 4 == 1 else "COMPLETED"
    baker.make(Site, trial=trial, latitude=latitude, longitude=longitude, status=status)
    if number % 6 == 0:
        a_finding(trial, str(number + 1), a_source(f"NEJM {number}"))
    return trial


chosen = st.fixed_dictionaries(
    {}, optional={name: st.lists(st.sampled_from(one), max_size=2) for name, one in VALUES.items()}
).map(lambda values: {name: tuple(one) for name, one in values.items()})


@settings(
    max_examples=examples(20),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.sampled_from(["", "platinum", "gold OR platinum", "-gold", "platnum", "platinum plugh"]),
    chosen,
    st.sampled_from([None, NEAR_BOSTON]),
)
def test_a_count_is_the_total_of_choosing_it(
    db: None, words: str, chosen: Mapping[str, tuple[str, ...]], near: Near | None
) -> None:
    answer = ask(words, chosen=chosen, near=near)
    assert answer.total == len(all_ids(words, chosen=chosen, near=near))
    for name, choices in answer.facets.items():
        for choice in choices:
            alone = {**chosen, name: (choice.value,)}
            total = find(Question(words, chosen=alone, near=near), size=1).total
            # Where nothing is left, words are left out, and others for another choice.
            if not answer.reading.dropped:
                assert (name, choice.value, choice.count) == (name, choice.value, total)
            assert choice.chosen == (choice.value in chosen.get(name, ()))


def counts(name: str, **more: Any) -> dict[str, int]:
    return {one.value: one.count for one in ask(**more).facets[name]}


@pytest.mark.parametrize("name", ["status", "study_type", "condition", "sponsor", "group"])
def test_what_each_trial_has_one_of_adds_up(name: str) -> None:
    assert sum(counts(name).values()) == COUNT


def test_values_of_one_parameter_mean_or_and_of_two_mean_and() -> None:
    def total(**chosen: tuple[str, ...]) -> int:
        return ask(chosen=chosen).total

    both = total(status=("RECRUITING", "COMPLETED"))
    assert both == COUNT
    recruiting = ("RECRUITING",)
    assert total(status=recruiting) == 12
    assert total(status=recruiting, condition=("lung-cancer",)) == 4
    assert total(status=recruiting, condition=("lung-cancer", "myeloma")) == 8


@pytest.mark.parametrize(
    ("name", "value", "total"),
    [
        ("condition", "lung-cancer", 8),
        ("condition", "LUNG CANCER", 8),
        ("condition", "cancer", 16),
        ("sponsor", "nci", 12),
        ("sponsor", "national cancer institute", 12),
        ("intervention", "xl184", 12),
        ("intervention", "cabozantinib", 12),
        ("intervention", "cabo", 12),
        ("has", "findings", 4),
        ("phase", "PHASE2", 16),
        ("phase", "NOTHING", 0),
        ("condition", "\0", 0),
        ("group", "(", 0),
    ],
)
def test_a_value_its_label_or_a_part_of_it(name: str, value: str, total: int) -> None:
    assert ask(chosen={name: (value,)}).total == total


def test_what_a_trial_has_is_as_of_now() -> None:
    assert ask(chosen={"has": ("findings",)}).total == 4
    a_finding(Trial.objects.get(protocol_id="A020001"), "99", a_source("Later"))
    assert ask(chosen={"has": ("findings",)}).total == 5


def test_news_are_counted_by_kind() -> None:
    facets = ask("platinum", kind=NEWS).facets
    assert {one.value: one.count for one in facets["kind"]} == {
        "PRESS_RELEASE": 1,
        "ANNOUNCEMENT": 1,
    }
    assert ask("platinum", kind=NEWS, chosen={"kind": ("ANNOUNCEMENT",)}).total == 1


def test_near_a_place_trials_with_an_open_site_come_first_then_the_nearest() -> None:
    answer = ask(near=NEAR_BOSTON, sort="relevance")
    assert answer.total == 16
    opens = [hit.is_open_near for hit in answer.hits]
    assert opens == sorted(opens, reverse=True)
    assert opens.count(True) == 4
    for is_open in (True, False):
        hits = [hit for hit in answer.hits if hit.is_open_near == is_open]
        miles = [hit.miles or 0 for hit in hits]
        assert miles == sorted(miles)
        assert miles[0] == pytest.approx(0, abs=0.1)
        assert miles[-1] == pytest.approx(38.4, abs=1)


@pytest.mark.parametrize(
    ("miles", "total"), [(1, 8), (30, 8), (40, 16), (500, 16), (1760, 16), (1800, 24), (20_000, 24)]
)
def test_a_circle_has_what_is_within(miles: float, total: int) -> None:
    assert ask(near=Near(*BOSTON, miles)).total == total


def test_near_a_place_words_count_too() -> None:
    answer = ask("gold", near=NEAR_BOSTON)
    assert answer.total == 4
    assert {one[:3] for one in ids(answer)} == {"A02"}
    assert all("gold" in hit.title for hit in answer.hits)


@pytest.mark.slow
def test_a_site_across_the_date_line_is_near() -> None:
    trial = a_trial("A021111", brief_title="Fiji")
    baker.make(Site, trial=trial, latitude=-17, longitude=179.9)
    assert ids(ask(near=Near(-17, -179.9, 20))) == ["A021111"]


@pytest.mark.slow
@pytest.mark.django_db
def test_a_value_is_called_as_it_is_called_now() -> None:
    condition = baker.make(Condition, name="Kidny cancer", slug="kidney-cancer")
    baker.make(TrialCondition, trial=a_trial("A021777"), condition=condition)
    assert "Kidny cancer" in labels("condition")
    Condition.objects.filter(pk=condition.pk).update(name="Kidney cancer")
    assert "Kidney cancer" in labels("condition")
    assert "Kidny cancer" not in labels("condition")


def labels(facet: str) -> list[str]:
    return [one.label for one in ask().facets[facet]]
