"""`make eval-links`: how many of the trials that real texts name are found, and how many wrongly.

It loads the sample trials and aliases into a scratch database and compares what `detect` finds in
the sample texts with the answers that stand beside them (SAMPLES names the folder, -v the misses).
"""

import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from benchmarks.scratch import scratch_database

IDENTIFIERS = {"passage", "press_cues"}
COLUMNS = ("texts", "right", "wrong", "missed", "not loaded", "open")


@dataclass
class Score:
    """Counts of one kind of text."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, **counts: int) -> None:
        """Count on."""
        self.counts.update({name.replace("_", " "): count for name, count in counts.items()})

    @property
    def precision(self) -> float:
        """Of what was found, what is right."""
        return _share(self.counts["right"], self.counts["wrong"])

    @property
    def recall(self) -> float:
        """Of what could be found, what was."""
        return _share(self.counts["right"], self.counts["missed"])


def main() -> None:
    """Load, compare, print."""
    samples = Path(os.environ.get("SAMPLES", "../shared/data"))
    name = next((each for each in sys.argv[1:] if each.endswith(".jsonl")), "links_dev.jsonl")
    if not (samples / name).exists():
        sys.exit(f"{samples / name} is not there: SAMPLES names the folder of sample data.")
    with scratch_database():
        _load(samples)
        with (samples / name).open() as lines:
            scores = _scores((json.loads(line) for line in lines), say="-v" in sys.argv)
    print(_table(scores))


def _load(samples: Path) -> None:
    from django.core.management import call_command

    out = StringIO()
    paths = [samples / "links_targets_dev.jsonl.gz", samples / "ctgov"]
    call_command("import_ctgov", *map(str, paths), stdout=out)
    call_command("load_identifiers", str(samples / "links_aliases_dev.csv"), stdout=out)
    print(out.getvalue().strip().splitlines()[0], out.getvalue().strip().splitlines()[-1], sep="\n")


def _scores(rows: Iterable[dict[str, Any]], *, say: bool) -> dict[tuple[str, str], Score]:
    scores: dict[tuple[str, str], Score] = defaultdict(Score)
    for row in rows:
        right, wrong, missed, absent, unsettled = _compared(row)
        if say and (wrong or missed):
            print(json.dumps({**row, "wrong": sorted(wrong), "missed": sorted(missed)}))
        scores[row["kind"], row["lang"]].add(
            texts=1,
            right=len(right),
            wrong=len(wrong),
            missed=len(missed),
            not_loaded=len(absent),
            open=unsettled,
        )
    return scores


Compared = tuple[set[str], set[str], set[str], set[str], int]


def _compared(row: dict[str, Any]) -> Compared:
    """What is right, wrong, missed, and was never loaded (all by key); how many are ambiguous."""
    from trials.detection import detect

    matches = detect(row["text"])
    found = [_names(match) for match in matches if not match.candidates]
    wanted = _wanted(row)
    fine = [_called(each) for each in row.get("also_true", ())]
    right = {min(one) for one in wanted if any(one & names for names in found)}
    missed = [one for one in wanted if min(one) not in right]
    wrong = {min(names) for names in found if not any(names & one for one in (*wanted, *fine))}
    could = {min(one) for one in missed if _could_be_found(one, row)}
    absent = {min(one) for one in missed} - could
    return right, wrong, could, absent, sum(bool(match.candidates) for match in matches)


def _wanted(row: dict[str, Any]) -> list[frozenset[str]]:
    """The trials of the answer, each by all its numbers; one that is named twice is one."""
    wanted: list[frozenset[str]] = []
    for number in (*row["expected"], *row["expected_protocol_ids"]):
        names = _called(number)
        same = [one for one in wanted if one & names]
        wanted = [one for one in wanted if one not in same]
        wanted.append(names.union(*same))
    return wanted


def _names(match: Any) -> frozenset[str]:
    """Every number of the trial that was found."""
    return _called(match.trial.public_id if match.trial else match.nct_id or match.protocol_id)


def _called(number: str) -> frozenset[str]:
    """A number with the other numbers of its trial, from its record and the list, folded."""
    from django.db.models import Q

    from trials import identifiers
    from trials.models import Alias, TrialIdentifier

    keys = {identifiers.fold(number)} | Alias.objects.leads_to(number)
    of_trials = TrialIdentifier.objects.filter(key__in=keys, resolves=True).values("trial")
    keys |= set(TrialIdentifier.objects.filter(trial__in=of_trials).values_list("key", flat=True))
    listed = Alias.objects.filter(Q(nct_id__in=keys) | Q(protocol_id__in=keys))
    return frozenset(keys | set(listed.values_list("key", flat=True)))


def _could_be_found(names: frozenset[str], row: dict[str, Any]) -> bool:
    """Whether a number of it stands in the text, or its record has a name or was listed."""
    from trials.models import Alias, Trial

    said = "".join(filter(str.isalnum, row["text"])).upper()
    if any(name in said for name in names):
        return True
    if row.get("unverified") or row["kind"] == "press_cues":
        return Trial.objects.filter(identifiers__key__in=names).exclude(acronym="").exists()
    titled = Trial.objects.filter(identifiers__key__in=names).exclude(brief_title="")
    return titled.exists() or Alias.objects.filter(nct_id__in=names).exists()


def _table(scores: dict[tuple[str, str], Score]) -> str:
    head = f"{'kind':<20}{'precision':>10}{'recall':>8}" + "".join(f"{c:>12}" for c in COLUMNS)
    return "\n".join([head, *(_line(*each, scores) for each in _groups(scores))])


def _groups(scores: Iterable[tuple[str, str]]) -> Iterator[tuple[str, set[tuple[str, str]]]]:
    for kind, language in sorted(scores):
        yield f"{kind} {language}", {(kind, language)}
    yield "identifiers", {each for each in scores if each[0] in IDENTIFIERS}
    yield "masked", {each for each in scores if each[0] not in IDENTIFIERS}


def _line(name: str, which: set[tuple[str, str]], scores: dict[tuple[str, str], Score]) -> str:
    total = Score(sum((scores[each].counts for each in which), Counter()))
    numbers = "".join(f"{total.counts[column]:>12}" for column in COLUMNS)
    return f"{name:<20}{total.precision:>10.3f}{total.recall:>8.3f}{numbers}"


def _share(right: int, other: int) -> float:
    return right / (right + other) if right + other else 1.0


if __name__ == "__main__":
    main()
