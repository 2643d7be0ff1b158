"""The page of a trial: what a reader sees, and its number of queries."""

import re
from itertools import cycle
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from model_bakery import baker
from model_bakery.utils import seq

from news.models import NewsItem, TrialLink
from tests.records import (
    PUBLIC,
    YESTERDAY,
    a_finding,
    a_guideline_listing,
    a_link,
    a_source,
    a_status,
    a_trial,
    an_approval,
    an_editor,
    an_item,
)
from trials.models import (
    Arm,
    Cohort,
    Condition,
    Contact,
    Document,
    Endpoint,
    Finding,
    FormerName,
    Intervention,
    Official,
    Organisation,
    Reference,
    Site,
    Source,
    SupportingTrial,
    Trial,
    TrialCondition,
    TrialIdentifier,
    TrialOrganisation,
)
from trials.views import trial_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def cabinet() -> Trial:
    return a_trial("A021602", nct_id="NCT03375320", acronym="CABINET")


def page(client: Client, path: str = "/trials/A021602/") -> str:
    """The text of a page, each run of white space as one blank."""
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_page_can_only_be_read(client: Client, cabinet: Trial) -> None:
    assert client.head("/trials/A021602/").status_code == 200
    assert client.post("/trials/A021602/").status_code == 405


def test_thousands_of_participants_are_told_as_in_words(client: Client) -> None:
    a_trial("A021602", enrollment=5796, enrollment_type="ACTUAL")
    text = page(client)
    assert "<dt>Participants</dt><dd>5,796 (actual)</dd>" in text
    assert "5,796 people took part" in text


def test_the_page_varies_by_nothing_and_sets_no_cookie(client: Client, cabinet: Trial) -> None:
    response = client.get("/trials/A021602/")
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


def test_the_page_shows_every_number_and_name(client: Client, cabinet: Trial) -> None:
    baker.make(TrialIdentifier, trial=cabinet, kind="CTRP", value="NCI-2017-02297")
    baker.make(
        FormerName,
        trial=cabinet,
        kind="OFFICIAL_TITLE",
        name="After progression on everolimus",
        used_until="2018-12",
    )
    text = page(client)

    assert '<h1><span class="acronym">CABINET:</span> Testing A021602</h1>' in text
    numbers = ("A021602", "NCT03375320", "NCI-2017-02297")
    assert " ".join(f"<span>{number}</span>" for number in numbers) in text
    assert 'href="https://clinicaltrials.gov/study/NCT03375320"' in text
    assert "After progression on everolimus" in text
    assert "until December 2018" in text


def test_a_status_stands_with_its_day_and_source(client: Client, cabinet: Trial) -> None:
    a_status(cabinet, "RECRUITING", as_of="2018-12-13")
    registry = a_source("ClinicalTrials.gov", kind="REGISTRY")
    a_status(cabinet, "ACTIVE_NOT_RECRUITING", as_of="2024-04-04", source=registry)
    text = page(client)

    assert 'as of <time datetime="2024-04-04">4 April 2024</time>' in text
    assert "according to ClinicalTrials.gov" in text
    assert text.index("4 April 2024") < text.index("13 December 2018")


def test_what_is_unknown_is_said_once_or_absent(client: Client, cabinet: Trial) -> None:
    text = page(client)

    assert "Status: not known" in text
    assert "<dt>Start</dt><dd>not known</dd>" in text
    for absent in ("N/A", "None", "Findings</h2>", "Sites</h2>", "Endpoints</h2>", "()"):
        assert absent not in text


def test_a_withdrawn_record_says_so_where_its_summary_would_be(
    client: Client, cabinet: Trial
) -> None:
    gone = {"state": "WITHDRAWN", "withdrawn_at": timezone.now(), "withdrawal_reason": "Wrong."}
    Trial.objects.filter(pk=cabinet.pk).update(**gone)
    assert "No summary of this trial stands here.</p>" in page(client)


def test_whom_to_call(client: Client, cabinet: Trial) -> None:
    baker.make(Contact, trial=cabinet, name="Study line", phone="+1 555 0100", email="a@b.org")
    text = page(client)

    assert 'Study line <a href="tel:+15550100">+1 555 0100</a>' in text
    assert '<a href="mailto:a@b.org">a@b.org</a>' in text


def test_a_hard_word_of_the_details_is_explained_where_it_comes_first(
    client: Client, cabinet: Trial
) -> None:
    Trial.objects.update(
        masking_description="Double-blind.", eligibility_criteria="RECIST 1.1; double-blind."
    )
    cabinet.arms.create(label="Cabozantinib")
    cabinet.endpoints.create(level="PRIMARY", measure="Progression-free survival")
    text = page(client)
    sections = dict(re.findall('<section aria-labelledby="([^"]*)"(.*?)</section>', text))
    for section, word in (
        ("design", "double-blind"),
        ("endpoints", "progression-free survival"),
        ("eligibility", "RECIST"),
    ):
        assert f"<summary>What does “{word}” mean?</summary>" in sections[section]
    assert "double-blind” mean" not in sections["eligibility"]


