"""The trial's form: what it offers, what it refuses in words, what it leaves to others."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.forms import form_data
from trials.models import Approval, Finding, GuidelineListing, Source, Trial

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def change(trial: Trial) -> str:
    return reverse("admin:trials_trial_change", args=[trial.pk])


def errors(answer: Any) -> str:
    context = answer.context
    told = [str(context["errors"])]
    return " ".join(told)


def test_saving_an_untouched_form_changes_nothing(editor: Client, trial: Trial) -> None:
    trial.keywords = ["Tumor, pancreatic", "Cabozantinib"]
    trial.phases = ["PHASE2", "PHASE3"]
    trial.save()
    trial.refresh_from_db()
    data = form_data(editor, change(trial))
    assert editor.post(change(trial), data).status_code == 302
    after = Trial.objects.get(pk=trial.pk)
    assert (after.keywords, after.phases) == (trial.keywords, trial.phases)
    assert after.revision == trial.revision


def test_an_editor_adds_a_trial_with_an_arm(editor: Client) -> None:
    address = reverse("admin:trials_trial_add")
    data = form_data(editor, address)
    data |= {
        "protocol_id": "A022104",
        "brief_title": "A new trial",
        "start_date": "2026-03",
        "keywords": "One, two\nThree",
        "phases": ["PHASE2"],
        "arms-TOTAL_FORMS": 1,
        "arms-0-label": "Everyone",
        "arms-0-position": 0,
        "status_changes-TOTAL_FORMS": 1,
        "status_changes-0-status": "NOT_YET_RECRUITING",
        "status_changes-0-as_of": "2026-01",
    }
    answer = editor.post(address, data)
    assert answer.status_code == 302, errors(answer)
    trial = Trial.objects.get(protocol_id="A022104")
    assert (trial.state, trial.start_date) == ("DRAFT", "2026-03")
    assert trial.keywords == ["One, two", "Three"]
    assert trial.arms.get().label == "Everyone"
    assert trial.overall_status == "NOT_YET_RECRUITING"


def test_state_and_times_cannot_be_sent(editor: Client, trial: Trial) -> None:
    data = form_data(editor, change(trial))
    data |= {
        "state": "APPROVED",
        "release_at_0": "2020-01-01",
        "release_at_1": "00:00:00",
        "withdrawn_at_0": "2020-01-01",
        "findings-0-state": "APPROVED",
        "overall_status": "RECRUITING",
        "revision": 99,
    }
    assert editor.post(change(trial), data).status_code == 302
    trial.refresh_from_db()
    assert (trial.state, trial.withdrawn_at) == ("DRAFT", None)
    assert trial.overall_status == "COMPLETED"
    assert trial.findings.get().state == "DRAFT"


def test_the_time_of_an_approved_record_cannot_be_moved(editor: Client, trial: Trial) -> None:
    Trial.objects.update(state="APPROVED", release_at="2040-01-01T00:00Z")
    data = form_data(editor, change(trial))
    data |= {"release_at_0": "2020-01-01", "release_at_1": "00:00:00"}
    assert editor.post(change(trial), data).status_code == 302
    trial.refresh_from_db()
    assert trial.release_at is not None
    assert trial.release_at.year == 2040


def test_rows_offer_only_parts_of_their_trial(editor: Client, trial: Trial) -> None:
    other = Trial.objects.create(protocol_id="A031201", brief_title="Other")
    foreign = other.cohorts.create(label="Foreign cohort")
    text = editor.get(change(trial)).content.decode()
    assert "pNET" in text
    assert "Foreign cohort" not in text
    data = form_data(editor, change(trial)) | {"findings-0-cohort": foreign.pk}
    answer = editor.post(change(trial), data)
    assert "Select a valid choice" in answer.content.decode()


def test_the_interval_that_misses_its_value_is_told_and_what_was_typed_stays(
    editor: Client, trial: Trial
) -> None:
    data = form_data(editor, change(trial))
    data |= {"findings-0-value": "0.5", "findings-0-lower": "0.6", "brief_title": "Typed"}
    answer = editor.post(change(trial), data)
    text = answer.content.decode()
    assert "The interval does not contain the value." in text
    assert 'value="Typed"' in text


def test_what_only_the_database_sees_is_told_in_its_sentence(editor: Client, trial: Trial) -> None:
    """A cohort's deletion while a finding names it, a second preferred finding: no error page."""
    identifier = trial.identifiers.create(kind="CTRP", value="NCI-2017-02297")
    Trial.objects.update(state="APPROVED", release_at="2020-01-01T00:00Z")
    data = form_data(editor, change(trial))
    assert data["identifiers-0-id"] == identifier.pk
    data |= {"identifiers-0-DELETE": "on", "acronym": "CABINET"}
    answer = editor.post(change(trial), data)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "A public trial is never deleted, nor its identifiers" in text
    assert 'value="CABINET"' in text
    trial.refresh_from_db()
    assert trial.acronym == ""


