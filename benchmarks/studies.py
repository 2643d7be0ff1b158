"""The studies that are measured with: those of SAMPLES, as often as wanted under other numbers."""

import gzip
import json
import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

LARGE = "oncology_studies.jsonl.gz"


def samples() -> Path:
    """The folder of sample data."""
    return Path(os.environ.get("SAMPLES", "../shared/data"))


def lines_of(file: Path, most: int | None = None) -> Iterator[Any]:
    """The studies of a file with one a line, packed or not."""
    with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as stream:
        yield from map(json.loads, islice((line for line in stream if line.strip()), most))


def read_study(file: Path) -> Any:
    """The study that a file holds."""
    return json.loads(file.read_bytes())


def copies(studies: Iterable[Any], times: int) -> Iterator[Any]:
    """Each study so many times, always under another number."""
    others = numbers()
    for study in studies:
        for _ in range(times):
            yield renumbered(study, next(others))


def renumbered(study: Any, number: int) -> Any:
    """The study, changed in place: with numbers that no other has."""
    names = study["protocolSection"]["identificationModule"]
    names["nctId"] = f"NCT{number:08}"
    names.pop("nctIdAliases", None)
    for other in [names.get("orgStudyIdInfo", {}), *names.get("secondaryIdInfos", [])]:
        if "id" in other:
            other["id"] = f"{other['id'].split('-X')[0]}-X{number}"
    return study


def numbers() -> Iterator[int]:
    """Of NCT IDs."""
    yield from range(1, 10**8)


def written(target: Path, studies: Iterable[Any]) -> Path:
    """Lines that are packed as they come; nothing of them stays in memory."""
    with gzip.open(target, "wt", compresslevel=1) as stream:
        for study in studies:
            stream.write(f"{json.dumps(study)}\n")
    return target
