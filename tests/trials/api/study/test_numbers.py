"""The numbers of a trial in its study: changed, added, removed; the main ones too."""

from typing import Any

import pytest

from tests.trials.api.study.rendering import compared, differences
from tests.trials.ctgov.studies import INVENTED, protocol
from tests.trials.ctgov.test_importer import GROUP_TRIAL, taken_in
from trials.models import Trial, TrialIdentifier

pytestmark = pytest.mark.django_db

FURTHER = "identificationModule.secondaryIdInfos"


@pytest.fixture
def trial() -> Trial:
    return taken_in(GROUP_TRIAL)


def told(trial: Trial, study: Any = GROUP_TRIAL) -> dict[str, tuple[Any, Any]]:
    return differences(study, compared(Trial.objects.get(pk=trial.pk)).study)


def module(trial: Trial) -> Any:
    study = compared(Trial.objects.get(pk=trial.pk)).study
    return study["protocolSection"]["identificationModule"]


def own(trial: Trial, value: str) -> Any:
    return TrialIdentifier.objects.filter(trial=trial, value=value)


@pytest.mark.parametrize(
    ("value", "columns", "place", "after"),
    [
        ("U10CA999911", {"domain": "Grants"}, f"{FURTHER}[3].domain", "Grants"),
        ("U10CA999911", {"type": "OTHER_GRANT"}, f"{FURTHER}[3].type", "OTHER_GRANT"),
        ("ISRCTN99999911", {"domain": ""}, f"{FURTHER}[6].domain", None),
        (
            "R01 CA999912",
            {"link": "https://g.example/1"},
            f"{FURTHER}[4].link",
            "https://g.example/1",
        ),
        # It stands there as the own number, too, of which nothing is said.
        ("NCI-2099-00011", {"domain": "CTRP"}, f"{FURTHER}[0].domain", "CTRP"),
    ],
)
def test_what_is_said_of_a_number(
    trial: Trial, value: str, columns: Any, place: str, after: Any
) -> None:
    assert own(trial, value).update(**columns) == 1
    ((found, (_, now)),) = told(trial).items()
    assert (found, now) == (place, after)


def test_a_number_added(trial: Trial) -> None:
    TrialIdentifier.objects.create(trial=trial, kind="EUDRACT", value="2020-000001-11")
    TrialIdentifier.objects.create(
        trial=trial, kind="SPONSOR", value="X-1", type="OTHER", domain="Maker", resolves=False
    )
    assert module(trial)["secondaryIdInfos"][10:] == [
        {"id": "2020-000001-11", "type": "EUDRACT_NUMBER"},
        {"id": "X-1", "type": "OTHER", "domain": "Maker"},
    ]


def test_a_number_removed_goes_wherever_it_stands(trial: Trial) -> None:
    own(trial, "NCI-2099-00011").delete()
    found = module(trial)
    assert "orgStudyIdInfo" not in found
    assert [one["id"] for one in found["secondaryIdInfos"]][:2] == ["A219911", "A219911"]


def test_a_number_retired_stays_and_one_that_never_was_there_is_not_added(trial: Trial) -> None:
    own(trial, "ISRCTN99999911").update(retired=True)
    TrialIdentifier.objects.create(
        trial=trial, kind="CTIS", value="2024-500001-11-00", retired=True
    )
    assert told(trial) == {}


def test_the_protocol_id_is_changed_where_the_registry_has_it(trial: Trial) -> None:
    trial.protocol_id = "A219912"
    trial.save()
    assert told(trial) == {
        f"{FURTHER}[1].id": ("A219911", "A219912"),
        f"{FURTHER}[2].id": ("A219911", "A219912"),
    }


def test_a_protocol_id_that_the_registry_lacks_stands_beside_the_sponsors() -> None:
    numbers = {"nctId": "NCT99999951", "orgStudyIdInfo": {"id": "22/244-EC_X"}}
    study = protocol(identificationModule={**numbers, "briefTitle": "Invented"})
    trial = taken_in(study)
    Trial.objects.filter(pk=trial.pk).update(protocol_id="A219951")
    assert told(trial, study) == {FURTHER: (None, [{"id": "A219951"}])}


def test_it_is_the_own_number_where_there_is_none() -> None:
    study = protocol(identificationModule={"nctId": "NCT99999951", "briefTitle": "Invented"})
    trial = taken_in(study)
    Trial.objects.filter(pk=trial.pk).update(protocol_id="A219951")
    assert told(trial, study) == {"identificationModule.orgStudyIdInfo": (None, {"id": "A219951"})}


def test_an_nct_id_that_the_registrys_copy_lacks() -> None:
    study = protocol(
        identificationModule={"orgStudyIdInfo": {"id": "A219951"}, "briefTitle": "Invented"}
    )
    trial = taken_in(study)
    Trial.objects.filter(pk=trial.pk).update(nct_id="NCT99999951")
    assert told(trial, study) == {"identificationModule.nctId": (None, "NCT99999951")}


def test_another_nct_id_takes_its_place_and_aliases_stay() -> None:
    trial = taken_in(INVENTED)
    Trial.objects.filter(pk=trial.pk).update(nct_id="NCT99999903")
    assert told(trial, INVENTED) == {"identificationModule.nctId": ("NCT99999901", "NCT99999903")}


def test_an_alias_removed() -> None:
    trial = taken_in(INVENTED)
    own(trial, "NCT99999801").delete()
    assert told(trial, INVENTED) == {"identificationModule.nctIdAliases": (["NCT99999801"], None)}
