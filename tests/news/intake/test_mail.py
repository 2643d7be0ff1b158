"""E-mails: the release comes out of them, what the programs put around it stays out."""

import pytest

from news.intake import Draft, ReleaseRefused, read_release
from tests.news.intake.files import TEXT, docx, mail, paragraph, png, release_docx, release_mail

OWN = "The study met its first aim in both groups of patients, and was stopped early for it. " * 6
FORWARD = f"""FYI, for the site. Thanks!

Jane

---------- Forwarded message ---------
From: Press Office <press@example.org>
Date: Wed, Mar 26, 2025 at 9:00 AM
Subject: [EXTERNAL] Press Release: A new title
To: <web@example.org>


A new title

{OWN}

Media Contact:
Press Office
press@example.org

-- 
Jane Roe
Example Group
"""  # noqa: W291
OUTLOOK = f"""Please see below.

Sent from my iPhone

From: Press Office
Sent: Wednesday, March 26, 2025 9:00 AM
To: Web
Subject: FW: A new title

A new title

{OWN}
"""
QUOTED = "See below.\n\nOn Wed, Mar 26, 2025 at 9:00 AM Press wrote:\n" + "\n".join(
    f"> {line}" for line in f"A new title\n\n{OWN}\n\nThe end of it.".split("\n")
)
REPLIED = f"A new title\n\n{OWN}\n\nOn Wed, Mar 26, 2025 at 9:00 AM Jane wrote:\n> Draft, please?"


def of(text: str, subject: str = "Fwd: News") -> Draft:
    message = mail(subject)
    message.set_content(text)
    return read_release("r.eml", message.as_bytes())


@pytest.mark.parametrize("text", [FORWARD, OUTLOOK, QUOTED, REPLIED])
def test_the_release_comes_out_of_letters_around_it(text: str) -> None:
    draft = of(text)
    assert draft.title == "A new title"
    assert draft.body.startswith(OWN.strip())
    for debris in ("FYI", "iPhone", "wrote", "From:", "Jane Roe", "Draft", "below", ">"):
        assert debris not in draft.body


def test_contacts_are_no_signature() -> None:
    assert of(FORWARD).media_contact == "Press Office\npress@example.org"


def test_the_subject_is_the_title_of_a_text_that_has_none() -> None:
    draft = of(f"Dear colleagues,\n\n{OWN}\n\nMore.", "FW: [EXTERNAL] Press Release: A new title")
    assert draft.title == "A new title"
    assert draft.body.startswith("The study")


def test_forwarded_html() -> None:
    message = mail("Fwd: x")
    message.set_content("see html")
    message.add_alternative(
        "<div>FYI</div><div class='gmail_quote'><div class='gmail_attr'>---------- Forwarded"
        " message ---------<br>From: <b>Press</b> &lt;p@example.org&gt;<br>Date: Wed, Mar 26,"
        f" 2025<br>Subject: A new title<br>To: x<br></div><h1>A new title</h1><p>{OWN}</p>"
        "<div class='gmail_signature'>Jane Roe</div></div>",
        subtype="html",
    )
    draft = read_release("r.eml", message.as_bytes())
    assert (draft.title, draft.body) == ("A new title", OWN.strip())


def test_an_attached_word_file_is_the_release_where_the_letter_only_covers_it() -> None:
    message = mail("Release attached")
    message.set_content("Dear all, please find our release attached. Best, Jane")
    word = "vnd.openxmlformats-officedocument.wordprocessingml.document"
    message.add_attachment(
        release_docx(), maintype="application", subtype=word, filename="release.docx"
    )
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="facts.pdf")
    draft = read_release("r.eml", message.as_bytes())
    assert draft.digest == read_release("release.txt", TEXT).digest
    assert draft.notes == (
        "Read from release.docx, which is attached to the e-mail.",
        "Attached to the e-mail and not taken along: facts.pdf.",
    )


def test_an_attached_word_file_beside_a_release_is_not_it() -> None:
    message = mail()
    message.set_content(f"A new title\n\n{OWN * 3}")
    message.add_attachment(
        docx(paragraph("Facts") + paragraph("99")),
        maintype="application",
        subtype="msword",
        filename="facts.docx",
    )
    draft = read_release("r.eml", message.as_bytes())
    assert draft.title == "A new title"
    assert "facts.docx" in draft.notes[0]


