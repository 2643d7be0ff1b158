"""Every format gives its studies one at a time, and the origin says where each one stands."""

from collections import OrderedDict
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import examples
from tests.trials.ctgov.files.given import (
    LINES,
    ONE,
    ONE_TEXT,
    TWO,
    TWO_TEXT,
    Endless,
    document,
    gzipped,
    pieces,
    read,
    studies,
    told,
    type_in,
    values,
    words,
    written,
    zipped,
)
from trials.ctgov.files import Position, Refusal, read_studies
from trials.ctgov.files.lines import split_lines

BOTH = [ONE, TWO]
LIST = b"[%b, %b]" % (ONE_TEXT, TWO_TEXT)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (ONE_TEXT, [("s.json", ONE)]),
        (b"\xef\xbb\xbf" + ONE_TEXT, [("s.json", ONE)]),
        (b"{}", [("s.json", {})]),
        (LIST, [("s.json, study 1", ONE), ("s.json, study 2", TWO)]),
        (b"[]", []),
        (
            b"[\r\n%b,\r\n%b]\r\n" % (ONE_TEXT, TWO_TEXT),
            [
                ("s.json, line 2, study 1", ONE),
                ("s.json, line 3, study 2", TWO),
            ],
        ),
        (
            b"[\r%b\r,%b\r]" % (ONE_TEXT, TWO_TEXT),
            [
                ("s.json, study 1", ONE),
                ("s.json, study 2", TWO),
            ],
        ),
        (b'{"studies": [%b]}' % ONE_TEXT, [("s.json, study 1", ONE)]),
        (b'{"studies": []}', []),
        (
            b'{"nextPageToken": "N", "studies": %b, "totalCount": 2}' % LIST,
            [
                ("s.json, study 1", ONE),
                ("s.json, study 2", TWO),
            ],
        ),
        (
            b'{"protocolSection": {}, "studies": [1]}',
            [
                ("s.json", {"protocolSection": {}, "studies": [1]}),
            ],
        ),
        (b'"text"', [("s.json", "text")]),
        (b"12", [("s.json", 12)]),
        (LINES, [("s.json, line 1", ONE), ("s.json, line 3", TWO)]),
    ],
)
def test_a_json_file_holds_one_study_a_list_a_page_or_lines(
    tmp_path: Path, text: bytes, found: list[tuple[str, object]]
) -> None:
    (tmp_path / "s.json").write_bytes(text)
    (tmp_path / "p.json.gz").write_bytes(gzipped(text))
    assert read(tmp_path / "s.json") == found
    assert [data for _, data in read(tmp_path / "p.json.gz")] == [data for _, data in found]


def test_a_folder_gives_its_json_files_in_order(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_bytes(TWO_TEXT)
    (tmp_path / "A.JSON").write_bytes(ONE_TEXT)
    (tmp_path / "c.json").mkdir()
    (tmp_path / "notes.txt").write_text("not read")
    assert told(read(tmp_path))[:2] == BOTH
    assert read(tmp_path)[2][1] == Refusal("is not a file")


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    assert [str(data) for _, data in read_studies(tmp_path)] == [
        "holds no .json file. Give other files by name"
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (LINES, [1, 3]),
        (b"\xef\xbb\xbf" + LINES, [1, 3]),
        (LINES.replace(b"\n\r\n", b"\r\n"), [1, 2]),
        (LINES.replace(b"\n\r\n", b"\r"), [1, 2]),
        (b" \n" + ONE_TEXT + b"\n" + TWO_TEXT, [2, 3]),
    ],
)
def test_json_lines_plain_and_packed(tmp_path: Path, text: bytes, lines: list[int]) -> None:
    plain, packed = tmp_path / "s.jsonl", tmp_path / "s.jsonl.gz"
    plain.write_bytes(text)
    packed.write_bytes(gzipped(text))
    assert read(plain) == [
        (f"s.jsonl, line {n}", data) for n, data in zip(lines, BOTH, strict=True)
    ]
    assert [data for _, data in read(packed)] == BOTH


def test_a_line_may_be_a_page(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    path.write_bytes(ONE_TEXT + b'\n{"studies": %b}' % LIST)
    assert read(path) == [
        ("s.jsonl, line 1", ONE),
        ("s.jsonl, line 2, study 1", ONE),
        ("s.jsonl, line 2, study 2", TWO),
    ]


def test_several_gzip_files_in_a_row_are_one(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl.gz"
    path.write_bytes(gzipped(ONE_TEXT + b"\n") + gzipped(b"") + gzipped(TWO_TEXT) + b"\0" * 512)
    assert [data for _, data in read(path)] == BOTH


def test_a_zip_file_gives_its_members_in_order(tmp_path: Path) -> None:
    members = {
        "folder/b.jsonl": LINES,
        "folder/": b"",
        "a.json": ONE_TEXT,
        "c.json.gz": gzipped(LIST),
        "__MACOSX/._a.json": b"\0",
        "folder/.DS_Store": b"\0",
        "readme.txt": b"hello",
    }
    other = "is not .json, .jsonl, .json.gz, .jsonl.gz, .zip or a folder"
    assert read(zipped(tmp_path / "s.zip", members)) == [
        ("s.zip, a.json", ONE),
        ("s.zip, c.json.gz, study 1", ONE),
        ("s.zip, c.json.gz, study 2", TWO),
        ("s.zip, folder/b.jsonl, line 1", ONE),
        ("s.zip, folder/b.jsonl, line 3", TWO),
        ("s.zip, readme.txt", Refusal(other)),
    ]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        (LINES, [("standard input, line 1", ONE), ("standard input, line 3", TWO)]),
        (b'{\n"hasResults":\nfalse}', [("standard input", ONE)]),
        (b"[\n%b]" % ONE_TEXT, [("standard input, line 2, study 1", ONE)]),
        (
            b"[%b,\n%b]" % (ONE_TEXT, TWO_TEXT),
            [
                ("standard input, study 1", ONE),
                ("standard input, line 2, study 2", TWO),
            ],
        ),
        (
            b'{"studies":\n%b}' % LIST,
            [
                ("standard input, line 2, study 1", ONE),
                ("standard input, line 2, study 2", TWO),
            ],
        ),
        (
            b'{"a": 1\n{}\n',
            [
                ("standard input, line 1", Refusal("is cut off: not complete at column 8")),
                ("standard input, line 2", {}),
            ],
        ),
        (b"", [("standard input", Refusal("is empty"))]),
    ],
)
def test_standard_input_is_json_or_json_lines(
    monkeypatch: pytest.MonkeyPatch, text: bytes, found: list[tuple[str, object]], packed: bool
) -> None:
    type_in(monkeypatch, gzipped(text) if packed else text)
    assert list(read_studies("-")) == found


