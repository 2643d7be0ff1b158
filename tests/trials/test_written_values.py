"""How numbers with their intervals, and texts, are written on pages."""

from decimal import Decimal
from typing import Any

import pytest

from trials.markdown import to_html
from trials.models import Finding, Source, TrialIdentifier
from trials.templatetags.trialfolio import interval, p_value, source_url, telephone

DASH, MINUS = "\N{EN DASH}", "\N{MINUS SIGN}"


def limits(lower: str | None, upper: str | None, level: str | None = "95.000") -> dict[str, Any]:
    pairs = {"lower": lower, "upper": upper, "level": level}
    return {name: Decimal(value) for name, value in pairs.items() if value is not None}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"value_text": "13.8", **limits("8.900000", "17.000000")}, f"95% CI 8.9{DASH}17.0"),
        ({"value_text": "298", **limits("290", "300")}, f"95% CI 290{DASH}300"),
        ({"value_text": "18", **limits("9.5", "30", "97.5")}, f"97.5% CI 9.5{DASH}30"),
        ({"value_text": "0.5", **limits("-1.25", "2")}, f"95% CI {MINUS}1.25{DASH}2.0"),
        ({"value_text": "not reached", **limits("8.9", None)}, "95% CI from 8.9 upwards"),
        ({"value_text": "1.0", **limits(None, "1.25")}, "95% CI up to 1.25"),
        ({"value_text": "5", **limits("1", "9", None)}, f"interval 1{DASH}9"),
        ({"value_text": "5"}, ""),
    ],
)
def test_intervals(fields: dict[str, Any], words: str) -> None:
    assert interval(Finding(**fields)) == words


@pytest.mark.parametrize(
    ("printed", "words"), [("<0.001", "p<0.001"), ("0.03", "p=0.03"), ("= 0.03", "p=0.03")]
)
def test_p_values(printed: str, words: str) -> None:
    assert p_value(Finding(p_value=printed)) == words


def test_addresses() -> None:
    assert source_url(Source(doi="10.1056/x", pmid="1")) == "https://doi.org/10.1056/x"
    assert source_url(Source(pmid="39282913")) == "https://pubmed.ncbi.nlm.nih.gov/39282913/"
    assert source_url(Source(url="https://example.org/", doi="10.1056/x")) == "https://example.org/"
    assert source_url(Source()) == ""
    assert TrialIdentifier(kind="PROTOCOL", value="A021602").page == ""
    assert TrialIdentifier(value="X", link="javascript:alert(1)").page == ""
    assert TrialIdentifier(value="X", link="HTTPS://a.org").page == "HTTPS://a.org"
    assert telephone("+1 (555) 0100") == "tel:+15550100"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# One\n\n### Two", "<h4>One</h4>\n<h5>Two</h5>\n"),
        ("* Grade \\> 2", "<ul>\n<li>Grade &gt; 2</li>\n</ul>\n"),
        ("p <0.001 & x", "<p>p &lt;0.001 &amp; x</p>\n"),
        ("<div onclick=x>y</div>", "<p>y</p>\n"),
        ("<!-- never closed\n\nSeen", "<p>&lt;!-- never closed</p>\n<p>Seen</p>\n"),
        ("a <b>b</b>", "<p>a b</p>\n"),
        ("![x](https://a.org/b.png)", "<p></p>\n"),
    ],
)
def test_registry_text(text: str, html: str) -> None:
    assert to_html(text) == html


@pytest.mark.slow
def test_text_longer_than_anyone_writes_stands_as_it_is() -> None:
    """Reading the marks of such a text can take a minute, and anyone may ask for the page."""
    html = to_html("*a _b " * 20_000)
    assert html.startswith("<pre><code>*a _b *a _b ")
