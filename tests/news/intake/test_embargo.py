"""Lines about a release's time become a moment in its zone, or a sentence that says why not."""

import datetime as dt

import pytest

from news.intake import read_release, take_in
from trials.vocabulary import PublishingState

UTC = dt.UTC
Clock = tuple[int, int, int, int]


def in_2025(month: int, day: int, hour: int, minute: int) -> dt.datetime:
    return dt.datetime(2025, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "utc", "zone"),
    [
        ("Embargoed until 8:00 a.m. ET, Wednesday, March 26, 2025", (3, 26, 12, 0), "New_York"),
        ("EMBARGO: 26 March 2025, 10:00 CET", (3, 26, 9, 0), "Berlin"),
        ("Under embargo until noon EDT on July 4, 2025", (7, 4, 16, 0), "New_York"),
        ("EMBARGOED FOR RELEASE UNTIL 4 P.M. CENTRAL TIME JUNE 1, 2025", (6, 1, 21, 0), "Chicago"),
        ("Embargoed until 00:01 GMT 3rd June 2025", (6, 3, 0, 1), "UTC"),
        ("Embargoed until 14:00 BST (9 a.m. ET) on 3 June 2025", (6, 3, 13, 0), "London"),
        ("EMBARGOED UNTIL 0800 EDT 26 March 2025", (3, 26, 12, 0), "New_York"),
        ("Embargo: 15h00 CEST, 1 June 2025", (6, 1, 13, 0), "Berlin"),
        ("Hold for release until March 26, 2025, 5:30 pm Pacific", (3, 27, 0, 30), "Los_Angeles"),
        ("For release: 03/26/2025 7 a.m. MDT", (3, 26, 13, 0), "Denver"),
        (
            "Embargado hasta las 8:00 a.m. (hora del Este) del 26 de marzo de 2025",
            (3, 26, 12, 0),
            "York",
        ),
        ("Embargoed until 10:00 UTC+2, 26 March 2025", (3, 26, 8, 0), "Etc/GMT-2"),
        ("Embargoed until 10:00 UTC+5:30, 26 March 2025", (3, 26, 4, 30), "Asia/Kolkata"),
        ("Embargoed until 2025-03-26T08:00:00Z", (3, 26, 8, 0), "UTC"),
        ("Embargo: 16.06.2025, 10:15 Uhr MESZ", (6, 16, 8, 15), "Berlin"),
        ("Embargoed until 26 March 2025, 9 a.m. Paris time", (3, 26, 8, 0), "Paris"),
        ("Embargoed until 8 a.m. local time in Barcelona, 26 March 2025", (3, 26, 7, 0), "Madrid"),
        (
            "Embargado hasta el 26 de marzo de 2025, 14:00 h (hora peninsular española)",
            (3, 26, 13, 0),
            "Madrid",
        ),
        ("Embargoed until 08:00 AEST, 26 March 2025", (3, 25, 22, 0), "Brisbane"),
        ("Embargoed until 26/03/2025, 08:00 GMT", (3, 26, 8, 0), "UTC"),
        ("Embargo until 3/26/25 8:00 AM ET", (3, 26, 12, 0), "New_York"),
        ("Under Embargo Until: 26-Mar-2025 08:00 ET", (3, 26, 12, 0), "New_York"),
        ("This release is embargoed until 8 a.m. ET, March 26, 2025", (3, 26, 12, 0), "New_York"),
        ("Information under embargo until June 1, 2025, 7:45 a.m. CDT", (6, 1, 12, 45), "Chicago"),
        ("RELEASE AFTER 8:00 AM ET ON MARCH 26, 2025", (3, 26, 12, 0), "New_York"),
        ("DO NOT PUBLISH UNTIL March 26, 2025, 8:00 AM ET", (3, 26, 12, 0), "New_York"),
        ("Please hold until March 26, 2025 at 8:00 AM ET", (3, 26, 12, 0), "New_York"),
        ("Publication embargo: 26 March 2025 at 08.30 CET", (3, 26, 7, 30), "Berlin"),
        ("CONFIDENTIAL - EMBARGOED UNTIL 8 AM ET MARCH 26, 2025", (3, 26, 12, 0), "New_York"),
        ("Not to be published before 8 a.m. ET on March 26, 2025", (3, 26, 12, 0), "New_York"),
    ],
)
def test_an_embargo_is_a_moment_in_its_zone(line: str, utc: Clock, zone: str) -> None:
    draft = read_release("r.txt", f"{line}\n\nTitle\n\nBody")
    assert draft.embargo == in_2025(*utc)
    assert draft.zone.endswith(zone)
    assert (draft.title, draft.release_line) == ("Title", line)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Embargoed until March 26, 2025", "no time of day"),
        ("Embargoed until 8 a.m. ET", "no full date"),
        ("Embargoed until 8 a.m. ET, Thursday, March 26, 2025", "another day of the week"),
        ("Embargoed until 8 a.m. ET, February 30, 2025", "no day of the calendar"),
        ("Embargoed until 8 a.m. ET, 03/04/2025", "day or month first"),
        ("Embargoed until 2:30 a.m. ET, March 9, 2025", "the clock skips"),
        ("Embargoed until 14:00 BST (10 a.m. ET) 3 June 2025", "do not agree"),
        ("Embargoed until 08:00 IST, 26 March 2025", "“IST” is a time zone that is not known"),
        ("Embargoed until 8 a.m. local time, 26 March 2025", "“local time” is a time zone"),
        ("Embargoed until 8 a.m. UTC+5:20, 26 March 2025", "“UTC+5:20” is a time zone"),
        ("EMBARGOED UNTIL START OF PRESENTATION", "it names no date"),
        ("Embargoed until publication in the journal", "it names no date"),
    ],
)
def test_what_cannot_be_read_for_sure_is_left_to_the_person(line: str, words: str) -> None:
    draft = read_release("r.txt", f"{line}\n\nTitle\n\nBody")
    assert (draft.embargo, draft.zone) == (None, "")
    assert words in draft.notes[0]
    assert "by hand" in draft.notes[0]


