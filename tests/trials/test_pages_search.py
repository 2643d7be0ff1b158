"""Facets, places, tables and suggestions: what is counted is what is found, at every exit."""

import csv
import io
import re
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from model_bakery import baker
from pytest_django.plugin import DjangoDbBlocker

from tests.records import a_finding, a_link, a_source, a_status, a_trial, an_item
from trials.models import (
    Concept,
    Condition,
    Intervention,
    Organisation,
    Site,
    Trial,
    TrialCondition,
    TrialOrganisation,
)

pytestmark = pytest.mark.django_db

BOX = re.compile(
    r'<input type="checkbox" name="(\w+)" value="([^"]*)"( checked)?><span>([^<]*)</span>'
    r' <span class="number">([0-9,]+)</span>'
)
BOSTON, WORCESTER, DENVER = (42.36, -71.06), (42.27, -71.80), (39.74, -104.99)
WORDS: dict[str, tuple[Any, ...]] = {
    "status": ("RECRUITING", "COMPLETED", "ACTIVE_NOT_RECRUITING"),
    "phases": (["PHASE2"], ["PHASE2", "PHASE3"], ["PHASE3"], []),
    "study_type": ("INTERVENTIONAL", "INTERVENTIONAL", "OBSERVATIONAL"),
}


@pytest.fixture(scope="module")
def registry(made_once: DjangoDbBlocker) -> list[Trial]:
    """Thirty trials that differ in all that can be chosen."""
    with made_once.unblock():
        makers = Maker()
        trials = [makers.trial(number) for number in range(30)]
        Client().get("/trials/")  # takes in what is new
        return trials