def test_an_attached_message_is_read() -> None:
    import email
    from email import policy

    inner = email.message_from_bytes(release_mail(), policy=policy.default)
    message = mail()
    message.set_content("As attached.")
    message.add_attachment(inner)
    draft = read_release("r.eml", message.as_bytes())
    assert draft.digest == read_release("release.txt", TEXT).digest


def test_pictures_inside_an_html_letter() -> None:
    message = mail()
    message.set_content("x")
    message.add_alternative(
        "<h1>Title</h1><p>Text.</p><img src='cid:a@b' alt='A curve'>", subtype="html"
    )
    html = message.get_payload()[1]  # type: ignore[index]
    html.add_related(png(), "image", "png", cid="<a@b>")  # type: ignore[union-attr]
    (image,) = read_release("r.eml", message.as_bytes()).images
    assert (image.data, image.alternative_text) == (png(), "A curve")


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "utf-8"])
@pytest.mark.parametrize("coding", ["base64", "quoted-printable", "8bit"])
def test_charsets_and_codings(charset: str, coding: str) -> None:
    message = mail("Niño")
    message.set_content("Título\n\nCafé.", charset=charset, cte=coding)
    draft = read_release("r.eml", message.as_bytes())
    assert (draft.title, draft.body) == ("Título", "Café.")


@pytest.mark.parametrize(
    "warning",
    [
        "CAUTION: This email originated from outside of the organization. Do not click links.",
        "This email message is for the sole use of the intended recipient(s).",
        "The information contained in this e-mail, including any attachments, is confidential.",
        "If you are not the intended recipient, please delete it.",
        "You don't often get email from press@example.org. Learn why this is important",
        "Please consider the environment before printing this e-mail.",
        "[EXTERNAL EMAIL]",
    ],
)
def test_what_a_mail_system_adds_is_no_text(warning: str) -> None:
    assert of(f"A new title\n\n{warning}\n\n{OWN}\n\n{warning}").body == OWN.strip()


def test_places_of_pictures_in_a_plain_text_are_no_text() -> None:
    draft = of(f"[cid:image001.png@01D9]\n\nA new title\n\n{OWN}\n\n[image: logo.png]")
    assert (draft.title, draft.body, draft.notes) == ("A new title", OWN.strip(), ())


def test_bullets_of_outlook_are_a_list() -> None:
    message = mail("A new title")
    points = "".join(
        f"<p class='MsoListParagraph'><![if !supportLists]><span>·<span>&nbsp;&nbsp; </span></span>"
        f"<![endif]>{word}</p>"
        for word in ("one", "two")
    )
    message.set_content(f"<p>A new title</p><p>{OWN}</p>{points}", subtype="html")
    assert read_release("r.eml", message.as_bytes()).body == f"{OWN.strip()}\n\n- one\n\n- two"


def test_a_character_set_that_is_named_in_the_long_way_is_read() -> None:
    """RFC 2231 lets a header say in which character set it names the one of the text."""
    kind = "Content-Type: text/plain; charset*=us-ascii'en'utf-8"
    text = f"Subject: Press Release: A new title\n{kind}\n\nA new title\n\nNaïve patients. {OWN}"
    assert "Naïve patients." in read_release("a.eml", text.encode()).body


@pytest.mark.parametrize(
    ("filename", "words"),
    [("release.pdf", "release.pdf"), ("winmail.dat", "winmail.dat, which only Outlook opens")],
)
def test_a_letter_that_only_brings_what_cannot_be_read_is_refused(
    filename: str, words: str
) -> None:
    message = mail("Our release")
    message.set_content("Please find our release attached.")
    message.add_attachment(b"x", maintype="application", subtype="x", filename=filename)
    with pytest.raises(ReleaseRefused, match=f"^r.eml says no more than what it brings, {words}"):
        read_release("r.eml", message.as_bytes())


@pytest.mark.parametrize("text", [FORWARD, OUTLOOK, QUOTED, REPLIED])
def test_the_text_of_a_letter_that_was_copied_out_of_its_program(text: str) -> None:
    draft = read_release("r.txt", text)
    assert draft.title == "A new title"
    assert draft.body.startswith(OWN.strip())
    for debris in ("FYI", "iPhone", "wrote", "From:", "Jane Roe", "Draft", "below", ">"):
        assert debris not in draft.body


def test_a_rule_of_underscores_forwards_nothing() -> None:
    draft = read_release("r.txt", f"A new title\n\n{OWN}\n\n{'_' * 40}\n\n{OWN} Again.")
    assert draft.body.startswith(OWN.strip())
