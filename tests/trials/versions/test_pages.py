"""The public history: which versions, what changed in each, any two side by side, each itself."""

import re
from typing import Any

import pghistory
import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.records import PUBLIC, a_finding, a_source, a_trial, an_approval
from trials.models import Arm, Finding, Trial
from trials.versions import readers

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/trials/A021602/history/"


def page(client: Client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


def change(trial: Trial, **fields: Any) -> None:
    Trial.objects.filter(pk=trial.pk).update(**fields)


@pytest.fixture
def trial(transactional_db: None) -> Trial:
    return a_trial("A021602", acronym="CABIN", official_title="One of two drugs for tumors")


@pytest.mark.slow
def test_it_begins_when_the_record_became_public(client: Client) -> None:
    trial = a_trial("A021602", state="DRAFT", release_at=None, acronym="SECRET")
    change(trial, acronym="CABIN")
    change(trial, state="APPROVED", release_at="2020-01-01T00:00Z")
    change(trial, acronym="CABINET", phases=["PHASE3"])
    text = page(client)

    assert "Acronym changed from “CABIN” to “CABINET”" in text
    assert "Phases added: Phase 3" in text
    assert "SECRET" not in text
    assert text.index("Version 4") < text.index("Version 3") < text.index("became public here")
    assert "Version 2" not in text
    for number in (1, 2, 5, 10**18, 10**30):
        assert client.get(f"{PAGE}{number}/").status_code == 404
    assert "Choose" in client.get(f"{PAGE}?from=1&to=4").content.decode()
    assert client.get(f"{PAGE}?from=1&to=4").status_code == 404


@pytest.mark.slow
def test_one_version_alone_is_not_compared(client: Client, trial: Trial) -> None:
    assert "Compare" not in page(client)
    change(trial, acronym="CABINET")
    assert "Compare the two chosen" in page(client)


@pytest.mark.slow
def test_many_drafts_in_a_row_hide_no_version(client: Client, trial: Trial) -> None:
    """A page of versions of which nothing may be told gives way to the one after it."""
    change(trial, acronym="CABINET")
    stands = Trial.objects.get().revision
    finding = a_finding(trial, "1", a_source(), state="DRAFT", release_at=None)
    for number in range(21):
        Finding.objects.filter(pk=finding.pk).update(value_text=f"{number} of a draft")
    text = page(client)

    assert "Acronym changed from “CABIN” to “CABINET”" in text
    assert f"Version {stands}</a>" in text
    assert "as it is now" in text
    assert "First page" not in text
    assert "This is the version of today" in page(client, f"{PAGE}{stands}/")
    told = client.get("/trials/A021602/history.json").json()
    assert [one["revision"] for one in told["versions"]] == [stands, stands - 1]
    assert told["next"] is None


@pytest.mark.slow
def test_versions_that_are_left_out_are_named_in_their_place(client: Client, trial: Trial) -> None:
    first = Trial.objects.get().revision
    finding = a_finding(trial, "1", a_source(), state="DRAFT", release_at=None)
    Finding.objects.filter(pk=finding.pk).update(value_text="2")
    change(trial, acronym="CABINET")
    last = Trial.objects.get().revision
    Finding.objects.filter(pk=finding.pk).update(value_text="3")
    text = page(client)

    told = f"Nothing that readers see changed in versions {first + 1} to {last - 1}."
    assert text.index(f"Version {last}<") < text.index(told) < text.index(f"Version {first}<")
    assert text.count("Nothing that readers see") == 1
    # Readers had the first until the last came, whatever was drafted between them.
    old = page(client, f"{PAGE}{first + 1}/")
    assert "This is an old version" in old
    assert "This is the version of today" in page(client, f"{PAGE}{last}/")


@pytest.mark.slow
def test_an_old_version_is_old_however_much_was_drafted_since(
    client: Client, trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "PER_PAGE", 1)
    monkeypatch.setattr(readers, "PASSED_OVER", 2)
    first = Trial.objects.get().revision
    finding = a_finding(trial, "1", a_source(), state="DRAFT", release_at=None)
    for value in "234":
        Finding.objects.filter(pk=finding.pk).update(value_text=value)
    change(trial, acronym="CABINET")
    assert "This is an old version" in page(client, f"{PAGE}{first}/")


@pytest.mark.slow
def test_no_line_begins_with_the_zone_of_a_time(client: Client, trial: Trial) -> None:
    old = Trial.objects.get().revision
    change(trial, acronym="CABINET")
    for address in (PAGE, f"{PAGE}{old}/", f"{PAGE}{old + 1}/"):
        said = re.findall("<time [^>]*>[^<]*UTC</time>", page(client, address))
        assert said
        assert all(re.search("[0-9]&nbsp;UTC<", one) for one in said), address


@pytest.mark.slow
def test_no_version_was_seen_from_one_minute_to_the_same(client: Client, trial: Trial) -> None:
    first = Trial.objects.get().revision
    change(trial, acronym="CABINET")
    said = page(client, f"{PAGE}{first}/").split("Readers saw it")[1].split("Do not rely")[0]

    times = re.findall("<time [^>]*>(.*?)</time>", said)
    assert len(times) == len(set(times))
    assert len(times) == 2 or "for less than a minute" in said


@pytest.mark.slow
def test_parts_are_told_by_their_names(client: Client, trial: Trial) -> None:
    arm = trial.arms.create(label="Drug")
    arm.interventions.add(trial.interventions.create(name="Cabozantinib"))
    Arm.objects.filter(pk=arm.pk).update(label="Cabozantinib", type="EXPERIMENTAL")
    a_finding(trial, "8.5", a_source(), arm=arm, quantity="MEDIAN", unit="months")
    text = page(client)

    assert "Arm added: Drug" in text
    assert "Arm “Drug”: Interventions added: Cabozantinib" in text
    assert "Arm “Cabozantinib”: Label changed from “Drug” to “Cabozantinib”" in text
    assert "Arm “Cabozantinib”: Type added: Experimental" in text
    assert "Finding added: Median, Cabozantinib, 8.5 months (NEJM 2024)" in text
    trial.sites.bulk_create(trial.sites.model(trial=trial, city=f"C{n}") for n in range(40))
    assert "40 sites added" in page(client)


@pytest.mark.slow
def test_what_a_document_holds_is_told_in_words(client: Client, trial: Trial) -> None:
    trial.documents.create(label="Study Protocol", type_abbrev="Prot_SAP")
    text = page(client, f"{PAGE}{Trial.objects.get().revision}/")

    assert '<dt>Type</dt> <dd class="as-written">Protocol and analysis plan</dd>' in text
    assert "Prot_SAP" not in text


def test_the_number_of_a_finding_is_called_as_editors_know_it(client: Client, trial: Trial) -> None:
    a_finding(trial, "0.23", a_source(), value="0.23")
    text = page(client, f"{PAGE}{Trial.objects.get().revision}/")

    assert "<dt>Value as printed</dt>" in text
    assert "<dt>Number for charts</dt>" in text


@pytest.mark.slow
def test_many_of_a_kind_are_folded_and_all_there(client: Client, trial: Trial) -> None:
    for number in range(6):
        trial.arms.create(label=f"Arm {number}")
    trial.endpoints.create(level="PRIMARY", measure="Survival")
    text = page(client, f"{PAGE}{Trial.objects.get().revision}/")

    folded, after = text.split("<summary>6 arms</summary>")[1].split("</details>", 1)
    assert [f"<h3>Arm {number}</h3>" in folded for number in range(6)] == [True] * 6
    assert "<h3>Survival</h3>" in after
    assert text.count('<details class="fold">') == 1


@pytest.mark.slow
def test_phases_are_said_as_on_every_page(client: Client, trial: Trial) -> None:
    change(trial, phases=["PHASE3", "PHASE2"])
    assert "Phases added: Phase 2 and 3" in page(client)
    change(trial, phases=["NA"])
    assert "Phases changed from “Phase 2 and 3” to “Not applicable”" in page(client)


@pytest.mark.slow
def test_two_findings_are_told_apart_by_their_names(client: Client, trial: Trial) -> None:
    """By endpoint, arms, time, unit and source, in an old version and in a comparison."""
    drug, placebo = (trial.arms.create(label=label) for label in ("Drug", "Placebo"))
    measure = "Percentage of participants whose tumor shrank by a third or more at week {}"
    weeks = [trial.endpoints.create(level="PRIMARY", measure=measure.format(at)) for at in (12, 24)]
    told = a_source("FDA label")
    for arm, endpoint in ((drug, weeks[0]), (placebo, weeks[0]), (drug, weeks[1])):
        a_finding(trial, "18", told, arm=arm, endpoint=endpoint, quantity="PROPORTION", unit="%")
    compared = {"arm": drug, "comparator": placebo, "quantity": "HAZARD_RATIO"}
    for source in (told, a_source("NEJM 2024")):
        a_finding(trial, "0.22", source, **compared)
    last = page(client, f"{PAGE}{Trial.objects.get().revision}/")
    names = re.findall("<h3>(.*?)</h3>", last[last.index("<h2>Findings</h2>") :])

    assert "Hazard ratio, Drug against Placebo, 0.22 (FDA label)" in names
    assert "Hazard ratio, Drug against Placebo, 0.22 (NEJM 2024)" in names
    cut = "Percentage of participants … by a third or more at week {}, proportion, {}, 18%"
    for week, of_arm in (("12", "Drug"), ("12", "Placebo"), ("24", "Drug")):
        assert f"{cut.format(week, of_arm)} (FDA label)" in names
    assert len(set(names)) == 5


@pytest.mark.slow
def test_two_versions_side_by_side(client: Client, trial: Trial) -> None:
    change(trial, official_title="One of three drugs for tumors")
    trial.arms.create(label="<b>Drug</b>")
    for query in ("?from=1&to=3", "?from=3&to=1"):
        text = page(client, PAGE + query)
        assert re.search(r"One of <del>.*?two.*?</del> drugs for tumors", text)
        assert re.search(r"One of <ins>.*?three.*?</ins> drugs for tumors", text)
        assert "Arm added: &lt;b&gt;Drug&lt;/b&gt;" in text
        assert '<meta name="robots" content="noindex">' in text
    assert "These two say the same" in page(client, f"{PAGE}?from=2&to=2")
    for query in ("?from=x&to=2", "?from=&to=", "?from=0&to=99", "?from=-1&to=1"):
        assert client.get(PAGE + query).status_code == 404


@pytest.mark.slow
def test_a_version_is_marked_as_old_and_leads_to_the_record(client: Client, trial: Trial) -> None:
    change(trial, acronym="CABINET")
    old, new = page(client, f"{PAGE}1/"), page(client, f"{PAGE}2/")
    assert "This is an old version" in old
    assert "CABIN</dd>" in old
    assert '<meta name="robots" content="noindex">' in old
    assert '<link rel="canonical" href="http://testserver/trials/A021602/">' in old
    assert "This is the version of today" in new


@pytest.mark.slow
def test_a_change_that_readers_do_not_see_makes_no_version_old(
    client: Client, trial: Trial
) -> None:
    change(trial, acronym="CABINET")
    trial.refresh_from_db()
    shown = trial.revision
    a_finding(trial, "8.5", a_source(), state="DRAFT", release_at=None)
    trial.refresh_from_db()
    assert trial.revision > shown
    assert "as it is now" in page(client)
    assert "This is the version of today" in page(client, f"{PAGE}{shown}/")
    assert "This is an old version" in page(client, f"{PAGE}1/")


@pytest.mark.slow
def test_who_and_why(client: Client, trial: Trial) -> None:
    with pghistory.context(user=1, reason="A typing error"):
        change(trial, acronym="CABINET")
    with pghistory.context(command="import_ctgov", run=1), transaction.atomic():
        trial.registry_records.create(version=1, version_date="2025-01-02", digest="x", study={})
        change(trial, enrollment=298)
    text = page(client)
    assert "By the editors of this site" in text
    assert "Why: A typing error" in text
    told = "With an import from ClinicalTrials.gov (version 1 of its record, of 2 January 2025)"
    assert told in text


@pytest.mark.slow
def test_a_reason_of_what_is_hidden_is_hidden(client: Client, trial: Trial) -> None:
    with pghistory.context(user=1, reason="Zzsecret result comes"), transaction.atomic():
        a_finding(trial, "7.7", a_source(), state="DRAFT")
        change(trial, acronym="CABINET")
    text = page(client)
    assert "“CABINET”" in text
    assert "Zzsecret" not in text


@pytest.mark.slow
def test_a_reason_that_was_given_to_editors_stays_with_them(client: Client, trial: Trial) -> None:
    """Readers had nothing of this finding when it was explained: their history says only what."""
    finding = a_finding(trial, "7.7", a_source(), state="DRAFT", release_at=None)
    with pghistory.context(user=1, reason="Zzsecret: the chair called"), transaction.atomic():
        Finding.objects.filter(pk=finding.pk).update(**PUBLIC)
    text = page(client)
    assert "7.7" in text
    assert "Zzsecret" not in text
    assert "Zzsecret" not in page(client, "/trials/A021602/history.json")


@pytest.mark.slow
def test_what_comes_in_public_is_explained(client: Client, trial: Trial) -> None:
    source = a_source()
    with pghistory.context(user=1, reason="From the paper"), transaction.atomic():
        a_finding(trial, "7.7", source)
    assert "Why: From the paper" in page(client)


@pytest.mark.slow
def test_what_may_not_be_shown_now_shows_at_no_version(client: Client, trial: Trial) -> None:
    """A finding that was public, and was withdrawn; its siblings of every other state.

    Numbers that no second of a time has.
    """
    source, hidden = a_source(), a_source("Zzsource", public_from=None)
    taken_back = a_finding(trial, "91.1", source)
    a_finding(trial, "92.2", source, state="DRAFT")
    a_finding(trial, "93.3", source, **{**PUBLIC, "release_at": "2045-01-01T00:00Z"})
    a_finding(trial, "94.4", hidden)
    trial.status_changes.create(status="TERMINATED", reason="Zzreason", source=hidden)
    an_approval(trial, "Zzagency", state="IN_REVIEW")
    assert "91.1" in page(client)
    Finding.objects.filter(pk=taken_back.pk).update(
        state="WITHDRAWN", withdrawn_at=PUBLIC["release_at"]
    )
    last = Trial.objects.get(pk=trial.pk).revision
    addresses = [PAGE, f"{PAGE}?from=1&to={last}", "/trials/A021602/history.json"]
    addresses += [f"/trials/A021602/history.json?from=1&to={last}"]
    addresses += [f"{PAGE}{number}/" for number in range(1, last + 1)]
    addresses += [f"{PAGE}{number}.json" for number in range(1, last + 1)]
    for address in addresses:
        text = page(client, address)
        for words in ("91.1", "92.2", "93.3", "94.4", "Zz", "erminated", "TERMINATED"):
            assert words not in text, (address, words)


def test_other_addresses_lead_to_its_own(client: Client, trial: Trial) -> None:
    change(trial, nct_id="NCT03375320")
    for end in ("history/", "history/1/", "history.json", "history/1.json", "history/?from=1&to=2"):
        answer = client.get(f"/trials/NCT03375320/{end}")
        assert (answer.status_code, answer["Location"]) == (301, f"/trials/A021602/{end}")


@pytest.mark.slow
def test_a_long_history_is_paged_and_keeps_the_choice(client: Client, trial: Trial) -> None:
    for number in range(45):
        change(trial, enrollment=number)
    text, seen = page(client), 0
    while match := re.search(r'href="(\?after=[^"]*)" rel="next"', text):
        assert "became public here" not in text
        seen += text.count("Enrollment ")
        text = page(client, PAGE + match[1])
    assert "became public here" in text
    assert seen + text.count("Enrollment ") == 45
    assert client.get(f"{PAGE}?after=x").status_code == 404
    key = re.search(r'name="after" value="([^"]*)"', page(client))
    assert key
    second = page(client, f"{PAGE}?from=44&to=46&after={key[1]}")
    assert "From version 44, chosen before" in second


@pytest.mark.slow
def test_it_costs_the_same_however_long(client: Client, trial: Trial) -> None:
    source = a_source()

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            page(client, address)
        return len(captured)

    for number in range(2):
        a_finding(trial, f"{number}.5", source, arm=trial.arms.create(label=f"{number}"))
    few = [queries(PAGE), queries(f"{PAGE}?from=1&to=3"), queries(f"{PAGE}3/")]
    for number in range(2, 14):
        a_finding(trial, f"{number}.5", source, arm=trial.arms.create(label=f"{number}"))
    assert [queries(PAGE), queries(f"{PAGE}?from=1&to=25"), queries(f"{PAGE}25/")] <= few


@pytest.mark.slow
def test_a_withdrawn_record_keeps_its_history_but_not_as_data(client: Client, trial: Trial) -> None:
    change(trial, state="WITHDRAWN", withdrawn_at="2045-01-01T00:00Z", withdrawal_reason="Wrong.")
    text = page(client)
    assert "The record was withdrawn: Wrong." in text
    assert "This record was withdrawn" in page(client, f"{PAGE}1/")
    for end in ("history.json", "history/1.json"):
        assert client.get(f"/trials/A021602/{end}").status_code == 410