def test_both_counts_of_a_cohort_with_their_sources(client: Client, cabinet: Trial) -> None:
    cohort = baker.make(Cohort, trial=cabinet, label="pNET", name="Pancreatic tumors")
    label, paper = a_source("FDA label"), a_source("NEJM 2024", doi="10.1056/NEJMoa2403991")
    a_finding(cabinet, "95", paper, cohort=cohort)
    a_finding(cabinet, "99", label, cohort=cohort, is_preferred=True, note="No source says why.")
    text = page(client)

    assert "Sources differ: FDA label says 99, NEJM 2024 says 95." in text
    assert "note: No source says why." in text
    assert '<a href="https://doi.org/10.1056/NEJMoa2403991">NEJM 2024</a>' in text
    table = text[text.index('id="findings"') :]
    assert table.index(">99<") < table.index(">95<")


def test_a_number_stands_with_all_that_is_known_of_it(client: Client, cabinet: Trial) -> None:
    arm, other = (baker.make(Arm, trial=cabinet, label=one) for one in ("Drug", "Placebo"))
    a_finding(
        cabinet,
        "0.38",
        a_source("NEJM 2024"),
        quantity="HAZARD_RATIO",
        endpoint=baker.make(Endpoint, trial=cabinet, level="PRIMARY", measure="Survival"),
        arm=arm,
        comparator=other,
        lower="0.25",
        upper="0.59",
        level="95",
        p_value="<0.001",
        participants=203,
        data_cutoff="2023-08",
    )
    text = page(client)

    for part in (
        "Hazard ratio, Drug versus Placebo",
        "95% CI 0.25\N{EN DASH}0.59",
        "p&lt;0.001",
        "n = 203",
        "16 September 2024",
        "August 2023",
    ):
        assert part in text


def test_retracted_sources_are_marked(client: Client, cabinet: Trial) -> None:
    a_finding(cabinet, "298", a_source(retracted_on="2025-02", notice="Data were lost."))
    text = page(client)

    assert "Retracted February 2025" in text
    assert "Data were lost." in text


def test_an_indication_is_quoted_or_called_a_summary(client: Client, cabinet: Trial) -> None:
    an_approval(cabinet, "FDA", indication="for adults", indication_is_verbatim=True)
    an_approval(cabinet, "MHRA", indication="Adults only", decided_on="", announced_on="2025-09-22")
    text = page(client)

    assert "<blockquote><p>for adults</p></blockquote>" in text
    assert '<span class="label">Summary of the indication</span> Adults only' in text
    assert 'announced <time datetime="2025-09-22">22 September 2025</time>' in text


def test_an_approval_shows_on_its_further_trials_too(client: Client, cabinet: Trial) -> None:
    approval = an_approval(a_trial("A021603"), product="Drug of another trial")
    baker.make(SupportingTrial, approval=approval, trial=cabinet)
    text = page(client)

    assert "Drug of another trial" in text
    assert '<a href="/trials/A021603/">A021603</a>' in text


def test_releases_that_speak_of_it(client: Client, cabinet: Trial) -> None:
    a_link(an_item("told"), cabinet)
    a_link(an_item("guessed"), cabinet, status="SUGGESTED")
    a_link(an_item("wrong"), cabinet, status="REJECTED")
    text = page(client)

    assert "About told" in text
    assert "About guessed" not in text
    assert "About wrong" not in text


def test_text_of_others_is_no_markup(client: Client, cabinet: Trial) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1))"
    Trial.objects.filter(pk=cabinet.pk).update(
        brief_title=evil, eligibility_criteria=evil, brief_summary=evil, plain_summary=evil
    )
    text = page(client)

    assert "<script>" not in text
    assert "<img" not in text
    assert 'href="javascript' not in text


@pytest.mark.parametrize("known", [{}, {"sex": "FEMALE"}, {"maximum_age": "75 Years"}])
def test_the_contents_lead_to_every_section(
    client: Client, cabinet: Trial, known: dict[str, str]
) -> None:
    Trial.objects.filter(pk=cabinet.pk).update(**known)
    for part in (Intervention, Document):
        baker.make(part, trial=cabinet)
    text = page(client)

    links = re.findall(r'<li><a href="#([^"]+)"', text)
    assert links == re.findall(r'<section aria-labelledby="([^"]+)"', text)
    assert ("eligibility" in links) == bool(known)


def test_sites_by_country_and_state(client: Client, cabinet: Trial) -> None:
    for state, city in (("Ohio", "Columbus"), ("Ohio", "Akron"), ("Utah", "Provo")):
        fields: dict[str, Any] = {"country": "United States", "state": state, "city": city}
        site = baker.make(Site, trial=cabinet, facility=f"{city} Hospital", **fields)
    baker.make(Contact, trial=cabinet, site=site, name="Nurse of Provo")
    text = page(client)

    assert "3 sites in 1 country" in text
    assert text.index("Akron Hospital") < text.index("Columbus Hospital") < text.index("Utah")
    assert "Nurse of Provo" in text


