"""JSON as strict as RFC 8259: a mistake says where it stands, and costs the study that it is in."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import examples
from tests.trials.ctgov.files.given import (
    LINES,
    ONE,
    ONE_TEXT,
    TWO_TEXT,
    document,
    pieces,
    read,
    studies,
    told,
    values,
    written,
)
from trials.ctgov.files import Refusal, parse_json

DEEP = b"[" * 70 + b"]" * 70
REST = "From there on nothing was read; as .jsonl, a line for each study, one mistake costs one"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b'{"a": 1', "is cut off: not complete at column 8"),
        (b'{"a": "b', "is cut off: not complete at column 7"),
        (b'{"a": tru', "is cut off: not complete at column 7"),
        (b'{"a":\n1 2}', "is not JSON at line 2, column 3: Expecting ',' delimiter"),
        (b'{"a": 1,}', "is not JSON at column 9: Expecting property name"),
        (b'{"a" 1}', "is not JSON at column 6: Expecting ':' delimiter"),
        (b"{'a': 1}", "is not JSON at column 2: Expecting property name"),
        (b'{"a": .5}', "is not JSON at column 7: Expecting value"),
        (b'{"a": 1}}', "is not JSON at column 9: more follows after its end. A file of several"),
        (b'{"a": \0}', "is not JSON at column 7: a NUL byte"),
        (b'{"a": "\0"}', "is not JSON at column 8: a NUL byte"),
        (b'{"a": "\n"}', "is not JSON at column 8: Invalid control character at"),
        (b'{"a":\n"\xff"}', "is not UTF-8: byte 0xff at line 2, column 2"),
        (b'{"a": "\xed\xa0\x80"}', "is not UTF-8: byte 0xed at column 8"),
        (b'{"a": NaN}', "a: holds NaN, which is no number in JSON"),
        (b'{"a": [0, -Infinity]}', "a[1]: holds -Infinity, which is no number in JSON"),
        (b'{"a": -1e999}', "a: holds a number that is too large"),
        (b'{"a": 1, "b": 2, "a": 3}', "has the key `a` twice in one object"),
        (b'{"b": [{}, {"a": 1, "a": 3}]}', "b[1]: has the key `a` twice in one object"),
        (b'{"\\u001b[2J": 1, "\\u001b[2J": 3}', "has the key `\\x1b[2J` twice in one object"),
        (b'{"a": ' + b"9" * 5000 + b"}", "a: holds a number of over 1,000 digits"),
        (b'{"a": 0.' + b"9" * 5000 + b"}", "a: holds a number of over 1,000 digits"),
        (b'{"a": %b}' % DEEP, "is nested over 64 levels deep"),
        (b"[" * 200_000, "is nested over 64 levels deep"),
        (b'{"a":' * 200_000, "is nested over 64 levels deep"),
    ],
)
def test_json_that_cannot_be_read_says_where_and_why(data: bytes, why: str) -> None:
    found = parse_json(data)
    assert isinstance(found, Refusal)
    assert str(found).startswith(why)
    [(_, alone)] = [*document(data)][-1:]
    assert data.startswith(b"[") or str(alone).startswith(why)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (b'{"a": 1, "a": 2}', "has the key `a` twice in one object"),
        (b'{"a": [NaN]}', "a[0]: holds NaN, which is no number in JSON"),
        (b'{"a": "\xff"}', "is not UTF-8: byte 0xff at line 3, column 8"),
        (b'{"a": %b}' % DEEP, "is nested over 64 levels deep"),
        (b'{"a": %b}' % (b"9" * 5000), "a: holds a number of over 1,000 digits"),
    ],
)
@pytest.mark.parametrize("page", [b"%b", b'{"n": 3, "studies": %b}'])
def test_in_a_list_it_costs_only_its_own_study(page: bytes, wrong: bytes, why: str) -> None:
    text = page % (b"[\n%b,\n%b,\n%b]" % (ONE_TEXT, wrong, ONE_TEXT))
    assert document(text) == [
        ("x, line 2, study 1", ONE),
        ("x, line 3, study 2", Refusal(why)),
        ("x, line 4, study 3", ONE),
    ]
    assert document(*pieces(text, [3])) == document(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"[%b, {'a'}]", "x, study 2: is not JSON at column 26: Expecting property name"),
        (b"[%b %b]", "x, study 1: is not JSON at column 24: Expecting ',' delimiter"),
        (b"[%b, ]", "x, study 2: is not JSON at column 25: Expecting value"),
        (b"[%b] []", "x: is not JSON at column 25: more follows after its end"),
        (b'{"studies": [%b], 1}', "x: is not JSON at column 38: Expecting property name"),
        (b"[%b," + b"[" * 9000, "x, study 2: is nested over 64 levels deep"),
    ],
)
def test_a_mistake_in_the_syntax_ends_the_list_there(text: bytes, why: str) -> None:
    one = text.replace(b"%b", ONE_TEXT)
    first, last = told(document(one))
    assert first == ONE
    assert str(last).startswith(why)
    assert "more follows" in why or str(last).endswith(REST)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"[%b", "x, study 1: is cut off: not complete at column 23"),
        (b"[%b,", "x, study 2: is cut off: not complete at column 24"),
        (b'[%b,\n{"a": "', "x, line 2, study 2: is cut off: not complete at line 2, column 7"),
        (b"[%b, 12", "x, study 2: is cut off: not complete at column 27"),
        (b'{"studies": [%b]', "x: is cut off: not complete at column 36"),
        (b'{"studies": [%b], "a', "x: is cut off: not complete at column 38"),
    ],
)
def test_a_list_that_is_cut_off_gives_what_came_before(text: bytes, why: str) -> None:
    one = text.replace(b"%b", ONE_TEXT)
    assert told(document(one)) == [ONE, f"{why}. What stands before it was read"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b'{"studies": 3}', "has `studies`, but that is no list"),
        (b'{"studies": [], "studies": []}', "has the key `studies` twice in one object"),
        (b'{"n": 1, "studies": [], "n": 2}', "has the key `n` twice in one object"),
        (b'{"n": NaN, "studies": []}', "n: holds NaN, which is no number in JSON"),
        (b'{"studies": [], "n": {"a": NaN}}', "n.a: holds NaN, which is no number in JSON"),
        (
            b'{"studies": [], "protocolSection": {}}',
            "has `studies` and `protocolSection`: is it a page or a study?",
        ),
    ],
)
def test_what_is_wrong_around_the_list_of_a_page_is_said(text: bytes, why: str) -> None:
    assert document(text) == [("x", Refusal(why))]


def test_a_broken_line_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    path.write_bytes(b'{"a":\n' + ONE_TEXT + b'\n{"a": NaN}\n' + ONE_TEXT)
    assert read(path) == [
        ("s.jsonl, line 1", Refusal("is cut off: not complete at column 6")),
        ("s.jsonl, line 2", ONE),
        ("s.jsonl, line 3", Refusal("a: holds NaN, which is no number in JSON")),
        ("s.jsonl, line 4", ONE),
    ]


def test_a_wrong_study_in_the_page_of_a_line_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    path.write_bytes(b'\n{"studies": [%b, {"a": NaN}, %b]}' % (ONE_TEXT, TWO_TEXT))
    assert [data for _, data in read(path)][1:2] == [
        Refusal("a: holds NaN, which is no number in JSON")
    ]
    assert len(read(path)) == 3


@pytest.mark.parametrize("name", ["s.json", "s.jsonl"])
@pytest.mark.parametrize(
    ("data", "why"),
    [
        (LINES.decode().encode("utf-16"), "is UTF-16: save it as UTF-8"),
        (LINES.decode().encode("utf-16-be"), "begins with NUL bytes, as UTF-16 does: save it as"),
        (b"\x1f\x8b\x08", "is packed by gzip: give it a name that ends with .gz"),
        (b"PK\x03\x04", "is a zip file: give it a name that ends with .zip"),
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n", "is empty"),
    ],
)
def test_what_is_no_text_in_utf8_says_what_to_do(
    tmp_path: Path, name: str, data: bytes, why: str
) -> None:
    (tmp_path / name).write_bytes(data)
    [(_, refusal)] = read(tmp_path / name)
    assert str(refusal).startswith(why)


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(studies, min_size=1, max_size=4), st.booleans(), st.data())
def test_a_list_cut_anywhere_gives_the_studies_before_and_one_refusal(
    found: list[object], ascii_only: bool, data: st.DataObject
) -> None:
    text = written(found, ascii_only=ascii_only)
    cut = text[: data.draw(st.integers(0, len(text) - 1))]
    *before, (_, refusal) = document(*pieces(cut, [7]))
    assert [study for _, study in before] == found[: len(before)]
    assert "is cut off" in str(refusal) or str(refusal) == "is empty"


@settings(max_examples=examples(200), deadline=None)
@given(values, st.sampled_from([None, 0, 1]), st.booleans())
def test_correct_json_reads_as_the_standard_library_reads_it(
    value: object, indent: int | None, ascii_only: bool
) -> None:
    text = written(value, indent=indent, ascii_only=ascii_only)
    assert parse_json(text) == json.loads(text) == value


@settings(max_examples=examples(150), deadline=None)
@given(studies.map(written), st.randoms(use_true_random=False), st.integers(1, 4))
def test_what_is_accepted_is_what_the_standard_library_reads(
    text: bytes, chance: random.Random, times: int
) -> None:
    damaged = bytearray(text)
    for _ in range(times):
        at = chance.randrange(len(damaged))
        damaged[at : at + chance.randrange(3)] = chance.choice(
            [b"", b",", b'"', b"[", b"}", b"1e", b"\xff"]
        )
        damaged = damaged or bytearray(b"0")
    found = parse_json(bytes(damaged))
    assert isinstance(found, Refusal) or found == json.loads(damaged)


@settings(max_examples=examples(200), deadline=None)
@given(
    st.binary() | st.text().map(str.encode) | st.text("[]{},:\"' \n10e-.\\utrue").map(str.encode)
)
def test_no_bytes_make_it_fall_over(data: bytes) -> None:
    parse_json(data)
    found = document(data)
    assert document(*pieces(data, [1])) == found
