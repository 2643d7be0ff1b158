"""Passages keep what their signs say."""

import pytest

from trials.search.snippets import marker_of


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Platelets > 100 and age >= 18", "<mark>Platelets</mark> &gt; 100 and age &gt;= 18"),
        (r"Platelets \> 100 x 10\*9/L", "<mark>Platelets</mark> &gt; 100 x 10*9/L"),
        ("Platelets 10*9/L", "<mark>Platelets</mark> 10*9/L"),
        ("* **Platelets** as [said](x)", "<mark>Platelets</mark> as said"),
        ("> Platelets, quoted", "<mark>Platelets</mark>, quoted"),
    ],
)
def test_signs_that_are_no_markup_stay(text: str, shown: str) -> None:
    (why,) = marker_of(frozenset({"platelet"}), frozenset()).why({"eligibility": text})

    assert " ".join(why.html.split()) == shown
