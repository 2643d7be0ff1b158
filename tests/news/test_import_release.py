"""`manage.py import_release`: what it prints, keeps and refuses."""

import os
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from model_bakery import baker

from news.models import NewsItem, TrialLink
from tests.news.intake.files import data_uri, png
from tests.records import an_item
from trials.models import FormerAddress, Trial
from trials.vocabulary import LinkRole, LinkStatus, PublishingState

RELEASE = Path(__file__).parent.parent / "data" / "release.txt"
Output = pytest.CaptureFixture[str]

pytestmark = pytest.mark.django_db


@pytest.fixture
def cabinet() -> Trial:
    made: Trial = baker.make(
        Trial, protocol_id="A021602", nct_id="NCT03375320", acronym="CABINET", brief_title="CABINET"
    )
    return made


def test_a_draft_with_its_suggested_link(cabinet: Trial, capsys: Output) -> None:
    call_command("import_release", str(RELEASE))
    item = NewsItem.objects.get()
    assert item.state == PublishingState.DRAFT
    link = TrialLink.objects.get()
    assert (link.trial, link.status, link.role) == (
        cabinet,
        LinkStatus.SUGGESTED,
        LinkRole.APPROVAL,
    )
    shown = capsys.readouterr().out
    assert "taken in as a draft" in shown
    assert "E-News, March 2025" in shown
    assert "Suggested: A021602 CABINET (Approval; Identifier in the text, 99%)" in shown
    assert f"/admin/news/newsitem/{item.pk}/change/" in shown


def test_the_real_release(cabinet: Trial, samples: Path, capsys: Output) -> None:
    call_command("import_release", str(samples.parent / "seed" / "cabinet_press_release.txt"))
    link = TrialLink.objects.get()
    item = link.item
    assert (link.trial, link.role) == (cabinet, LinkRole.APPROVAL)
    words = [item.body[at:][:7] for at in link.positions]
    assert {"A021602", "NCT0337", "CABINET"} == set(words)
    assert words.count("A021602") == 2
    assert "Not in the registry" not in capsys.readouterr().out


def test_the_same_text_again_is_recognised(cabinet: Trial, capsys: Output) -> None:
    call_command("import_release", str(RELEASE))
    call_command("import_release", str(RELEASE))
    assert NewsItem.objects.count() == TrialLink.objects.count() == 1
    assert "taken in before (Draft)" in capsys.readouterr().out


def test_a_refused_file_holds_up_no_other(tmp_path: Path, capsys: Output) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match="Refused: 2 of 3 files"):
        call_command("import_release", str(bad), str(tmp_path / "none.txt"), str(RELEASE))
    captured = capsys.readouterr()
    assert "bad.txt is not text" in captured.err
    assert "none.txt cannot be read: No such file or directory." in captured.err
    assert "No trial of the registry is named in it." in captured.out
    assert "Not in the registry: A021602, NCT03375320" in captured.out
    assert NewsItem.objects.count() == 1


def test_an_empty_folder_or_a_pipe_is_refused(tmp_path: Path, capsys: Output) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    with pytest.raises(CommandError):
        call_command("import_release", str(tmp_path), str(pipe))
    assert capsys.readouterr().err == f"{pipe} is not a file.\n"


def test_history_says_which_file(cabinet: Trial) -> None:
    call_command("import_release", str(RELEASE))
    events = apps.get_model("news.NewsItemEvent")._base_manager.all()
    told = [event.pgh_context.metadata for event in events]
    assert told
    assert all(one == {"command": "import_release", "file": "release.txt"} for one in told)


def an_archive(folder: Path, *lines: str, header: str = "file,date,old URL") -> str:
    (folder / "a.txt").write_text("First title\n\nFirst body.")
    (folder / "old").mkdir(exist_ok=True)
    (folder / "old" / "b.html").write_text("<h1>Second title</h1><p>Second body.</p>")
    listed = folder / "list.csv"
    listed.write_text("\n".join([header, *lines]))
    return str(listed)


@pytest.mark.slow
def test_an_archive_keeps_dates_and_old_addresses(tmp_path: Path, client: Client) -> None:
    listed = an_archive(
        tmp_path,
        "a.txt,2018-07,https://old.example.org/news/123?id=4",
        'old/b.html,"March 26, 2015",/releases/B%20ig.aspx',
    )
    for _ in range(2):
        call_command("import_release", archive=listed)
    first, second = NewsItem.objects.order_by("pk")
    assert (first.title, first.dated) == ("First title", "2018-07")
    assert (second.title, second.dated) == ("Second title", "2015-03-26")
    assert dict(FormerAddress.objects.values_list("path", "moved_to")) == {
        "/news/123?id=4": "/news/first-title/",
        "/releases/B ig.aspx": "/news/second-title/",
    }
    for path in ("/news/123?id=4", "/releases/B%20ig.aspx"):
        response = client.get(path, follow=True)
        assert response.status_code == 404, "nothing tells of a draft"
        assert "title" not in str(response.redirect_chain)
    NewsItem.objects.update(state=PublishingState.APPROVED, release_at=timezone.now())
    for path, moved_to in (
        ("/news/123?id=4", "/news/first-title/"),
        ("/releases/B%20ig.aspx", "/news/second-title/"),
        ("/releases/B%20ig.aspx?from=mail", "/news/second-title/"),
    ):
        response = client.get(path, follow=True)
        assert response.redirect_chain[-1] == (moved_to, 301)
    assert client.get("/news/123?id=5", follow=True).status_code == 404


