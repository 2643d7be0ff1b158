"""Every fact of the releases written for it is found, and nothing else."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from benchmarks.eval_facts import FOLDER, compare
from news.facts import find_facts

RELEASES: list[dict[str, Any]] = [
    release
    for path in sorted(FOLDER.glob("*.toml"))
    for release in tomllib.loads(path.read_text(encoding="utf-8"))["releases"]
]
RELEASE = Path(__file__).parents[2] / "data" / "facts_release.txt"


@pytest.mark.parametrize("release", RELEASES, ids=lambda release: release["name"])
def test_facts_of_a_release(release: dict[str, Any]) -> None:
    missing, wrong = compare(release)
    assert missing == []
    assert [(fact.kind, fact.value, fact.words) for fact in wrong] == []


@pytest.mark.parametrize("release", RELEASES, ids=lambda release: release["name"])
def test_each_stands_in_its_sentence(release: dict[str, Any]) -> None:
    for fact in find_facts(release["text"]):
        assert 0 <= fact.start < fact.end <= len(release["text"])
        words = " ".join(release["text"][fact.start : fact.end].split())
        assert fact.words == words
        assert fact.sentence == f"{fact.before}{fact.words}{fact.after}"
        assert "\n" not in fact.sentence


def test_a_line_may_end_anywhere() -> None:
    text = RELEASE.read_text(encoding="utf-8")
    unwrapped = "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))
    assert [(fact.kind, fact.value) for fact in find_facts(text)] == [
        (fact.kind, fact.value) for fact in find_facts(unwrapped)
    ]


def test_markdown_and_odd_characters_change_nothing() -> None:
    plain = (
        "The trial enrolled 298 patients; the hazard ratio for death was 0.72 (95% CI 0.53-0.98)."
    )
    odd = (
        "The **trial enrolled 298\u00a0patients**; the [HR](https://x.org/a_(b) for death was"
        " 0.72 (95% CI 0.53\u20130.98\\)."
    )
    odd = odd.replace("a_(b)", "ab)")
    found, expected = find_facts(odd), find_facts(plain)
    assert [fact.value for fact in found] == [fact.value for fact in expected]
    assert len(expected) == 2
    assert "**" not in found[0].sentence
    assert "https" not in found[1].sentence
