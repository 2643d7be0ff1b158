"""What a card of the desk quotes of a text: its words, those that name the trial marked."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.news.desk import a_release, address, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("body", "quoted"),
    [
        ("See [A021602](https://example.org/a) of **2024**.", "See <mark>A021602</mark> of 2024."),
        (
            "See [A021602](https://clinicaltrials.gov/study/NCT03375320) now.",
            "See <mark>A021602</mark> now.",
        ),
        (
            "See [the trial](https://clinicaltrials.gov/study/NCT03375320) now.",
            "See the trial (https://clinicaltrials.gov/study/<mark>NCT03375320</mark>) now.",
        ),
        (
            f"The [words](https://a.org/{'a' * 66}) say that A021602 [goes on {'and on ' * 20}",
            "say that <mark>A021602</mark> goes on and on",
        ),
    ],
)
def test_a_quotation_has_the_words_of_the_text_and_no_marks(
    staff: Client, body: str, quoted: str
) -> None:
    item = a_release(body=body)
    quotation = BeautifulSoup(text_of(staff, address(item)), "html.parser").select_one(
        "[data-card] .evidence"
    )
    assert quotation is not None
    assert quoted in quotation.decode_contents()
