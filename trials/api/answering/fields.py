"""What of each study goes out: all of it as stored, or the fields that were asked for."""

import dataclasses
from collections.abc import Iterable

import orjson

from trials.api.errors import invalid_field, likest
from trials.api.pieces import Selection, UnknownField, selection
from trials.api.study import PARTS

OURS = "trialfolio"


@dataclasses.dataclass(frozen=True)
class Chosen:
    """What to give of a study and of its section of ours; None is all of it."""

    study: Selection | None = None
    ours: Selection | None = None
    with_ours: bool = True

    def written(self, body: bytes, beyond: bytes) -> bytes:
        """The study as JSON, from the texts that are stored; parsed only if it is cut."""
        if self.study is None:
            return whole(body, beyond) if self.with_ours else body
        told = self.study.of(orjson.loads(body))
        if self.with_ours:
            section = orjson.loads(beyond)
            told[OURS] = self.ours.of(section) if self.ours else section
        return orjson.dumps(told)


def whole(body: bytes, beyond: bytes) -> bytes:
    """Both texts as one object, ours the last key."""
    between = b"," if len(body) > len(b"{}") else b""
    return b"".join((body[:-1], between, b'"trialfolio":', beyond, b"}"))


def chosen(names: Iterable[str], queried: Iterable[str] = (), *, strict: bool = False) -> Chosen:
    """By the names of `fields`; without any, everything."""
    asked = list(names)
    if not asked:
        return Chosen(with_ours=not strict)
    ours = [name for name in asked if not strict and name.partition(".")[0] == OURS]
    try:
        cut = selection([name for name in asked if name not in ours], queried)
    except UnknownField as error:
        meant = error.suggestions or ([OURS] if _is_like_ours(error.name) and not strict else [])
        raise invalid_field(error.name, meant) from error
    return Chosen(cut, _parts(ours), bool(ours))


def _is_like_ours(name: str) -> bool:
    return name.lower().startswith(OURS)


def _parts(names: Iterable[str]) -> Selection | None:
    """The parts of our section that are named; None if it is named as a whole."""
    paths = sorted(name.partition(".")[2] for name in names)
    if "" in paths:
        return None
    for path in paths:
        part = path.partition(".")[0]
        if part not in PARTS:
            meant = [f"{OURS}.{name}" for name in likest(part, PARTS)]
            raise invalid_field(f"{OURS}.{path}", meant)
    return Selection.of_paths(paths)
