"""Keys come in the registry's order, whatever order they were kept in."""

import json

import pytest

from tests.trials.api.study.rendering import fast
from tests.trials.ctgov.studies import INVENTED
from tests.trials.ctgov.test_importer import taken_in
from trials.api.study.order import in_order


@pytest.mark.django_db
def test_sections_modules_and_fields_come_as_in_the_registry() -> None:
    study = fast(taken_in(INVENTED)).study
    assert next(iter(study)) == "protocolSection"
    assert list(study)[-2:] == ["derivedSection", "hasResults"]
    module = study["protocolSection"]["identificationModule"]
    assert list(module)[:2] == ["nctId", "nctIdAliases"]
    assert list(module["orgStudyIdInfo"]) == ["id", "type", "link"]


def test_nothing_is_lost_and_what_is_not_known_comes_last() -> None:
    study = {"ours": [1], "hasResults": True, "protocolSection": {"x": {"a": 1}, "statusModule": 7}}
    assert json.dumps(in_order(study)) == json.dumps(
        {"protocolSection": {"statusModule": 7, "x": {"a": 1}}, "hasResults": True, "ours": [1]}
    )
