"""The same release as text, page, Word file and e-mail is the same draft."""

from dataclasses import replace

import pytest

from news.intake import Draft, read_release, take_in
from news.intake.release import digest
from news.models import NewsItem
from tests.news.intake.files import RELEASE, TEXT, release_docx, release_html, release_mail

FILES = {
    "release.html": release_html().encode(),
    "release.docx": release_docx(),
    "plain.eml": release_mail("plain"),
    "base64.eml": release_mail("base64"),
    "alternative.eml": release_mail(),
}


def without_lines(draft: Draft) -> Draft:
    """Apart from where lines are broken inside paragraphs, and what only a text file has."""
    paragraphs = draft.body.split("\n\n")
    body = "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
    return replace(draft, body=body, former_digest="")


@pytest.mark.parametrize("name", FILES)
def test_every_kind_gives_the_same_draft(name: str) -> None:
    expected = without_lines(read_release("release.txt", TEXT))
    assert without_lines(read_release(name, FILES[name])) == expected


@pytest.mark.slow
@pytest.mark.django_db
def test_the_same_release_in_any_kind_is_taken_in_once() -> None:
    first, _ = take_in(read_release("release.txt", RELEASE.read_bytes()))
    for name, data in FILES.items():
        assert take_in(read_release(name, data)) == (first, False)
    assert NewsItem.objects.count() == 1


@pytest.mark.django_db
def test_what_was_taken_in_when_digests_were_of_the_whole_text_is_still_known() -> None:
    item, _ = take_in(read_release("release.txt", TEXT))
    NewsItem.objects.update(intake_digest=digest(TEXT))
    assert take_in(read_release("release.txt", TEXT)) == (item, False)
