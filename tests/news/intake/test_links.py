"""Addresses lose what counts clicks and come out of what wraps them."""

import pytest

from news.intake import read_release
from news.intake.links import clean_text, clean_url

WRAPPED = "https%3A%2F%2Fexample.org%2Fa%3Fid%3D1%26utm_source%3Dx"
PAGE = "https://example.org/a?id=1"


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://example.org/a?utm_source=x&id=1&utm_medium=y", PAGE),
        ("https://example.org/a?id=1&mc_cid=1&mc_eid=2&fbclid=3&gclid=4&mkt_tok=5&_hsenc=6", PAGE),
        ("https://example.org/a?utm_source=x#part", "https://example.org/a#part"),
        ("https://example.org/a?b=%20c+d&utm_id=1", "https://example.org/a?b=%20c+d"),
        (f"https://nam02.safelinks.protection.outlook.com/?url={WRAPPED}&data=05", PAGE),
        (f"https://www.google.com/url?sa=t&q={WRAPPED}", PAGE),
        (f"https://l.facebook.com/l.php?u={WRAPPED}&h=AT", PAGE),
        (f"https://www.linkedin.com/redir/redirect?url={WRAPPED}", PAGE),
        ("https://urldefense.proofpoint.com/v2/url?u=https-3A__example.org_a-3Fid-3D1&d=D", PAGE),
        ("https://urldefense.com/v3/__https://example.org/a?id=1__;!!AbC!x$", PAGE),
        (
            "https://urldefense.com/v3/__https://example.org/a*b__;Iw!!AbC!x$",
            "https://example.org/a#b",
        ),
        (f"https://linkprotect.cudasvc.com/url?a={WRAPPED}&c=E,1", PAGE),
        (f"https://clicktime.symantec.com/15tA?h=x&u={WRAPPED}", PAGE),
        ("https://secure-web.cisco.com/1ab/https%3A%2F%2Fexample.org%2Fa%3Fid%3D1", PAGE),
        (f"https://links.govdelivery.com/track?type=click&enid=1&&&101&&&{PAGE}", PAGE),
        ("https://www.google.com/search?q=x", "https://www.google.com/search?q=x"),
        ("mailto:press@example.org?subject=Hi", "mailto:press@example.org"),
        ("javascript:alert(1)", ""),
        ("java\tscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("/relative", ""),
        (
            "https://www.google.com/url?q=javascript:alert(1)",
            "https://www.google.com/url?q=javascript:alert(1)",
        ),
        ("http://[broken", "http://[broken"),
    ],
)
def test_an_address_is_cleaned(url: str, clean: str) -> None:
    assert clean_url(url) == clean


def test_addresses_in_a_text_are_cleaned_and_its_points_stay() -> None:
    text = "See https://example.org/a?id=1&utm_source=x. And (https://example.org/b?gclid=2)!"
    assert clean_text(text) == f"See {PAGE}. And (https://example.org/b)!"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.us1.list-manage.com/track/click?u=1&id=2",
        "https://info.example.org/e3t/Ctc/RF+113/abc",
        "https://u1.ct.sendgrid.net/ls/click?upn=abc",
        "https://r20.rs6.net/tn.jsp?f=001",
        "https://protect-us.mimecast.com/s/abc?domain=example.org",
        "https://email.mg.example.org/c/eJwabc",
    ],
)
def test_a_link_that_only_counts_leaves_its_words(url: str) -> None:
    draft = read_release("r.html", f"<h1>T</h1><p>Read <a href='{url}'>the paper</a> now.</p>")
    assert draft.body == "Read the paper now."
    assert draft.notes[0].startswith("Links that lead through a service that counts clicks")


@pytest.mark.parametrize(
    ("text", "body"),
    [
        (f"See {PAGE}&utm_source=x.", f"See <{PAGE}>."),
        (f"See ({PAGE}) now", f"See (<{PAGE}>) now"),
        (f"See <{PAGE}> now", f"See <{PAGE}> now"),
        (f"the record<{PAGE}&fbclid=1>, and", f"the record <{PAGE}>, and"),
        ("joe@example.org<mailto:joe@example.org> 1<tel:1> 2", "joe@example.org 1 2"),
        ("www.example.org and a<b>", "www.example.org and a\\<b>"),
    ],
)
def test_addresses_in_a_text_are_links(text: str, body: str) -> None:
    assert read_release("r.txt", f"Title\n\n{text}").body == body
    html = text.replace("<", "&lt;").replace(">", "&gt;")
    assert read_release("r.html", f"<h1>Title</h1><p>{html}</p>").body == body


def test_links_of_a_page_are_kept() -> None:
    html = (
        "<h1>T</h1><p>See <a href='https://example.org/a_(b)?utm_source=x'>the record</a> and"
        " <a href='mailto:press@example.org'>write</a>.</p>"
    )
    assert read_release("r.html", html).body == (
        "See [the record](https://example.org/a_%28b%29) and [write](mailto:press@example.org)."
    )
