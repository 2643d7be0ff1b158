"""One study as it was given, before it is read: where it stood, its JSON, and what marks it."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Self

from trials import identifiers


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
        try:
            return identifiers.fold(self.data["protocolSection"]["identificationModule"]["nctId"])
        except (AttributeError, KeyError, TypeError):
            return ""

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


_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def _undated(data: Any) -> Any:
    derived = data.get("derivedSection", {})
    undated = {**derived.get("miscInfoModule", {})}
    undated.pop("versionHolder", None)
    return {**data, "derivedSection": {**derived, "miscInfoModule": undated}}