def test_what_a_contact_is_stands_beside_its_name_at_a_site_too(
    client: Client, cabinet: Trial
) -> None:
    site = baker.make(Site, trial=cabinet, facility="Ohio Hospital")
    baker.make(Contact, trial=cabinet, role="STUDY_CHAIR", name="At the site", site=site)
    baker.make(Contact, trial=cabinet, role="STUDY_CHAIR", name="For all of it")
    text = page(client)

    for name in ("At the site", "For all of it"):
        assert f'{name} <span class="role">(Study chair)</span>' in text


def test_the_page_says_its_revision_and_leads_to_its_history(
    client: Client, cabinet: Trial
) -> None:
    text = page(client)
    assert "Version 1 of this record" in text
    assert 'href="/trials/A021602/history/"' in text


def test_a_title_that_it_has_again_is_no_former_one(client: Client, cabinet: Trial) -> None:
    before = cabinet.brief_title
    for title in ("Another title", before):
        Trial.objects.filter(pk=cabinet.pk).update(brief_title=title)
    text = page(client).partition("Former names")[2]
    assert "Another title" in text
    assert before not in text.partition("</details>")[0]


def test_a_preview_shows_what_is_not_public_and_says_so(rf: RequestFactory) -> None:
    trial = a_trial("A021602", state="DRAFT")
    source = a_source(public_from=None)
    a_finding(trial, "298", source, state="DRAFT")
    baker.make(FormerName, trial=trial, kind="ACRONYM", name="CABIN", source=source)
    baker.make(Reference, trial=trial, citation="A paper to come", source=source)
    a_link(an_item("draft", state="DRAFT"), trial)
    a_link(an_item("wrong"), trial, status="REJECTED")
    text = trial_page(rf.get("/"), trial, preview=True).content.decode()

    for words in ("Preview: not public.", "298", "CABIN", "A paper to come", "About draft"):
        assert words in text
    assert 'content="noindex"' in text
    assert "About wrong" not in text


def with_parts(trial: Trial, number: int) -> None:
    """As many findings, sites and releases as asked, and up to 20 of each other kind."""
    source, cohort = a_source(), baker.make(Cohort, trial=trial, label="C")
    many: dict[str, Any] = {"_quantity": number, "_bulk_create": True}
    baker.make(Site, trial=trial, state=cycle("ABCDE"), **many)
    items = baker.make(NewsItem, slug=seq("item-"), **PUBLIC, **many)
    decided: dict[str, Any] = {
        "status": "CONFIRMED",
        "decided_by": an_editor(),
        "decided_at": YESTERDAY,
    }
    baker.make(TrialLink, item=iter(items), trial=trial, **decided, **many)
    said: dict[str, Any] = {"quantity": "COUNT", "cohort": cohort, "source": source, **PUBLIC}
    Finding.objects.bulk_create(
        Finding(trial=trial, value_text=str(index), measure=f"M {index % 9}", **said)
        for index in range(number)
    )
    for index in range(min(number, 20)):
        with_small_parts(trial, index, cohort, source)


def with_small_parts(trial: Trial, index: int, cohort: Cohort, source: Source) -> None:
    arm = baker.make(Arm, trial=trial, label=f"Arm {index}")
    arm.interventions.add(baker.make(Intervention, trial=trial, name=f"Drug {index}"))
    endpoint = baker.make(Endpoint, trial=trial, level="PRIMARY", measure=f"Measure {index}")
    endpoint.cohorts.add(cohort)
    a_finding(trial, "1", source, endpoint=endpoint, arm=arm)
    baker.make(Contact, trial=trial, site=trial.sites.first(), name="At the site")
    baker.make(Contact, trial=trial, name="Central")
    baker.make(Official, trial=trial, name="Chair")
    baker.make(Reference, trial=trial, citation="Paper", source=source)
    baker.make(Document, trial=trial, label="Protocol")
    group = baker.make(Organisation, name=f"Group {index}")
    baker.make(TrialOrganisation, trial=trial, organisation=group, role="GROUP")
    disease = baker.make(Condition, name=f"Disease {index}", slug=f"disease-{index}")
    baker.make(TrialCondition, trial=trial, condition=disease)
    a_status(trial, "RECRUITING", source=source, cohort=cohort if index % 2 else None)
    an_approval(trial, f"Agency {index}", source=source)
    a_guideline_listing(trial, f"Guideline {index}", source=source)


@pytest.mark.parametrize("number", [0, 1, 50, pytest.param(500, marks=pytest.mark.slow)])
def test_at_most_twelve_queries(client: Client, cabinet: Trial, number: int) -> None:
    if number:
        with_parts(cabinet, number)
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/trials/A021602/")

    assert response.status_code == 200
    # Without approvals there are no further trials to ask for.
    assert len(queries) == (10 if number == 0 else 11)


def test_a_cohort_has_the_status_of_its_last_change(client: Client) -> None:
    trial, source = a_trial(), a_source()
    cohort = trial.cohorts.create(label="pNET")
    trial.status_changes.create(cohort=cohort, status="COMPLETED", as_of="2023-08", source=source)
    trial.status_changes.create(cohort=cohort, status="RECRUITING", as_of="2020", source=source)
    text = " ".join(client.get("/trials/A021602/").content.decode().split())
    assert "<dt>Status</dt><dd>Completed, as of August 2023" in text