def test_standard_input_that_is_closed_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert told(read_studies("-")) == ["standard input: is closed"]


@pytest.mark.parametrize(
    ("begin", "again"),
    [
        (b"", ONE_TEXT + b"\n"),
        (b"[" + ONE_TEXT, b"," + ONE_TEXT),
        (b'{"totalCount": 9, "studies": [\n' + ONE_TEXT, b",\n" + ONE_TEXT),
        (b"", gzipped(ONE_TEXT + b"\n")),
    ],
    ids=["lines", "list", "page", "gzip"],
)
def test_studies_come_while_the_input_still_runs(
    monkeypatch: pytest.MonkeyPatch, begin: bytes, again: bytes
) -> None:
    type_in(monkeypatch, Endless(begin, again))
    assert [data for _, data in islice(read_studies("-"), 5000)] == [ONE] * 5000


@pytest.mark.slow
@pytest.mark.parametrize("name", ["s.json", "s.jsonl", "s.json.gz", "s.jsonl.gz", "s.zip", ""])
def test_a_bar_can_be_drawn(tmp_path: Path, name: str) -> None:
    many = {"s.json": b"[%b]" % b",\n".join([ONE_TEXT] * 20_000)}
    many["s.jsonl"] = ONE_TEXT.join([b"\n"] * 20_000)
    many |= {f"{plain}.gz": gzipped(data) for plain, data in many.items()}
    for file, data in many.items():
        (tmp_path / file).write_bytes(data)
    zipped(tmp_path / "s.zip", many)
    position, seen = Position(), []
    for _ in read_studies(tmp_path / name, position):
        seen.append(position.done)
    assert position.size == (tmp_path / (name or "s.json")).stat().st_size
    assert seen == sorted(seen)
    assert 0.9 * position.size <= seen[-1] <= position.size
    assert name.endswith("gz") or seen[0] < position.size / 2


def test_the_size_of_standard_input_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    type_in(monkeypatch, LINES)
    position = Position()
    assert len(list(read_studies("-", position))) == 2
    assert position == Position(done=len(LINES), size=None)


@settings(max_examples=examples(150), deadline=None)
@given(
    found=st.lists(studies, max_size=4),
    indent=st.sampled_from([None, 0, 2]),
    ascii_only=st.booleans(),
    sizes=st.lists(st.integers(1, 9), min_size=1),
)
def test_a_list_reads_the_same_however_it_is_cut(
    found: list[object], indent: int | None, ascii_only: bool, sizes: list[int]
) -> None:
    text = written(found, indent=indent, ascii_only=ascii_only)
    assert [data for _, data in document(*pieces(text, sizes))] == found
    assert document(*pieces(text, sizes)) == document(text)


@settings(max_examples=examples(100), deadline=None)
@given(
    found=st.lists(studies, max_size=4),
    around=st.dictionaries(words, values, max_size=3),
    at=st.integers(0, 5),
    sizes=st.lists(st.integers(1, 9), min_size=1),
)
def test_the_list_of_a_page_may_stand_anywhere(
    found: list[object], around: dict[str, object], at: int, sizes: list[int]
) -> None:
    members = list(around.items())
    members.insert(at, ("studies", found))
    text = written(OrderedDict(members))
    assert [data for _, data in document(*pieces(text, sizes))] == found


@settings(max_examples=examples(100), deadline=None)
@given(study=studies, sizes=st.lists(st.integers(1, 9), min_size=1))
def test_one_study_reads_the_same_however_it_is_cut(
    study: dict[str, object], sizes: list[int]
) -> None:
    assert document(*pieces(written(study, ascii_only=False), sizes)) == [("x", study)]


@settings(max_examples=examples(200), deadline=None)
@given(
    st.lists(st.sampled_from([b"a", b"bc", b"\n", b"\r", b"\r\n"])).map(b"".join),
    st.lists(st.integers(1, 4), min_size=1),
)
def test_lines_are_the_same_however_they_are_cut(data: bytes, sizes: list[int]) -> None:
    assert list(split_lines(filter(None, pieces(data, sizes)))) == data.splitlines()