@pytest.mark.parametrize("header", ["File;x", "FILE,Date,Old_URL", "date,old_url,file", "file"])
def test_names_of_columns_may_vary(tmp_path: Path, header: str) -> None:
    cells = {"file": "a.txt", "date": "2018", "oldurl": "/old"}
    names = ["".join(filter(str.isalpha, name)).lower() for name in header.split(",")]
    line = ",".join(cells.get(name, "") for name in names)
    listed = an_archive(tmp_path, line, header=header)
    if names == ["filex"]:
        with pytest.raises(CommandError):
            call_command("import_release", archive=listed)
        return
    call_command("import_release", archive=listed)
    assert NewsItem.objects.get().dated == ("2018" if "date" in names else "")


def test_bad_rows_are_told_with_their_lines_and_the_rest_goes_in(
    tmp_path: Path, capsys: Output
) -> None:
    (tmp_path / "up").mkdir()
    (tmp_path / "secret.txt").write_text("Secret\n\nSecret.")
    (tmp_path / "up" / "link.txt").symlink_to(tmp_path / "secret.txt")
    listed = an_archive(
        tmp_path / "up",
        "../secret.txt,2018,/a",
        f"{tmp_path}/secret.txt,2018,/b",
        "link.txt,2018,/c",
        ",2018,/d",
        "a.txt,soon,/e",
        "a.txt,2018,https://old.example.org/",
        "none.txt,2018,/f",
        "",
        "old/b.html,2018,/g",
    )
    with pytest.raises(CommandError, match="Refused: 7 of 8 files"):
        call_command("import_release", archive=listed)
    told = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in told] == [f"Line {number}" for number in range(2, 9)]
    assert "lies outside the folder" in told[0]
    assert "is not a date" in told[4]
    assert [item.title for item in NewsItem.objects.all()] == ["Second title"]
    assert [address.path for address in FormerAddress.objects.all()] == ["/g"]


def test_an_old_address_that_leads_elsewhere_stays(tmp_path: Path, capsys: Output) -> None:
    FormerAddress.objects.create(path="/old", moved_to="/news/other/")
    call_command("import_release", archive=an_archive(tmp_path, "a.txt,2018,/old"))
    assert "/old leads to /news/other/ already" in capsys.readouterr().out
    assert FormerAddress.objects.get().moved_to == "/news/other/"


@pytest.mark.parametrize(
    "path", ["/trials/S1418/", "/trials/nct03375320", "/admin/x", "/news/hidden/", "/about/"]
)
def test_an_old_address_never_takes_one_of_this_site(
    tmp_path: Path, capsys: Output, path: str
) -> None:
    an_item("hidden", state="DRAFT")
    call_command("import_release", archive=an_archive(tmp_path, f"a.txt,2018,{path}"))
    assert f"{path} is an address of this site itself" in capsys.readouterr().out
    assert not FormerAddress.objects.exists()


@pytest.mark.parametrize("path", ["/news/before/", "/about-us/", "http://old.example:8080/x"])
def test_an_old_address_like_those_of_this_site_is_kept(tmp_path: Path, path: str) -> None:
    call_command("import_release", archive=an_archive(tmp_path, f"a.txt,2018,{path}"))
    assert FormerAddress.objects.get().path in path


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "mailto:a@b.org", "http://[::1", "ftp://a/b"]
)
def test_what_is_no_address_of_a_page_is_refused(tmp_path: Path, capsys: Output, url: str) -> None:
    with pytest.raises(CommandError, match="Refused: 1 of 1"):
        call_command("import_release", archive=an_archive(tmp_path, f"a.txt,2018,{url}"))
    assert "is not the address of a page" in capsys.readouterr().err
    assert not NewsItem.objects.exists()


def test_a_folder_is_read_with_what_is_below_it(tmp_path: Path) -> None:
    an_archive(tmp_path)
    (tmp_path / "picture.png").write_bytes(b"x")
    call_command("import_release", str(tmp_path))
    assert sorted(NewsItem.objects.values_list("title", flat=True)) == [
        "First title",
        "Second title",
    ]


def test_what_a_person_has_to_look_at_is_printed(tmp_path: Path, capsys: Output) -> None:
    release = tmp_path / "r.html"
    release.write_text(
        "<p>EMBARGOED until July 1, 2025 at 8:00 AM EST</p><h1>Title</h1>"
        '<p>"It works," said Jane Doe, MD.</p>'
        f"<img src='{data_uri(png())}'>"
    )
    call_command("import_release", str(release))
    shown = capsys.readouterr().out
    assert "Embargo: 2025-07-01 08:00 EDT (12:00 UTC), America/New_York" in shown
    assert "Quotations: 1 (Jane Doe)" in shown
    assert "Pictures: 1, 1 without alternative text" in shown
    assert "Note: “8:00 AM EST” is printed for a day of summer time" in shown


def test_a_near_copy_is_taken_in_with_a_note(tmp_path: Path, capsys: Output) -> None:
    text = RELEASE.read_text(encoding="utf-8")
    (tmp_path / "second.txt").write_text(text.replace("99 of them", "100 of them"))
    call_command("import_release", str(RELEASE))
    call_command("import_release", str(tmp_path / "second.txt"))
    assert NewsItem.objects.count() == 2
    assert "Note: Nearly the same as “FDA Approves Cabozantinib" in capsys.readouterr().out
