"""A draft with rows, in a browser: typed in the form, told on its page, shown in the preview."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_admin_tasks import come_in
from tests.records import a_trial
from trials.models import Draft, Trial


@pytest.fixture
def public(db: Any) -> Trial:
    trial = a_trial("A021602", brief_title="Cabozantinib or placebo")
    drug = trial.interventions.create(name="Cabozantinib", type="DRUG")
    trial.arms.create(label="Cabozantinib", ratio=2, position=1).interventions.add(drug)
    trial.arms.create(label="Placebo", ratio=1, position=2)
    trial.arms.create(label="Sham", position=3)
    trial.cohorts.create(label="pNET", name="Pancreatic", description="Tumors of the pancreas.")
    return trial


def test_rows_are_typed_read_and_previewed(
    page: Page, public: Trial, accessibility_faults: Callable[..., list[str]]
) -> None:
    come_in(page, "edith", "Editors")
    page.goto(f"/admin/trials/trial/{public.pk}/change/")
    page.get_by_label("Name of pNET").fill("Neuroendocrine, pancreatic")
    page.get_by_label("Delete of Sham").check()
    page.get_by_label("Share of Placebo").fill("2")
    page.locator("#id_arms-1-interventions_0").check()
    page.get_by_text("Add another Cohort").click()
    page.get_by_label("Label, new row").and_(page.locator("#id_cohorts-1-label")).fill("epNET")
    page.locator("#id_cohorts-1-name").fill("Neuroendocrine, elsewhere")
    page.get_by_label("Why:", exact=True).fill("As the study chair wrote")
    page.get_by_role("button", name="Keep as a draft").click()
    for words in ("Cohort “pNET”: Name", "New cohort “epNET”", "Remove arm “Sham”"):
        expect(page.get_by_role("heading", name=words, exact=True)).to_be_visible()
    draft = Draft.objects.get()
    address = f"/admin/trials/draft/{draft.pk}/change/"
    assert accessibility_faults(address, page) == []
    page.get_by_role("link", name="Preview the page").click()
    expect(page.get_by_text("epNET").first).to_be_visible()
    page.goto(f"/admin/trials/trial/{public.pk}/change/?draft={draft.pk}")
    expect(page.locator("#id_cohorts-1-label")).to_have_value("epNET")
    expect(page.get_by_label("Delete of Sham")).to_be_checked()
    page.locator("#id_cohorts-1-name").fill("Elsewhere")
    page.get_by_role("button", name="Keep the draft").click()
    expect(page.get_by_text("Name: Elsewhere")).to_be_visible()
    public.arms.filter(label="Sham").update(description="Changed since")
    public.cohorts.all().delete()
    page.reload()
    expect(page.get_by_text("The row was removed since.")).to_be_visible()
    page.get_by_role("button", name="Add the row again").click()
    page.get_by_role("button", name="Remove it anyway").click()
    expect(page.locator(".moved")).to_have_count(0)
    expect(page.get_by_role("heading", name="New cohort “pNET”")).to_be_visible()
