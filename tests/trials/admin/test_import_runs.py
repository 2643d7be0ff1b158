"""Runs of the import are read, with what they brought and refused; nobody changes them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from trials.models import ImportRun, Proposal, RegistryRecord, Trial

pytestmark = pytest.mark.django_db


@pytest.fixture
def run() -> ImportRun:
    return ImportRun.objects.create(
        finished_at=timezone.now() + timedelta(seconds=75),
        inputs=["a.json", "b.json", "c.json", "<b>d</b>.json"],
        created=3,
        refused=250,
        refusals=[f"x.json: <i>reason</i> {one}" for one in range(250)],
    )


def page_of(run: ImportRun) -> str:
    return reverse("admin:trials_importrun_change", args=[run.pk])


@pytest.mark.slow
def test_a_run_tells_what_came_of_it(staff: Client, run: ImportRun, trial: Trial) -> None:
    record = RegistryRecord.objects.create(trial=trial, version=1, digest="0", study={}, run=run)
    Proposal.objects.create(
        target=trial, field="acronym", origin="REGISTRY", registry_record=record
    )
    listed = staff.get(reverse("admin:trials_importrun_changelist")).content.decode()
    assert "0:01:15" in listed
    assert "a.json, b.json, c.json, and 1 more" in listed
    text = staff.get(page_of(run)).content.decode()
    assert "&lt;b&gt;d&lt;/b&gt;.json" in text
    assert "x.json: &lt;i&gt;reason&lt;/i&gt; 199" in text
    assert "and 50 more" in text
    for model, words in (("registryrecord", "1 version"), ("proposal", "1 proposal")):
        address = reverse(f"admin:trials_{model}_changelist", query={"run": run.pk})
        assert f'href="{address}">{words}<' in text
        assert len(staff.get(address).context["cl"].result_list) == 1
    version = reverse("admin:trials_registryrecord_change", args=[record.pk])
    assert f'href="{page_of(run)}"' in staff.get(version).content.decode()
    assert b'type="submit"' not in staff.get(page_of(run)).content.split(b"</form>")[-1]


def test_a_run_leads_to_what_the_registry_has_no_more(staff: Client) -> None:
    address = reverse("admin:trials_trial_changelist", query={"registry": "missing"})
    pages = (staff.get(page_of(ImportRun.objects.create(missing=number))) for number in (0, 1))
    assert [f'href="{address}"' in page.content.decode() for page in pages] == [False, True]


def test_a_run_without_an_end_says_so(staff: Client) -> None:
    ImportRun.objects.create()
    listed = staff.get(reverse("admin:trials_importrun_changelist")).content.decode()
    assert "under way, or stopped before its end" in listed


@pytest.mark.slow
def test_the_first_page_tells_of_the_last_run(editor: Client, run: ImportRun) -> None:
    assert "3 created, 0 updated, 250 refused." in editor.get("/admin/").content.decode()
    ImportRun.objects.create(started_at=run.started_at + timedelta(hours=1))
    assert "under way, or stopped before its end" in editor.get("/admin/").content.decode()


@pytest.mark.parametrize("people", ["editor", "staff", "publisher"])
def test_nobody_changes_a_run(people: str, run: ImportRun, request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(people)
    assert client.get(page_of(run)).status_code == 200
    assert client.post(page_of(run), {"created": 1}).status_code == 403
    for name in ("add", "delete"):
        args = [run.pk] if name == "delete" else []
        assert client.get(reverse(f"admin:trials_importrun_{name}", args=args)).status_code == 403