def test_a_public_trial_without_its_ids_is_refused_in_words(editor: Client, trial: Trial) -> None:
    Trial.objects.update(state="APPROVED", release_at="2020-01-01T00:00Z")
    data = form_data(editor, change(trial)) | {"protocol_id": "", "nct_id": ""}
    text = editor.post(change(trial), data).content.decode()
    assert "A trial needs a protocol ID or an NCT ID." in text
    assert 'href="/trials/A021602/"' in text


def test_a_finding_once_public_is_not_deleted_in_its_row(editor: Client, trial: Trial) -> None:
    for model in (Trial, Finding):
        model.objects.update(state="APPROVED", release_at="2020-01-01T00:00Z")
    data = form_data(editor, change(trial)) | {"findings-0-DELETE": "on"}
    answer = editor.post(change(trial), data)
    assert "withdraw it on its own page" in answer.content.decode()
    assert trial.findings.count() == 1


def test_an_identifier_of_another_trial_is_refused_in_words(editor: Client, trial: Trial) -> None:
    address = reverse("admin:trials_trial_add")
    data = form_data(editor, address) | {"nct_id": "NCT03375320", "brief_title": "Again"}
    assert "is or was an identifier of A021602" in editor.post(address, data).content.decode()


def test_sections_stand_in_the_registrys_order(editor: Client, trial: Trial) -> None:
    text = editor.get(change(trial)).content.decode()
    titles = ["Identification", "Status", "Sponsor and collaborators", "Oversight", "Description"]
    titles += ["Conditions", "Design", "Arms and interventions", "Outcomes", "Eligibility"]
    titles += ["Contacts and locations", "References", "Findings and decisions", "Publishing"]
    places = [text.index(f'class="fieldset-heading">{title}<') for title in titles]
    assert places == sorted(places)
    assert places[0] < text.index('id="identifiers-group"') < places[1]


def test_hundreds_of_sites_are_a_link_to_a_paged_list(editor: Client, trial: Trial) -> None:
    for number in range(60):
        trial.sites.create(city=f"City {number}")
    Trial.objects.create(protocol_id="A031201", brief_title="Other").sites.create(city="Elsewhere")
    link = f"{reverse('admin:trials_site_changelist')}?trial={trial.pk}"
    text = editor.get(change(trial)).content.decode()
    assert f'<a href="{link}">60 sites</a>' in text
    assert "City 7" not in text
    listed = editor.get(link)
    assert len(listed.context["cl"].result_list) == 50
    assert "Elsewhere" not in listed.content.decode()


def test_a_site_takes_its_contacts_to_its_own_trial(editor: Client, trial: Trial) -> None:
    address = f"{reverse('admin:trials_site_add')}?trial={trial.pk}"
    data = form_data(editor, address)
    data |= {
        "city": "Boston",
        "contacts-TOTAL_FORMS": 1,
        "contacts-0-phone": "555",
        "contacts-0-position": 0,
        "statuschange_set-TOTAL_FORMS": 1,
        "statuschange_set-0-status": "RECRUITING",
    }
    answer = editor.post(address, data)
    assert answer.status_code == 302, errors(answer)
    site = trial.sites.get()
    assert site.contacts.get().trial == trial
    assert site.statuschange_set.get().trial == trial


def test_a_part_asks_for_its_trial_by_any_identifier(editor: Client, trial: Trial) -> None:
    address = reverse("admin:trials_finding_add")
    assert "to which trial?" in editor.get(address).content.decode()
    asked = editor.get(address, {"trial_id": "A999999"}).content.decode()
    assert "No trial has or had the identifier “A999999”" in asked
    answer = editor.get(address, {"trial_id": "nct 03375320"})
    assert answer.headers["Location"] == f"?trial={trial.pk}"


def test_a_finding_is_added_to_the_chosen_trial_and_no_other(
    editor: Client, trial: Trial, source: Source
) -> None:
    other = Trial.objects.create(protocol_id="A031201", brief_title="Other")
    address = f"{reverse('admin:trials_finding_add')}?trial={trial.pk}"
    data = form_data(editor, address)
    data |= {"trial": other.pk, "quantity": "ENROLLMENT", "value_text": "298", "state": "APPROVED"}
    answer = editor.post(address, data | {"source": source.pk})
    assert answer.status_code == 302, errors(answer)
    finding = Finding.objects.get(value_text="298")
    assert (finding.trial, finding.state) == (trial, "DRAFT")


