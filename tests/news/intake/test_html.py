"""Pages and newsletters: their words come in, what only serves the sender stays out."""

import pytest

from news.intake import read_release, take_in
from news.models import NewsImage
from tests.news.intake.files import data_uri, docx, drawing, paragraph, png


def body(html: str) -> str:
    return read_release("r.html", f"<h1>Title</h1>{html}").body


def test_headings_lists_tables_and_emphasis() -> None:
    html = (
        "<p>A <b>bold</b> and <i>slanted</i> word.</p><h3>Part</h3><ul><li>one<li>two</ul>"
        "<ol><li>first<li>second</ol><table><tr><th>Arm<th>N<tr><td>A|B<td>99</table>"
    )
    assert body(html).split("\n\n") == [
        "A **bold** and *slanted* word.",
        "### Part",
        "- one\n- two",
        "1. first\n2. second",
        "| Arm | N |\n| --- | --- |\n| A\\|B | 99 |",
    ]


def test_what_a_reader_does_not_see_stays_out() -> None:
    html = """<!-- note --><style>p {}</style><script>1</script><p>Seen.</p>
    <div style="display:none">Preheader</div><span class="preheader">Preview</span>
    <p hidden>Hidden</p><img src="https://t.example/o.gif" width="1" height="1">
    <p>Is this e-mail hard to read? <a href="https://x.example">View it in your browser</a></p>
    <p>You are receiving this e-mail because. <a href="https://x.example">Unsubscribe</a></p>"""
    draft = read_release("r.html", f"<h1>Title</h1>{html}")
    assert (draft.body, draft.notes) == ("Seen.", ())


def test_tables_that_lay_out_a_newsletter_are_paragraphs() -> None:
    html = "<table><tr><td><table><tr><td><p>One.</p><td><p>Two.</p></table></td></tr></table>"
    assert body(html) == "One.\n\nTwo."


def test_lines_above_the_title_are_told() -> None:
    draft = read_release("r.html", "<p>Home | News</p><p>March 26, 2025</p><h1>Title</h1><p>A.</p>")
    assert (draft.title, draft.dated, draft.body) == ("Title", "2025-03-26", "A.")
    assert draft.notes == ("Above the title, and left out: “Home | News”.",)


@pytest.mark.parametrize("charset", ["windows-1252", "utf-8", "iso-8859-1", "utf-16"])
def test_a_page_says_its_charset(charset: str) -> None:
    html = f'<meta charset="{charset}"><h1>Niño</h1><p>Café</p>'
    draft = read_release("r.html", html.encode(charset))
    assert (draft.title, draft.body) == ("Niño", "Café")


def test_a_page_of_old_without_ends_is_paragraphs() -> None:
    assert body("<p>One." + "<p>More." * 300).split("\n\n") == ["One.", *["More."] * 300]


def test_words_that_look_like_markdown_stay_words() -> None:
    assert body("<p># 1 of *all* [x](y)</p><p>&lt;b&gt; 2 &lt; 3</p>") == (
        "\\# 1 of \\*all\\* [x\\](y)\n\n\\<b> 2 < 3"
    )


def test_pictures_come_along_with_what_they_show() -> None:
    html = (
        f"<figure><img src='{data_uri(png())}' alt='A curve'><figcaption>Survival</figcaption>"
        f"</figure><p>Text.</p><img src='{data_uri(png('red'))}' alt='image001.png'>"
        "<figure><img src='https://example.org/x.png'><figcaption>Figure 2</figcaption></figure>"
        "<img src='https://example.org/y.png'><img src='data:image/png;base64,AAAA'>"
    )
    draft = read_release("r.html", f"<h1>Title</h1>{html}")
    assert draft.body == "Text."
    first, second = draft.images
    assert (first.format, first.alternative_text, first.caption) == ("PNG", "A curve", "Survival")
    assert second.alternative_text == ""
    assert [note.split(":")[0] for note in draft.notes] == [
        "Pictures without alternative text",
        "Pictures that lie elsewhere",
        "Pictures left out",
    ]
    assert "elsewhere: 2 (Figure 2, y.png)." in draft.notes[1]


@pytest.mark.parametrize(
    "said",
    [
        "logo.png",
        "Image",
        "Picture 3",
        "A close-up of a sign Description automatically generated",
        "cid:x@y",
    ],
)
def test_what_a_program_says_of_a_picture_is_no_alternative_text(said: str) -> None:
    html = f"<h1>T</h1><p>Text.</p><img src='{data_uri(png())}' alt='{said}'>"
    assert read_release("r.html", html).images[0].alternative_text == ""


def test_pictures_of_word_come_along() -> None:
    content = paragraph("Title", "Title") + drawing("rId5", "A curve") + paragraph("Text.")
    draft = read_release("r.docx", docx(content, images={"rId5": png()}))
    assert [(image.data, image.alternative_text) for image in draft.images] == [(png(), "A curve")]


@pytest.mark.django_db(transaction=True)
def test_pictures_are_written_once_their_rows_are_there() -> None:
    html = f"<h1>Title</h1><p>Text.</p><img src='{data_uri(png())}' alt='A curve'>"
    item, _ = take_in(read_release("r.html", html))
    image = item.images.get()
    assert image.alternative_text == "A curve"
    assert image.file.read() == png()
    assert str(image.file.name).startswith(f"news/{item.pk}/1-")


@pytest.mark.django_db(transaction=True)
def test_no_file_remains_of_what_is_rolled_back() -> None:
    from django.core.files.storage import default_storage
    from django.db import transaction

    html = f"<h1>Title</h1><p>Text.</p><img src='{data_uri(png())}'>"

    def fail() -> None:
        with transaction.atomic():
            item, _ = take_in(read_release("r.html", html))
            names.append(str(item.images.get().file.name))
            raise ValueError

    names: list[str] = []
    with pytest.raises(ValueError):  # noqa: PT011
        fail()
    assert not default_storage.exists(names[0])
    assert NewsImage.objects.count() == 0


def test_a_table_of_word_has_its_first_row_as_head() -> None:
    cells = [["Cohort", "N"], ["pNET", "99"]]
    rows = "".join(
        "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in cells
    )
    content = paragraph("A title") + paragraph("Text.") + f"<w:tbl>{rows}</w:tbl>"
    draft = read_release("r.docx", docx(content))
    assert draft.body == "Text.\n\n| Cohort | N |\n| --- | --- |\n| pNET | 99 |"