class Maker:
    """Trials by number, of a few conditions, drugs, sponsors and groups."""

    def __init__(self) -> None:
        names = ("Lung cancer", "Breast cancer", "Myeloma & others")
        slugs = ("lung-cancer", "breast-cancer", "myeloma")
        self.conditions = [
            baker.make(Condition, name=name, slug=slug)
            for name, slug in zip(names, slugs, strict=True)
        ]
        self.sponsors = [
            baker.make(Organisation, name=name, short_name=short)
            for name, short in (("National Cancer Institute", "NCI"), ("A Company <Ltd>", ""))
        ]
        self.source = a_source()

    def trial(self, number: int) -> Trial:
        trial = a_trial(
            f"A02{number:04}",
            nct_id=f"NCT{number:08}",
            brief_title=f"Testing {'pembrolizumab' if number % 2 else 'cabozantinib'} {number}",
            eligibility_criteria="Measurable disease after platinum chemotherapy.",
            phases=WORDS["phases"][number % 4],
            study_type=WORDS["study_type"][number % 3],
            lead_sponsor=self.sponsors[number % 2],
            first_posted=f"20{10 + number % 10}",
        )
        a_status(trial, WORDS["status"][number % 3], source=self.source)
        baker.make(TrialCondition, trial=trial, condition=self.conditions[number % 3])
        drug = "Pembrolizumab" if number % 2 else "Cabozantinib"
        baker.make(Intervention, trial=trial, name=drug)
        group = self.sponsors[number // 15]
        baker.make(TrialOrganisation, trial=trial, organisation=group, role="GROUP")
        _site(trial, (BOSTON, WORCESTER, DENVER)[number % 3], number)
        if not number % 5:
            a_finding(trial, "99", self.source)
            a_link(an_item(f"item-{number}"), trial)
        return trial


def _site(trial: Trial, place: tuple[float, float], number: int) -> None:
    latitude, longitude = place
    status = "RECRUITING" if number % 2 else "COMPLETED"
    baker.make(
        Site, trial=trial, city="Somewhere", latitude=latitude, longitude=longitude, status=status
    )


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def total(text: str) -> int:
    match = re.search(r'<p class="count">([0-9,]+) trial', text)
    if match is None:
        assert "No trial matches" in text
        return 0
    return int(match[1].replace(",", ""))


def facets_of(text: str) -> list[tuple[str, str, int]]:
    return [
        (name, unescape(value), int(count.replace(",", "")))
        for name, value, _, _, count in BOX.findall(text)
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    "asked", ["", "q=cabozantinib", "status=RECRUITING&phase=PHASE2&q=platinum"]
)
def test_a_count_is_what_choosing_it_shows(
    client: Client, registry: list[Trial], asked: str
) -> None:
    choices = facets_of(text_of(client, f"/trials/?{asked}"))
    names = {name for name, _, _ in choices}
    assert names == {
        *("status", "phase", "study_type", "has"),
        *("condition", "intervention", "sponsor", "group"),
    }
    kept = [pair.split("=") for pair in asked.split("&") if pair]
    for name, value, count in choices:
        others = [(key, word) for key, word in kept if key != name]
        address = f"/trials/?{urlencode([*others, (name, value)])}"
        assert (address, total(text_of(client, address))) == (address, count)


@pytest.mark.slow
def test_all_trials_are_counted_once_by_a_word_that_each_has_one_of(
    client: Client, registry: list[Trial]
) -> None:
    choices = facets_of(text_of(client, "/trials/"))
    for name in ("status", "condition", "sponsor", "study_type"):
        assert sum(count for one, _, count in choices if one == name) == 30


@pytest.mark.slow
def test_what_is_chosen_stays_checked_and_can_be_taken_back(
    client: Client, registry: list[Trial]
) -> None:
    text = text_of(client, "/trials/?phase=PHASE3&sponsor=NCI&q=testing&near=&after=")
    assert 'name="phase" value="PHASE3" checked' in text
    chips = dict(re.findall(r'<li><a href="([^"]*)">([^<]*) <span aria-hidden', text))
    assert {unescape(address): words for address, words in chips.items()} == {
        "/trials/?sponsor=NCI&q=testing": "Phase 3",
        "/trials/?phase=PHASE3&q=testing": "Sponsor: NCI",
    }


@pytest.mark.slow
def test_names_are_escaped(client: Client, registry: list[Trial]) -> None:
    text = text_of(client, "/trials/?sponsor=A+Company+<Ltd>")
    assert "<Ltd>" not in text
    assert total(text) == 15


@pytest.mark.slow
def test_a_name_that_is_not_among_the_most_frequent_is_shown_when_chosen(
    client: Client, registry: list[Trial]
) -> None:
    text = text_of(client, "/trials/?condition=cancer&condition=nothing")
    assert ("condition", "cancer", 20) in facets_of(text)
    assert ("condition", "nothing", 0) in facets_of(text)
    assert total(text) == 20


def test_near_a_place_open_sites_come_first_with_their_distance(
    client: Client, registry: list[Trial]
) -> None:
    for place in ("Boston", "02115", "42.36,-71.06"):
        text = text_of(client, f"/trials/?{urlencode({'near': place})}")
        assert total(text) == 20
        distances = re.findall(r'<p class="distance">([^<]*)</p>', text)
        assert len(distances) == 20
        assert all("open there" in one for one in distances[:10])
        assert not any("open there" in one for one in distances[10:])
    assert total(text_of(client, "/trials/?near=Boston&radius=10")) == 10


def test_a_place_that_several_cities_are_called_leads_to_the_others(
    client: Client, registry: list[Trial]
) -> None:
    text = unescape(text_of(client, "/trials/?near=Portland&phase=PHASE2"))
    assert "Near Portland, OR." in text
    assert 'href="/trials/?phase=PHASE2&near=Portland%2C+ME"' in text
    assert "Did you mean Boston, MA?" in text_of(client, "/trials/?near=Bostn")


def test_a_hit_says_where_the_words_stand(client: Client, registry: list[Trial]) -> None:
    text = text_of(client, "/trials/?q=platinum")
    assert "<mark>platinum</mark> chemotherapy" in text
    assert "Who can take part" in text
    assert "<mark>cabozantinib</mark>" in text_of(client, "/trials/?q=cabozantinib")


def test_a_slip_is_corrected_and_can_be_insisted_on(client: Client, registry: list[Trial]) -> None:
    for page in ("trials", "search"):
        text = unescape(text_of(client, f"/{page}/?q=cabozantinb"))
        assert "Showing results for <strong>cabozantinib</strong>" in text
        assert f'href="/{page}/?q=cabozantinb&exact=1"' in text
        assert "<mark>cabozantinib</mark>" in text
        assert "Showing results" not in text_of(client, f"/{page}/?q=cabozantinb&exact=1")


def test_a_name_in_another_language_is_marked_as_that(client: Client) -> None:
    concept = Concept.objects.create(preferred="Examploma", kind="DISEASE")
    for name, language in (("Examploma", "en"), ("Made-up tumor", "en"), ("Ejemploma", "es")):
        concept.names.create(name=name, language=language)
    condition = baker.make(Condition, name="Examploma", slug="examploma")
    a_trial().trial_conditions.create(condition=condition, position=0)
    told = '“examploma” was also searched as: Made-up tumor, <span lang="es">Ejemploma</span>'
    assert told in text_of(client, "/trials/?q=examploma")


def test_words_that_nothing_has_all_of_are_left_out_and_said(
    client: Client, registry: list[Trial]
) -> None:
    text = text_of(client, "/trials/?q=cabozantinib+xyzzyplugh")
    assert "<del>xyzzyplugh</del>" in text
    assert total(text) == 15


def test_several_numbers_come_in_their_order_and_the_unknown_are_named(
    client: Client, registry: list[Trial]
) -> None:
    text = text_of(client, "/search/?q=A020007,+NCT00000003+a020011+A029999")
    ids = re.findall(r'<span class="id">(.*?)</span>', text)
    assert ids == ["A020007", "A020003", "A020011"]
    assert "another name" not in text
    assert "No record here has the number <strong>A029999</strong>" in text


def test_an_unknown_number_leads_to_its_neighbours(client: Client, registry: list[Trial]) -> None:
    text = text_of(client, "/search/?q=A020039")
    assert "No record here has the number <strong>A020039</strong>" in text
    assert 'href="/search/?q=A020029"' in text


@pytest.mark.parametrize("asked", ["", "q=cabozantinib", "phase=PHASE3&sort=start", "q=qqq+zzz"])
def test_the_table_has_what_the_page_counts(
    client: Client, registry: list[Trial], asked: str
) -> None:
    response: Any = client.get(f"/trials/export.csv?{asked}")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="trialfolio-trials.csv"' in response["Content-Disposition"]
    content = response.getvalue().decode()
    assert content.startswith("\ufeffID,NCT ID,")
    rows = list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"))))
    assert len(rows) == total(text_of(client, f"/trials/?{asked}"))
    for row in rows[:1]:
        assert row["Address"] == f"http://testserver/trials/{row['ID']}/"
        assert row["Conditions"]


def test_no_cell_of_the_table_is_a_formula(client: Client) -> None:
    for number, sign in enumerate("=+-@"):
        a_trial(f"A03{number:04}", brief_title=f"{sign}SUM(A1)", acronym=f"{sign}x")
    rows = list(csv.reader(io.StringIO(client.get("/trials/export.csv?q=SUM").getvalue().decode())))
    assert len(rows) == 5
    assert {row[3][:2] for row in rows[1:]} == {"'=", "'+", "'-", "'@"}
    assert all(row[2].startswith("'") for row in rows[1:])


def test_a_wrong_parameter_gives_no_table(client: Client) -> None:
    response = client.get("/trials/export.csv?phase=X&near=Nowhereville")
    assert response.status_code == 400
    assert "Phase (phase): “X” is none of the choices here: NA; " in response.content.decode()
    assert "Near a city or ZIP code (near): “Nowhereville” is no place" in response.content.decode()


def test_the_list_leads_to_its_table_and_its_feed(client: Client, registry: list[Trial]) -> None:
    text = unescape(text_of(client, "/trials/?q=testing&phase=PHASE3&near=&radius=50&after="))
    assert 'href="/trials/export.csv?q=testing&phase=PHASE3"' in text
    assert 'href="/trials/feed.rss?q=testing&phase=PHASE3"' in text
    near = unescape(text_of(client, "/trials/?near=Boston&radius=100"))
    assert 'href="/trials/export.csv?near=Boston&radius=100"' in near


def test_suggestions_are_json_for_a_script_and_links_for_a_reader(
    client: Client, registry: list[Trial]
) -> None:
    for asked, headers in (("&format=json", {}), ("", {"Accept": "application/json"})):
        response = client.get(f"/suggest/?q=cabo{asked}", headers=headers)
        told = response.json()["suggestions"]
        assert ("Cabozantinib", "Drug or other intervention") in [
            (one["text"], one["label"]) for one in told
        ]
        assert "no-cache" in response["Cache-Control"]
        assert "Accept" in response["Vary"].split(", ")
    for accept in ("text/html,*/*;q=0.8", "*/*"):
        text = client.get("/suggest/?q=lung", headers={"Accept": accept}).content.decode()
        assert re.search(r'<a href="[^"]+">Lung cancer</a>', text)


@pytest.mark.parametrize(
    "address",
    [
        "/trials/",
        "/trials/?q=platinum&phase=PHASE2",
        "/trials/?near=02115",
        "/trials/?q=cabozantinb",
        "/search/?q=platinum",
        "/search/?q=cabozantinb",
        "/search/?q=xyzzyplugh",
        "/search/?q=A020007+A020003",
        "/suggest/?q=cab",
        "/conditions/lung-cancer/",
        "/news/?q=item",
    ],
)
def test_a_page_takes_four_queries_at_most(
    client: Client, registry: list[Trial], address: str
) -> None:
    client.get(address)  # takes in what is new, and what a process keeps
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    assert len(queries) <= 4, [query["sql"][:200] for query in queries]


@pytest.mark.parametrize("q", ["", "%00", "x" * 300, "<script>", "qqzz"])
def test_any_beginning_is_safe(client: Client, registry: list[Trial], q: str) -> None:
    assert client.get(f"/suggest/?q={q}&format=json").json()["suggestions"] == []
    assert "<script>" not in text_of(client, f"/suggest/?q={q}")


@pytest.mark.parametrize(
    "address", ["/", "/about/", "/trials/", "/news/", "/approvals/", "/search/"]
)
def test_the_box_is_on_every_page(client: Client, registry: list[Trial], address: str) -> None:
    text = text_of(client, address)
    assert text.count('data-suggest="/suggest/"') == 1
    assert 'action="/search/"' in text