@pytest.mark.parametrize(
    ("line", "utc", "words"),
    [
        ("EMBARGOED until July 1, 2025 at 8:00 AM EST", (7, 1, 12, 0), "summer time"),
        ("EMBARGOED until January 7, 2025 at 8:00 AM EDT", (1, 7, 13, 0), "standard time"),
        ("Embargoed until 8:00 ET March 26, 2025", (3, 26, 12, 0), "neither a.m. nor p.m."),
        ("Embargoed until midnight ET March 26, 2025", (3, 27, 4, 0), "end of the day"),
        ("Embargoed until 10 a.m. on March 26, 2025", (3, 26, 14, 0), "names no time zone"),
        ("Embargoed until 1:30 a.m. ET November 2, 2025", (11, 2, 6, 30), "the second of two"),
    ],
)
def test_what_was_read_with_a_doubt_has_a_note(line: str, utc: Clock, words: str) -> None:
    draft = read_release("r.txt", f"{line}\n\nTitle\n\nBody")
    assert draft.embargo
    assert draft.embargo.astimezone(UTC) == in_2025(*utc)
    assert words in draft.notes[0]


def test_the_newsroom_has_a_zone_of_its_own(settings: object) -> None:
    settings.NEWSROOM_ZONE = "Europe/Madrid"  # type: ignore[attr-defined]
    draft = read_release("r.txt", "Embargo: 26 March 2025, 10:00\n\nTitle\n\nBody")
    assert draft.embargo == dt.datetime(2025, 3, 26, 9, 0, tzinfo=UTC)
    assert draft.zone == "Europe/Madrid"


def test_for_immediate_release_is_no_embargo() -> None:
    draft = read_release("r.txt", "FOR IMMEDIATE RELEASE\nMarch 26, 2025\n\nTitle\n\nBody")
    assert (draft.release_line, draft.embargo) == ("FOR IMMEDIATE RELEASE", None)
    assert (draft.dated, draft.title, draft.notes) == ("2025-03-26", "Title", ())


@pytest.mark.parametrize(
    ("line", "release_line"),
    [
        ("For Immediate Release: Wednesday, March 26, 2025", "For Immediate Release: Wednesday,"),
        ("[IMMEDIATE RELEASE - March 26, 2025]", "IMMEDIATE RELEASE - March 26, 2025"),
        ("Release: Immediate\nDate: March 26, 2025", "Release: Immediate"),
        ("News Release: March 26, 2025", ""),
        ("Release date: 03/26/2025", ""),
        ("Posted on March 26, 2025 by Joe Roe", ""),
    ],
)
def test_the_day_of_a_release_without_embargo(line: str, release_line: str) -> None:
    draft = read_release("r.txt", f"{line}\n\nTitle\n\nBody")
    assert (draft.title, draft.dated, draft.embargo) == ("Title", "2025-03-26", None)
    assert draft.release_line.startswith(release_line)
    assert draft.notes == ()


@pytest.mark.parametrize(
    "title",
    [
        "Embargo Rules of Journals Studied",
        "Release of Growth Factors Slows Tumors",
        "Do Not Stop Treatment Early, Study of 298 Patients Says",
        "Not for All: Drug Helps Some Patients",
    ],
)
def test_a_title_is_no_release_line(title: str) -> None:
    draft = read_release("r.txt", f"{title}\n\nBody of it.\n\nMore.")
    assert (draft.title, draft.release_line) == (title, "")


def test_an_embargo_in_several_lines_is_one() -> None:
    text = "EMBARGOED UNTIL\nWednesday, March 26, 2025\n8:00 a.m. Eastern Time\n\nTitle\n\nBody"
    draft = read_release("r.txt", text)
    assert draft.embargo == dt.datetime(2025, 3, 26, 12, 0, tzinfo=UTC)
    assert draft.title == "Title"


@pytest.mark.django_db
def test_it_is_saved_with_the_draft_and_publishes_nothing() -> None:
    line = "EMBARGO: 26 March 2025, 10:00 CET"
    item, _ = take_in(read_release("r.txt", f"{line}\n\nTitle\n\nBody"))
    item.refresh_from_db()
    assert item.state == PublishingState.DRAFT
    assert item.release_at == dt.datetime(2025, 3, 26, 9, 0, tzinfo=UTC)
    assert (item.release_zone, item.release_line) == ("Europe/Berlin", line)
    item.full_clean()
