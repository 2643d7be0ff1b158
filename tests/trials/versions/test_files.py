"""The history as JSON: versions with their changes, two compared, and one version itself."""

from typing import Any

import pytest
from django.test import Client

from tests.records import a_finding, a_source, a_trial
from trials.models import Arm, Trial

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
FILE = "/trials/A021602/history.json"


@pytest.fixture
def trial(transactional_db: None) -> Trial:
    trial = a_trial("A021602", acronym="CABIN")
    arm = trial.arms.create(label="Drug")
    a_finding(trial, "0.23", a_source(), arm=arm)
    Arm.objects.filter(pk=arm.pk).update(label="Cabozantinib")
    return trial


def read(client: Client, address: str) -> Any:
    return client.get(address).json()


def test_versions_with_what_each_changed(client: Client, trial: Trial) -> None:
    told = read(client, FILE)
    assert told["id"] == "A021602"
    assert [one["revision"] for one in told["versions"]] == [4, 3, 2, 1]
    arm = Arm.objects.get()
    last, finding, added, first = told["versions"]
    path = f"/arms/{arm.pk}"
    assert last["changes"] == [{"path": f"{path}/label", "from": "Drug", "to": "Cabozantinib"}]
    assert finding["changes"][0]["to"]["value"] == "0.23"
    assert finding["changes"][0]["to"]["arm"] == path
    assert added["changes"][0]["from"] is None
    assert added["changes"][0]["path"] == path
    assert first["changes"] == []
    assert last["page"] == "http://testserver/trials/A021602/history/4/"
    assert last["until"] is None
    assert finding["until"] == last["at"]
    assert told["next"] is None


def test_changes_lead_from_one_version_to_the_other(client: Client, trial: Trial) -> None:
    """Whoever applies them to the older version has the newer one."""
    compared = read(client, f"{FILE}?from=1&to=4")
    old, new = (read(client, compared[end]["json"])["record"] for end in ("from", "to"))
    for change in compared["changes"]:
        *way, last = change["path"].strip("/").split("/")
        place = old
        for step in way:
            place = place.setdefault(step, {})
        assert place.get(last) == change["from"]
        if change["to"] is None:
            del place[last]
        else:
            place[last] = change["to"]
    assert old == new


def test_pages_of_versions(client: Client, trial: Trial) -> None:
    for number in range(30):
        Trial.objects.filter(pk=trial.pk).update(enrollment=number)
    first = read(client, FILE)
    second = read(client, first["next"])
    numbers = [one["revision"] for one in (*first["versions"], *second["versions"])]
    assert numbers == list(range(34, 0, -1))
    assert second["next"] is None
