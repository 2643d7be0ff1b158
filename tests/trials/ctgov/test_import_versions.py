"""One version after another comes to what the last alone would, where nobody edited in between."""

import copy
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pghistory.models import Event

from tests.examples import examples
from tests.trials.ctgov import tables
from tests.trials.ctgov.hostile import GENTLE, spoilt
from tests.trials.ctgov.many import a_study
from tests.trials.ctgov.studies import INVENTED, path, places
from tests.trials.ctgov.test_import_hostile import undone
from tests.trials.ctgov.test_importer import GROUP_TRIAL
from trials.ctgov.importer import StudyRefused, import_study
from trials.models import (
    Condition,
    FormerName,
    Organisation,
    RegistryRecord,
    StatusChange,
    Trial,
    TrialIdentifier,
)

pytestmark = pytest.mark.django_db

NUMBERS = ("nctId", "nctIdAliases", "orgStudyIdInfo", "secondaryIdInfos")
# What remembers the version before, and names that studies share.
REMEMBERED = (FormerName, RegistryRecord, StatusChange, Condition, Organisation)

some = settings(
    max_examples=examples(15),
    deadline=None,
    phases=[Phase.reuse, Phase.generate],  # to shrink an example takes minutes
    suppress_health_check=list(HealthCheck),
)
many = settings(some, max_examples=200)


class Versions:
    """Two of one study; said by where they differ."""

    def __init__(self, first: Any, second: Any) -> None:
        self.first, self.second = first, second

    def __repr__(self) -> str:
        one, two = (
            {path(at): what for at, what in places(study) if not isinstance(what, dict | list)}
            for study in (self.first, self.second)
        )
        differ = sorted(at for at in one.keys() | two.keys() if one.get(at) != two.get(at))
        return "\n".join(f"{at}: {one.get(at)!r} -> {two.get(at)!r}" for at in differ)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))


@st.composite
def two_versions(draw: st.DrawFn) -> Versions:
    """Of one study, each changed in its own way and still that study."""
    good = draw(st.sampled_from([INVENTED, GROUP_TRIAL, a_study(0), a_study(7), a_study(12)]))
    first, second = (draw(spoilt(good, GENTLE, most=8)) for _ in range(2))
    return Versions(_of_one_study(first, good, "2098-04"), _of_one_study(second, good, "2098-05"))


def _of_one_study(study: Any, good: Any, month: str) -> Any:
    """With its numbers, which are never lost, and all modules, lest it is an extract."""
    whole = copy.deepcopy(good) | study
    modules = copy.deepcopy(good["protocolSection"]) | whole["protocolSection"]
    numbers = good["protocolSection"]["identificationModule"]
    modules["identificationModule"] |= {key: numbers[key] for key in NUMBERS if key in numbers}
    modules["statusModule"] |= {
        "statusVerifiedDate": month,
        "lastUpdatePostDateStruct": {"date": f"{month}-12", "type": "ACTUAL"},
    }
    return whole | {"protocolSection": modules}


def comes_to_the_same(versions: Versions) -> None:
    with undone():
        if not _goes_in(versions.second):
            return
        alone = _content()
    with undone():
        if not (_goes_in(versions.first) and _goes_in(versions.second)):
            return
        differ = tables.differences(alone, _content())
        assert differ == [], "\n".join(differ)


def _goes_in(study: Any) -> bool:
    try:
        import_study(study)
    except StudyRefused:
        return False
    connection.check_constraints()
    return True


def _content() -> tables.Content:
    """What visitors would read of the trial today."""
    TrialIdentifier.objects.filter(retired=True).delete()
    Trial.objects.update(status_as_of="", overall_status="", status_source=None)
    history = [model for model in tables.tables() if issubclass(model, Event)]
    return tables.content(leave_out=[*REMEMBERED, *history], without=["registry_record"])


@some
@given(versions=two_versions())
def test_two_versions(versions: Versions) -> None:
    comes_to_the_same(versions)


@pytest.mark.slow
@many
@given(versions=two_versions())
def test_many_two_versions(versions: Versions) -> None:
    comes_to_the_same(versions)
