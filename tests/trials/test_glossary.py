"""The words explained: found in a text by any spelling, and each at its address."""

import pytest
from django.test import Client

from trials.glossary import terms, terms_in


def test_terms_are_found_in_the_order_of_the_text_each_once() -> None:
    text = "A double-blinded phase III trial: the PFS, and the hazard ratio for progression; PFS."
    assert [term.slug for term in terms_in(text)] == [
        "double-blind",
        "phase-3",
        "progression-free-survival",
        "hazard-ratio",
        "progression",
    ]


def test_no_more_is_claimed_of_chance_than_it_can_bear() -> None:
    """A p-value is no odds that chance did it; a draw by lot may leave groups unlike."""
    told = {term.slug: term.text for term in terms()}
    assert "as strong as this one or stronger" in told["p-value"]
    assert "chance is not likely" not in told["p-value"]
    assert "so a difference comes" not in told["randomized"]


def test_a_longer_term_is_not_its_shorter_part() -> None:
    assert [term.slug for term in terms_in("Progression-free survival")] == [
        "progression-free-survival"
    ]
    assert terms_in("cohorting, remedian, Phase 35") == []


def test_no_spelling_means_two_things() -> None:
    spellings = [name.lower() for term in terms() for name in (term.name, *term.also)]
    assert len(spellings) == len(set(spellings))


@pytest.mark.django_db
def test_the_page_has_each_term_at_its_anchor(client: Client) -> None:
    page = client.get("/glossary/").content.decode()
    for term in terms():
        assert f'<dt id="{term.slug}">{term.name}</dt>' in page
