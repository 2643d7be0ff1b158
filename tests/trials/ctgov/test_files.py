"""Files of studies are read one study at a time; what cannot be read says why."""

import gzip
import io
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trials.ctgov import files
from trials.ctgov.files import Refusal, parse_json, read_studies

ONE, TWO = {"hasResults": False}, {"hasResults": True}
ONE_TEXT, TWO_TEXT = b'{"hasResults": false}', b'{"hasResults": true}'
LINES = ONE_TEXT + b"\n\r\n" + TWO_TEXT + b"\n"
# No time in it: the two processes that run the tests name a test by its bytes.
CUT_SHORT = gzip.compress(LINES, mtime=0)[:-12]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "studies.json"


def read(path: Path | str) -> list[tuple[str, object]]:
    """What is found, with origins shortened to what follows the folder."""
    folder = f"{Path(path).parent}/"
    return [(origin.removeprefix(folder), data) for origin, data in read_studies(path)]


def reason(data: bytes) -> str:
    found = parse_json(data)
    assert isinstance(found, Refusal)
    return str(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (ONE_TEXT, [("studies.json", ONE)]),
        (b"\xef\xbb\xbf" + ONE_TEXT, [("studies.json", ONE)]),
        (
            b"[%b, %b]" % (ONE_TEXT, TWO_TEXT),
            [("studies.json, study 1", ONE), ("studies.json, study 2", TWO)],
        ),
        (b'{"studies": [%b]}' % ONE_TEXT, [("studies.json, study 1", ONE)]),
        (b'{"studies": []}', []),
        (b'{"studies": 3}', [("studies.json", Refusal("has `studies`, but that is no list"))]),
        (b'"text"', [("studies.json", "text")]),
    ],
)
def test_a_json_file_holds_one_study_a_list_or_a_page(
    file: Path, text: bytes, found: list[tuple[str, object]]
) -> None:
    file.write_bytes(text)
    assert read(file) == found


def test_a_folder_gives_its_json_files_in_order(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_bytes(TWO_TEXT)
    (tmp_path / "A.JSON").write_bytes(ONE_TEXT)
    (tmp_path / "c.json").mkdir()
    (tmp_path / "notes.txt").write_text("not read")
    assert [data for _, data in read_studies(tmp_path)] == [ONE, TWO, Refusal("is not a file")]


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    assert [data for _, data in read_studies(tmp_path)] == [Refusal("holds no .json file")]


def test_json_lines_plain_and_zipped(tmp_path: Path) -> None:
    plain, zipped = tmp_path / "s.jsonl", tmp_path / "s.jsonl.gz"
    plain.write_bytes(LINES)
    zipped.write_bytes(gzip.compress(LINES))
    assert read(plain) == [("s.jsonl, line 1", ONE), ("s.jsonl, line 3", TWO)]
    assert read(zipped) == [("s.jsonl.gz, line 1", ONE), ("s.jsonl.gz, line 3", TWO)]


def test_a_broken_line_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    path.write_bytes(b'{"a":\n' + ONE_TEXT)
    cut = Refusal("is cut off: not complete at column 6")
    assert read(path) == [("s.jsonl, line 1", cut), ("s.jsonl, line 2", ONE)]


def test_a_zip_file_gives_its_members_in_order(tmp_path: Path) -> None:
    path = tmp_path / "s.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("folder/b.jsonl", LINES)
        archive.writestr("a.json", ONE_TEXT)
        archive.writestr("__MACOSX/._a.json", b"\0")
        archive.writestr("readme.txt", "hello")
    assert read(path) == [
        ("s.zip, a.json", ONE),
        ("s.zip, folder/b.jsonl, line 1", ONE),
        ("s.zip, folder/b.jsonl, line 3", TWO),
        ("s.zip, readme.txt", Refusal("is not .json, .jsonl, .jsonl.gz, .zip or a folder")),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (LINES, [("standard input, line 1", ONE), ("standard input, line 3", TWO)]),
        (b'{\n"hasResults":\nfalse}', [("standard input", ONE)]),
        (b"[\n%b]" % ONE_TEXT, [("standard input, study 1", ONE)]),
        (
            b'{"studies":[\n%b,\n%b]}' % (ONE_TEXT, TWO_TEXT),
            [("standard input, study 1", ONE), ("standard input, study 2", TWO)],
        ),
        (b"", [("standard input", Refusal("is empty"))]),
    ],
)
def test_standard_input_is_json_or_json_lines(
    monkeypatch: pytest.MonkeyPatch, text: bytes, found: list[tuple[str, object]]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
    assert list(read_studies("-")) == found


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("s.zip", b"no zip", "is damaged or no zip file: File is not a zip file"),
        ("s.jsonl.gz", b"no gzip", "is damaged or no gzip file: Not a gzipped file (b'no')"),
        ("s.jsonl.gz", CUT_SHORT, "is damaged or no gzip file: Compressed file e"),
        ("s.xml", b"<study/>", "is not .json, .jsonl, .jsonl.gz, .zip or a folder"),
    ],
)
def test_a_damaged_or_foreign_file_says_so(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(data)
    *_, (_, refusal) = read_studies(tmp_path / name)
    assert str(refusal).startswith(reason)


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    assert read(tmp_path / "x.json") == [("x.json", Refusal("does not exist"))]
    assert read("/dev/null") == [("null", Refusal("is not a file"))]


@pytest.mark.parametrize("name", ["s.json", "s.jsonl", "s.jsonl.gz", "s.zip", "-"])
def test_what_unpacks_to_more_than_fits_is_refused_and_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 2_000_000)
    path, bomb = tmp_path / name, b" " * 3_000_000
    path.write_bytes(gzip.compress(bomb) if name.endswith("gz") else bomb)
    if name.endswith("zip"):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("bomb.json", bomb)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(bomb)))
    *_, (_, refusal) = read_studies("-" if name == "-" else path)
    assert str(refusal) == "has over 2 MB in one document: give many studies as .jsonl"


