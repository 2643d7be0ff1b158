"""The studies of one JSON document as it streams in: one study, a list, or a page of the API."""

import json
from collections.abc import Iterable, Iterator
from itertools import count

from trials.ctgov.files import sentences
from trials.ctgov.files.limits import MEGABYTE, MOST_KEYS, MOST_OTHERS, MOST_STUDY
from trials.ctgov.files.refusal import Found, Refusal
from trials.ctgov.files.strict import TOO_DEEP, Strict
from trials.ctgov.files.text import Text
from trials.ctgov.records.refusal import step

STUDIES, PROTOCOL = "studies", "protocolSection"
_ENDS_ITSELF = '}]"'
_KEY_EXPECTED = "Expecting property name enclosed in double quotes"
_REST = ". From there on nothing was read; as .jsonl, a line for each study, one mistake costs one"


def read_document(origin: str, chunks: Iterable[bytes]) -> Iterator[Found]:
    """Each study of the document; what cannot be read is a Refusal."""
    document = _Document(origin, Text(chunks))
    try:
        yield from document.found()
    except _Stop as stop:
        yield document.place(), Refusal(stop.args[0])


class _Stop(Exception):
    """Nothing after this place can be read; the message says why."""


class _Document:
    def __init__(self, origin: str, text: Text) -> None:
        self._origin = origin
        self._text = text
        self._strict = Strict()
        self._number = 0  # of the study in the list that is being read, 0 outside of one
        self._line = 1  # where it begins
        self._others = 0  # in a row, that are no studies
        self._streams = False  # whether studies have been given out before the document's end

    def place(self) -> str:
        """Where the reading is, as an origin."""
        if not self._number:
            return self._origin
        line = f", line {self._line}" if self._line > 1 else ""
        return f"{self._origin}{line}, study {self._number}"

    def found(self) -> Iterator[Found]:
        match self._text.peek():
            case "":
                raise _Stop(self._text.broken or "is empty")
            case "[":
                yield from self._list()
            case "{":
                yield from self._object()
            case _:
                yield self._origin, self._value("", alone=True)
        if self._text.peek():
            raise _Stop(sentences.more_follows(self._text.place(self._text.at)))
        if self._text.broken:
            raise _Stop(self._text.broken)

    def _list(self) -> Iterator[Found]:
        self._streams = True
        self._skip()
        if self._text.peek() == "]":
            self._skip()
            return
        for self._number in count(1):
            self._text.peek()
            self._line = self._text.line
            study = self._value("")
            yield self.place(), study
            self._count_others(study)
            if self._separator("]"):
                break
        self._number = 0

    def _count_others(self, study: object) -> None:
        self._others = 0 if study and isinstance(study, dict) else self._others + 1
        if self._others > MOST_OTHERS:
            raise _Stop(
                f"is no list of studies: over {MOST_OTHERS:,} in a row are none. {_REST[2:]}"
            )

    def _object(self) -> Iterator[Found]:
        """One study; or a page, whose list is given out as it comes, whatever stands around it."""
        self._skip()
        page, size, members = False, 0, list[tuple[str, object]]()
        ended = self._text.peek() == "}"
        if ended:
            self._skip()
        while not ended:
            key = self._key()
            if key == STUDIES and not page and self._begins_list(members):
                page = True
                yield from self._list()
                members.append((key, None))
            else:
                value, length = self._sized(step("", key))
                size += len(key) + length
                members.append((key, None if page and not isinstance(value, Refusal) else value))
            self._check(size)
            if len(members) > MOST_KEYS:
                raise _Stop(f"has over {MOST_KEYS:,} keys, which no study has{self._rest()}")
            ended = self._separator("}")
        yield from self._page(members) if page else [(self._origin, _study(members))]

    def _page(self, members: list[tuple[str, object]]) -> Iterator[Found]:
        """What is wrong with a page around its list; its studies are out already."""
        whole = _checked(members)
        if isinstance(whole, Refusal):
            yield self._origin, whole
        elif PROTOCOL in whole:
            yield (
                self._origin,
                Refusal(f"has `{STUDIES}` and `{PROTOCOL}`: is it a page or a study?"),
            )

    def _begins_list(self, members: list[tuple[str, object]]) -> bool:
        return self._text.peek() == "[" and all(key != PROTOCOL for key, _ in members)

    def _key(self) -> str:
        if self._text.peek() != '"':
            raise self._wrong(_KEY_EXPECTED)
        key = str(self._value(""))
        if self._text.peek() != ":":
            raise self._wrong("Expecting ':' delimiter")
        self._skip()
        return key

    def _separator(self, end: str) -> bool:
        """Go over a comma, or the end, which gives True."""
        found = self._text.peek()
        if found not in (",", end) or not found:
            raise self._wrong("Expecting ',' delimiter")
        self._skip()
        return found == end

    def _skip(self) -> None:
        self._text.advance(self._text.at + 1)

    def _value(self, path: str, *, alone: bool = False) -> object:
        return self._sized(path, alone=alone)[0]

    def _sized(self, path: str, *, alone: bool = False) -> tuple[object, int]:
        """The value that comes next, and its length; a Refusal if only that value is wrong."""
        text = self._text
        text.peek()
        value, end = self._whole(path, alone=alone)
        length, wrong = end - text.at, text.wrong_byte(text.at, end)
        text.advance(end)
        if length > MOST_STUDY:
            return Refusal(_too_large()), length
        return (Refusal(wrong) if wrong else value), length

    def _whole(self, path: str, *, alone: bool) -> tuple[object, int]:
        """Decode it, reading on as long as it is cut by the window's end."""
        text = self._text
        while True:
            try:
                value, end = self._strict.value(text.read, text.at, path)
            except json.JSONDecodeError as error:
                if not (sentences.is_cut(text.read, error) and self._more()):
                    raise self._refused(error) from error
            except RecursionError as error:
                raise _Stop(TOO_DEEP + self._rest()) from error
            else:
                if text.read[end - 1] in _ENDS_ITSELF or not sentences.may_go_on(text.read, end):
                    return value, end
                if not self._more():
                    if alone:
                        return value, end
                    raise self._cut(end)

    def _more(self) -> bool:
        self._check(len(self._text.read) - self._text.at)
        return self._text.more()

    def _check(self, size: int) -> None:
        if size > MOST_STUDY:
            raise _Stop(_too_large() + self._rest())

    def _refused(self, error: json.JSONDecodeError) -> _Stop:
        where = self._text.place(error.pos)
        if sentences.is_cut(self._text.read, error):
            return self._cut(error.pos)
        return _Stop(sentences.syntax(self._text.read, error, where) + self._rest())

    def _wrong(self, why: str) -> _Stop:
        """Something else stands at `at` than must."""
        at = self._text.at
        if at == len(self._text.read):
            return self._cut(at)
        return _Stop(sentences.no_json(self._text.place(at), why) + self._rest())

    def _cut(self, at: int) -> _Stop:
        rest = ". What stands before it was read" if self._streams else ""
        return _Stop(self._text.broken or sentences.cut_off(self._text.place(at)) + rest)

    def _rest(self) -> str:
        return _REST if self._streams else ""


def _study(members: list[tuple[str, object]]) -> object:
    found = _checked(members)
    if not isinstance(found, Refusal) and STUDIES in found and PROTOCOL not in found:
        return Refusal(f"has `{STUDIES}`, but that is no list")
    return found


def _checked(members: list[tuple[str, object]]) -> dict[str, object] | Refusal:
    """One object of them, if each is right and no key stands twice."""
    for _, value in members:
        if isinstance(value, Refusal):
            return value
    found = dict(members)
    if len(found) == len(members):
        return found
    return Refusal(sentences.twice(key for key, _ in members))


def _too_large() -> str:
    return f"has over {MOST_STUDY // MEGABYTE} MB, which no study has"