def test_a_finding_of_a_trial_that_was_merged_meanwhile_is_of_the_one_that_stays(
    editor: Client, trial: Trial, source: Source
) -> None:
    stays = Trial.objects.create(protocol_id="A031201", brief_title="Stays")
    address = f"{reverse('admin:trials_finding_add')}?trial={trial.pk}"
    data = form_data(editor, address) | {"quantity": "ENROLLMENT", "value_text": "298"}
    Trial.objects.filter(pk=trial.pk).update(merged_into=stays)
    answer = editor.post(address, data | {"source": source.pk})
    assert answer.status_code == 302, errors(answer)
    assert Finding.objects.get(value_text="298").trial == stays


@pytest.mark.parametrize(
    ("model", "typed"),
    [
        (Approval, {"agency": "FDA", "product": "X", "decision": "APPROVED"}),
        (GuidelineListing, {"body": "NCCN", "guideline": "NET"}),
    ],
)
def test_what_rests_on_a_trial_that_was_merged_meanwhile_rests_on_the_one_that_stays(
    editor: Client, trial: Trial, model: Any, typed: dict[str, Any]
) -> None:
    stays = Trial.objects.create(protocol_id="A031201", brief_title="Stays")
    address = reverse(f"admin:trials_{model._meta.model_name}_add")
    data = form_data(editor, address) | typed | {"trial": trial.pk}
    Trial.objects.filter(pk=trial.pk).update(merged_into=stays)
    answer = editor.post(address, data)
    assert answer.status_code == 302, errors(answer)
    assert model.objects.get().trial == stays


def test_a_further_trial_that_was_merged_meanwhile_is_the_one_that_stays(
    editor: Client, trial: Trial
) -> None:
    other = Trial.objects.create(protocol_id="A099901", brief_title="Goes")
    stays = Trial.objects.create(protocol_id="A031201", brief_title="Stays")
    address = f"{reverse('admin:trials_approval_add')}?rows=1"
    typed = {"agency": "FDA", "product": "X", "decision": "APPROVED", "trial": trial.pk}
    data = form_data(editor, address) | typed | {"supporting_trials-0-trial": other.pk}
    Trial.objects.filter(pk=other.pk).update(merged_into=stays)
    answer = editor.post(address, data)
    assert answer.status_code == 302, errors(answer)
    assert [one.trial for one in Approval.objects.get().supporting_trials.all()] == [stays]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("a 021602", "A021602"), ("CALGB 80702", "CALGB-80702"), ("aft 38", "AFT-38")],
)
def test_a_protocol_id_is_taken_in_any_spelling(editor: Client, typed: str, kept: str) -> None:
    address = reverse("admin:trials_trial_add")
    data = form_data(editor, address) | {"protocol_id": typed, "nct_id": "nct 09999999"}
    answer = editor.post(address, data | {"brief_title": "Typed"})
    assert answer.status_code == 302, errors(answer)
    assert Trial.objects.filter(protocol_id=kept, nct_id="NCT09999999").exists()


def test_a_number_of_another_group_is_refused_as_it_was_typed(editor: Client) -> None:
    address = reverse("admin:trials_trial_add")
    data = form_data(editor, address) | {"protocol_id": "swog s1826", "nct_id": "NCT 12"}
    text = editor.post(address, data | {"brief_title": "Typed"}).content.decode()
    assert "This is none of the group&#x27;s numbers." in text
    assert "Write NCT and eight digits." in text


def test_line_ends_of_a_browser_change_no_text(editor: Client, trial: Trial) -> None:
    Trial.objects.update(brief_summary="One\n\nTwo")
    trial.refresh_from_db()
    data = form_data(editor, change(trial)) | {"brief_summary": "One\r\n\r\nTwo"}
    assert editor.post(change(trial), data).status_code == 302
    after = Trial.objects.get(pk=trial.pk)
    assert (after.brief_summary, after.revision) == (trial.brief_summary, trial.revision)


def test_fields_are_called_in_words_in_the_form_and_in_its_rows(
    editor: Client, publisher: Client, trial: Trial
) -> None:
    for client in (editor, publisher):
        text = client.get(change(trial)).content.decode()
        assert "IPD description:" in text
        assert "IPD address:" in text
        assert "Standard ages:" in text
        assert "Std ages" not in text
        assert "Ipd " not in text  # with its blank: a signature may have the letters
    text = editor.get(change(trial)).content.decode()
    assert "Type abbrev" not in text