def test_standard_input_of_many_lines_may_be_larger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 100)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LINES * 10)))
    assert len(list(read_studies("-"))) == 20


@pytest.mark.parametrize("way", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_member_leaves_the_others(tmp_path: Path, way: int) -> None:
    path = tmp_path / "s.zip"
    text = b'{"hasResults": false, "x": "%s"}' % (b"0123456789" * 500)
    with zipfile.ZipFile(path, "w", way) as archive:
        archive.writestr("a.json", text)
        archive.writestr("b.json", ONE_TEXT, zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    data[50:70] = b"damaged, not packed."
    path.write_bytes(data)
    (_, refusal), (_, study) = read_studies(path)
    assert str(refusal).startswith("cannot be unpacked: ")
    assert study == ONE


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b'{"a": 1', "is cut off: not complete at column 8"),
        (b'{"a": "b', "is cut off: not complete at column 7"),
        (b'{"a":\n1 2}', "is not JSON at line 2, column 3: Expecting ',' delimiter"),
        (LINES, "is not JSON at line 3, column 1: Extra data: a file of several documents is nam"),
        (b"{'a': 1}", "is not JSON at column 2: Expecting property name"),
        (b'{"a":\n"\xff"}', "is not UTF-8: byte 0xff at line 2, byte 2"),
        (b'{"a": NaN}', "holds NaN, which is no number in JSON"),
        (b'{"a": -Infinity}', "holds -Infinity, which is no number in JSON"),
        (b'{"a": 1, "b": 2, "a": 3}', "has the key 'a' twice in one object"),
        (b'{"a": ' + b"9" * 5000 + b"}", "holds a number of thousands of digits"),
        (b"[" * 200_000, "is nested too deep to be a study"),
    ],
)
def test_json_that_cannot_be_read_says_where_and_why(data: bytes, why: str) -> None:
    assert reason(data).startswith(why)


@settings(max_examples=100, deadline=None)
@given(st.binary() | st.text().map(str.encode))
def test_no_bytes_make_it_fall_over(data: bytes) -> None:
    parse_json(data)
