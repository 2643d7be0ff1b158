"""Studies of a size that no registry has: taken in, or refused with a sentence, in seconds.

With work that grows by the square of their parts, these would take an hour.
"""

import random
from collections.abc import Callable
from typing import Any

import pytest

from tests.trials.ctgov.results import a_measure, study_of
from tests.trials.ctgov.test_import_batches import numbered, outcomes, take
from tests.trials.ctgov.test_importer import refusal, taken_in
from trials.ctgov.importer.parts import KINDS
from trials.ctgov.importer.results.rows import finding_rows
from trials.ctgov.records import parse_study
from trials.models import FormerName, Trial

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MANY = 30_000
ALIKE: dict[tuple[str, str], Callable[[int], Any]] = {
    ("contactsLocationsModule", "locations"): lambda n: {"facility": "Same"},
    ("contactsLocationsModule", "centralContacts"): lambda n: {"name": "Same", "phone": str(n)},
    ("outcomesModule", "secondaryOutcomes"): lambda n: {"measure": "Same", "timeFrame": f"Day {n}"},
    ("referencesModule", "references"): lambda n: {"pmid": "1", "citation": f"Invented {n}"},
}


def without_repetition(length: int) -> str:
    """A text that PostgreSQL cannot pack."""
    dice = random.Random(1)  # noqa: S311
    return "".join(chr(dice.randint(0x4E00, 0x9FFF)) for _ in range(length))


def having(module: str, parts: str, count: int, one: Callable[[int], Any]) -> dict[str, Any]:
    study = numbered(1)
    study["protocolSection"][module] = {parts: [one(number) for number in range(count)]}
    return study


def test_a_long_title_that_is_no_more_stops_no_import() -> None:
    trial = taken_in(numbered(1, officialTitle=without_repetition(3000)), publish=True)
    results = take(numbered(1, officialTitle="Shorter"), numbered(2))
    assert outcomes(results) == ["refused", "created"]
    assert "a text is too long" in str(results[0])
    assert not FormerName.objects.filter(trial=trial).exists()


def test_more_parts_than_have_places_are_refused_in_words() -> None:
    study = having("referencesModule", "references", 32_769, lambda n: {"pmid": str(n + 1)})
    said = str(refusal(study))
    assert "referencesModule: there are more references than the 32,768 that fit" in said
    assert not Trial.objects.exists()


@pytest.mark.parametrize("place", ALIKE)
def test_parts_of_one_name(place: tuple[str, str]) -> None:
    study = parse_study(having(*place, MANY, ALIKE[place]))
    found = [kind.keyed(kind.rows(study))[0] for kind in KINDS]
    assert MANY in map(len, found)


def test_arms_and_interventions() -> None:
    study = having("armsInterventionsModule", "armGroups", MANY, lambda n: {"label": f"Arm {n}"})
    given = [{"type": "DRUG", "name": f"{n}", "armGroupLabels": [f"Arm {n}"]} for n in range(MANY)]
    study["protocolSection"]["armsInterventionsModule"]["interventions"] = given
    read = parse_study(study)
    assert MANY in [len(kind.rows(read)) for kind in KINDS if kind.points_to]


def test_numbers_of_one_trial() -> None:
    assert (
        taken_in(numbered(MANY, nctIdAliases=[f"NCT{n:08}" for n in range(1, MANY)]))
        .identifiers.filter(resolves=True)
        .count()
        == MANY
    )


def test_measurements_of_one_subject() -> None:
    measure = a_measure()
    measure["classes"] = measure["classes"] * MANY
    rows, _ = finding_rows(study_of(measure))
    assert len({row["measure"] for row in rows}) == MANY


def test_outcome_measures_of_one_title() -> None:
    measures = [a_measure(timeFrame=f"Day {n}") for n in range(MANY)]
    rows, _ = finding_rows(study_of(*measures))
    assert len({row["endpoint__at"] for row in rows}) == MANY


def test_a_title_with_a_bracket_that_never_closes() -> None:
    measure = a_measure(groups=[{"id": "OG000", "title": f"Examplinib ({'of these ' * MANY}"}])
    rows, reports = finding_rows(study_of(measure))
    assert not rows
    assert reports
