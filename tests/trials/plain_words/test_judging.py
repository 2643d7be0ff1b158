"""Which words a hazard ratio supports: none without a preferred number that is certain."""

from decimal import Decimal
from typing import Any

import pytest

from trials.discrepancies import Discrepancy
from trials.evidence_table import Line
from trials.models import Arm, Finding, RegistryRecord, Source
from trials.plain_words.judging import Verdict, judge, verdict

PAPER = Source(pk=1, kind="PUBLICATION", title="A paper")
REGISTRY = Source(pk=2, kind="REGISTRY", title="A registry")
DRUG, PLACEBO = Arm(pk=1, label="Drug"), Arm(pk=2, label="Placebo")


def a_ratio(value: str | None, limits: tuple[str, str] | None = None, **fields: Any) -> Finding:
    """The hazard ratio of a drug against placebo, with its 95% interval."""
    lower, upper = map(Decimal, limits) if limits else (None, None)
    said: dict[str, Any] = {
        "quantity": "HAZARD_RATIO",
        "value": Decimal(value) if value else None,
        "value_text": value or "not reached",
        "lower": lower,
        "upper": upper,
        "level": Decimal(95) if limits else None,
        "arm": DRUG,
        "comparator": PLACEBO,
        "source": PAPER,
        "is_preferred": True,
        **fields,
    }
    return Finding(**said)


def a_median(value: str) -> Finding:
    return Finding(quantity="MEDIAN", value=Decimal(value), value_text=value, source=PAPER)


@pytest.mark.parametrize(
    ("finding", "said"),
    [
        (a_ratio("0.22", ("0.12", "0.41")), Verdict.BETTER),
        (a_ratio("1.60", ("1.10", "2.30")), Verdict.WORSE),
        (a_ratio("0.95", ("0.45", "2.00")), Verdict.UNCLEAR),
        (a_ratio("0.70", ("0.49", "1.00")), Verdict.UNCLEAR),
        (a_ratio("1.01"), Verdict.SILENT),
        (a_ratio(None), Verdict.SILENT),
        (a_ratio("0.38", p_value="<0.001"), Verdict.BETTER),
        (a_ratio("0.38", p_value="<0.1"), Verdict.SILENT),
        (a_ratio("0.80", p_value="0.3"), Verdict.UNCLEAR),
        (a_ratio("0.80", p_value=">0.05"), Verdict.UNCLEAR),
        (a_ratio("0.80", ("0.60", "1.10"), p_value="0.01"), Verdict.SILENT),
        (a_ratio("0.50", ("0.30", "0.80"), level=Decimal(80)), Verdict.SILENT),
        (a_ratio("0.50", ("0.30", "0.80"), level=None), Verdict.SILENT),
    ],
)
def test_one_number_by_itself(finding: Finding, said: Verdict) -> None:
    assert judge(finding) is said


def test_of_several_only_the_preferred_counts() -> None:
    one, other = (a_ratio("0.5", ("0.3", "0.8"), is_preferred=False) for _ in range(2))
    assert verdict(Line("", [one, other], [])) is Verdict.SILENT
    assert verdict(Line("", [one], [])) is Verdict.BETTER


def test_sources_that_say_otherwise_silence_it() -> None:
    one, other = a_ratio("0.38", ("0.25", "0.59")), a_ratio("2.6", ("1.7", "4"), is_preferred=False)
    assert verdict(Line("", [one, other], [Discrepancy((one, other))])) is Verdict.SILENT


def test_a_source_taken_back_supports_nothing() -> None:
    taken_back = Source(kind="PUBLICATION", title="A paper", retracted_on="2025")
    line = Line("", [a_ratio("0.5", ("0.3", "0.8"), source=taken_back)], [])
    assert verdict(line) is Verdict.SILENT


def test_medians_that_say_otherwise_silence_it() -> None:
    line = Line("", [a_ratio("0.5", ("0.3", "0.8"))], [])
    assert verdict(line, [a_median("3"), a_median("9")]) is Verdict.SILENT
    assert verdict(line, [a_median("9"), a_median("3")]) is Verdict.BETTER


def test_a_median_that_was_not_reached_says_otherwise_too() -> None:
    """Half of one group had died, and not yet half of the other: this one did not do worse."""
    better = Line("", [a_ratio("0.22", ("0.12", "0.41"))], [])
    worse = Line("", [a_ratio("2.20", ("1.12", "4.10"))], [])
    reached, open_ = a_median("9"), Finding(quantity="MEDIAN", value_text="NR", source=PAPER)
    assert verdict(better, [reached, open_]) is Verdict.SILENT
    assert verdict(better, [open_, reached]) is Verdict.BETTER
    assert verdict(worse, [open_, reached]) is Verdict.SILENT
    assert verdict(worse, [reached, open_]) is Verdict.WORSE
    assert verdict(better, [open_, open_]) is Verdict.BETTER


def test_a_registrys_direction_is_believed_with_its_medians_only() -> None:
    ratio = a_ratio("0.5", ("0.3", "0.8"), source=REGISTRY, registry_record=RegistryRecord(pk=1))
    line = Line("", [ratio], [])
    assert verdict(line) is Verdict.SILENT
    assert verdict(line, [a_median("9"), a_median("3")]) is Verdict.BETTER
