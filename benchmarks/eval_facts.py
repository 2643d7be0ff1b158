"""How many facts of the tests' releases are found, and how many of those found are right, by kind.

Run as `python -m benchmarks.eval_facts [-v]`; no database is needed.
"""

import sys
import time
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from news.facts import Fact, find_facts

FOLDER = Path(__file__).parent.parent / "tests" / "data" / "facts"


def main() -> None:
    """One table for each file, with -v also what is missing and what is wrong."""
    for path in sorted(FOLDER.glob("*.toml")):
        releases = tomllib.loads(path.read_text(encoding="utf-8"))["releases"]
        print(f"{path.name}: {len(releases)} releases")
        _table(releases, verbose="-v" in sys.argv)
    _speed()


def _table(releases: list[dict[str, Any]], *, verbose: bool) -> None:
    expected: Counter[str] = Counter()
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for release in releases:
        missing, wrong = compare(release)
        facts = find_facts(release["text"], release.get("dated", ""))
        unfound = release.get("unfound", [])
        expected.update(fact["kind"] for fact in (*release["facts"], *unfound))
        found.update(fact.kind for fact in facts)
        right.update(fact.kind for fact in facts)
        right.subtract(fact.kind for fact in wrong)
        if verbose and (missing or wrong or unfound):
            print(f"  {release['name']}")
            for one in (*missing, *unfound):
                print(f"    missing {one}")
            for fact in wrong:
                print(f"    wrong   {fact.kind} {fact.value} | {fact.words}")
    for kind in (*sorted(expected | found), ""):
        counts = [
            sum(each.values()) if not kind else each[kind] for each in (right, found, expected)
        ]
        print(
            f"  {kind or 'all':<14} precision {_share(counts[0], counts[1])}  recall "
            f"{_share(counts[0], counts[2])}"
        )


def compare(release: dict[str, Any]) -> tuple[list[dict[str, Any]], list[Fact]]:
    """What is expected and not found, and what is found and not expected."""
    found = find_facts(release["text"], release.get("dated", ""))
    missing = []
    for expected in release["facts"]:
        match = next((fact for fact in found if fits(fact, expected)), None)
        if match is None:
            missing.append(expected)
        else:
            found.remove(match)
    return missing, found


def fits(fact: Fact, expected: dict[str, Any]) -> bool:
    """Whether the fact has each field that is expected."""
    fields = {name: words for name, words in expected.items() if name != "kind"}
    return fact.kind == expected["kind"] and all(
        fact.value.get(name) == words for name, words in fields.items()
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:6.1%} ({part}/{whole})" if whole else "     - (0/0)"


def _speed() -> None:
    releases = tomllib.loads((FOLDER / "tried.toml").read_text(encoding="utf-8"))["releases"]
    text = "\n\n".join(release["text"] for release in releases)
    megabyte = (text * (1_000_000 // len(text) + 1))[:1_000_000]
    for name, words in (("one release", releases[0]["text"]), ("a megabyte of releases", megabyte)):
        start = time.process_time()
        find_facts(words)
        print(f"{name}: {time.process_time() - start:.3f} s of one core")


if __name__ == "__main__":
    main()
