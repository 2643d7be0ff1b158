"""One study as it was given: where it stood, its JSON, what marks it; once read, its record too."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Self

from trials import identifiers
from trials.ctgov.importer.matching import Numbers
from trials.ctgov.records import Study, raw_identification


@dataclass(frozen=True, slots=True)
class Given:
    """A study with the SHA-256 of its canonical JSON ("" for what is no study) and its size."""

    origin: str
    data: Any
    digest: str
    size: int

    @property
    def nct_id(self) -> str:
        """Its number, "" where even that cannot be told."""
        number = raw_identification(self.data).get("nctId")
        return identifiers.fold(number) if isinstance(number, str) else ""

    @property
    def name(self) -> str:
        """Where it stood, with its number if that does not say so: a line of a file does not."""
        number = self.nct_id if identifiers.is_nct_id(self.nct_id) else ""
        return self.origin if number in self.origin else f"{self.origin}, {number}"

    @classmethod
    def at(cls, origin: str, data: object) -> Self:
        """Work out the digest: without the day's date that the registry puts in every record."""
        try:
            text = _canonical(_undated(data))
            digest = hashlib.sha256(text.encode()).hexdigest()
        except (AttributeError, RecursionError, TypeError, ValueError):
            return cls(origin, data, "", 0)
        return cls(origin, data, digest, len(text))


@dataclass(frozen=True, slots=True)
class Received:
    """One study that could be read: its place in the batch, its JSON, and what that says."""

    at: int
    given: Given
    study: Study
    numbers: Numbers


_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def _undated(data: Any) -> Any:
    derived = data.get("derivedSection", {})
    undated = {**derived.get("miscInfoModule", {})}
    undated.pop("versionHolder", None)
    return {**data, "derivedSection": {**derived, "miscInfoModule": undated}}
