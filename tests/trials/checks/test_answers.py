"""What became of links is taken in from a list, whole or not at all; nothing is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trials.checks.answers import AnswersRefused, take_in
from trials.models import LinkAnswer

pytestmark = pytest.mark.django_db


def answers() -> dict[str, int]:
    return dict(LinkAnswer.objects.values_list("url", "status"))


def test_the_latest_answer_of_an_address_counts_in_any_order() -> None:
    lines = [
        "URL,status,checked at",
        "https://a.example/,404,2026-11-02T08:00Z",
        "https://a.example/,200,2026-11-01T08:00Z",
        "https://b.example/,,2026-11-01T08:00+01:00",
    ]
    assert take_in(lines) == 2
    assert answers() == {"https://a.example/": 404, "https://b.example/": 0}
    take_in(["https://a.example/,200,2026-10-01T08:00Z"])
    assert answers()["https://a.example/"] == 404
    take_in(["https://a.example/,200,2026-12-01T08:00Z"])
    assert answers()["https://a.example/"] == 200


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("https://a.example/,404", "2 columns"),
        ("ftp://a.example/,404,2026-11-02T08:00Z", "no address of the web"),
        (f"https://{'a' * 2000},404,2026-11-02T08:00Z", "no address of the web"),
        ("https://a.example/,99,2026-11-02T08:00Z", "no status of HTTP"),
        ("https://a.example/,gone,2026-11-02T08:00Z", "no status of HTTP"),
        ("https://a.example/,404,2026-11-02T08:00", "no time with a zone"),
        ("https://a.example/,404,2026-13-02T08:00Z", "no time with a zone"),
        ('https://a.example/,404,"', "no CSV|no time"),
    ],
)
def test_a_list_with_a_wrong_line_is_refused_whole(line: str, says: str) -> None:
    with pytest.raises(AnswersRefused, match=f"Line 2.*({says})"):
        take_in(["https://good.example/,200,2026-11-02T08:00Z", line])
    assert not answers()


def test_a_refusal_to_robots_is_an_answer() -> None:
    for number, status in enumerate((0, 200, 301, 403, 404, 410, 429, 500, 503)):
        take_in([f"https://{number}.example/,{status},2026-11-02T08:00Z"])
    gone = LinkAnswer.objects.gone().values_list("status", flat=True)
    assert sorted(gone) == [0, 404, 410, 500, 503]


@given(st.lists(st.text(alphabet='h:/a.,"0123456789TZ-\n ', max_size=60), max_size=4))
def test_any_lines_are_taken_in_or_refused(lines: list[str]) -> None:
    try:
        take_in(lines)
    except AnswersRefused as refusal:
        assert str(refusal).startswith("Line ")  # noqa: PT017
