"""Archives that are damaged, or made to do harm: what came before stays in, the others go in."""

import gzip
import io
import random
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import examples
from tests.trials.ctgov.files.given import (
    LINES,
    ONE,
    ONE_TEXT,
    document,
    gzipped,
    pieces,
    read,
    told,
    zipped,
)
from trials.ctgov.files import read_studies
from trials.ctgov.files.chunks import Budget
from trials.ctgov.files.kinds import read_named

FILES = "trials.ctgov.files"
BOMB = (
    "unpacks to over 64 MB and over 200 times its size, as files made to do harm do: not read "
    "further. If it is sound, unpack it and give what is in it"
)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousandth of what a study and a line may have, a hundredth of what may be unpacked."""
    monkeypatch.setattr(FILES + ".document.MOST_STUDY", 32_000)
    monkeypatch.setattr(FILES + ".lines.MOST_LINE", 32_000)
    monkeypatch.setattr(FILES + ".chunks.MOST_UNPACKED", 640_000)


def named(name: str, data: bytes) -> list[object]:
    return told(read_named(name, name, iter([data] if data else []), Budget()))


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("s.zip", b"no zip", "is damaged, cut off or no zip file: File is not a zip file"),
        ("s.zip", b"", "is damaged, cut off or no zip file: File is not a zip file"),
        ("s.jsonl.gz", b"no gzip", "is damaged or no gzip file: incorrect header check"),
        ("s.jsonl.gz", b"", "is empty"),
        ("s.json.gz", b"", "is empty"),
        ("s.json.gz", b"\x1f", "is cut off: the packed data end too soon. Get the file again"),
        ("s.xml", b"<a/>", "is not .json, .jsonl, .json.gz, .jsonl.gz, .zip or a folder"),
        ("s.gz", b"", "is not .json, .jsonl, .json.gz, .jsonl.gz, .zip or a folder"),
    ],
)
def test_a_damaged_or_foreign_file_says_so(
    tmp_path: Path, name: str, data: bytes, why: str
) -> None:
    (tmp_path / name).write_bytes(data)
    assert told(read(tmp_path / name)) == [f"{name}: {why}"]


@pytest.mark.parametrize(
    ("name", "text"), [("s.jsonl.gz", ONE_TEXT + b"\n"), ("s.json.gz", b"[%b," % ONE_TEXT)]
)
def test_gzip_that_breaks_off_gives_what_came_before(
    tmp_path: Path, name: str, text: bytes
) -> None:
    more = b" ".join(b"%d" % n for n in range(90_000))
    whole = gzipped(text + b'{"a": "%b"}' % more)
    (tmp_path / name).write_bytes(whole[: len(whole) // 2])
    first, last = told(read(tmp_path / name))
    assert first == ONE
    assert str(last).endswith(": is cut off: the packed data end too soon. Get the file again")


def test_gzip_whose_sum_is_wrong_says_so() -> None:
    data = bytearray(gzipped(ONE_TEXT + b"\n"))
    data[-8] ^= 1
    assert named("s.jsonl.gz", bytes(data)) == [
        "s.jsonl.gz: is damaged or no gzip file: incorrect data check"
    ]


def test_a_damaged_member_leaves_the_others(tmp_path: Path) -> None:
    text = b'{"hasResults": false, "x": "%s"}' % (b"0123456789" * 500)
    path = zipped(tmp_path / "s.zip", {"a.json": text, "b.json": ONE_TEXT})
    data = bytearray(path.read_bytes())
    data[40:60] = b"damaged, not packed."
    path.write_bytes(data)
    damaged, study = told(read(path))
    assert str(damaged).startswith("s.zip, a.json: cannot be unpacked: ")
    assert study == ONE


def test_a_zip_file_that_is_cut_off_says_so(tmp_path: Path) -> None:
    path = zipped(tmp_path / "s.zip", {"a.json": ONE_TEXT, "b.json": ONE_TEXT})
    path.write_bytes(path.read_bytes()[:-30])
    assert told(read(path)) == ["s.zip: is damaged, cut off or no zip file: File is not a zip file"]


def test_an_empty_zip_file_says_so(tmp_path: Path) -> None:
    assert told(read(zipped(tmp_path / "s.zip", {"a/": b""}))) == ["s.zip: holds no file"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("/etc/a.json", "/etc/a.json"),
        ("../a.json", "../a.json"),
        ("b/../../a.json", "b/../../a.json"),
        ("b/..", "b/.."),
        ("C:a.json", "C:a.json"),
        ("b\\a.json", "b\\a.json"),
        ("\x1b[2Ja.json", "\\x1b[2Ja.json"),
        ("a\n.json", "a\\n.json"),
        ("\u202ea.json", "\\u202ea.json"),
    ],
)
def test_a_member_with_a_name_that_plays_tricks_is_refused(
    tmp_path: Path, name: str, shown: str
) -> None:
    path = zipped(tmp_path / "s.zip", {name: ONE_TEXT, "z.json": ONE_TEXT})
    why = "has a name that leads out of the archive or cannot be printed: pack it again"
    assert sorted(map(str, told(read(path)))) == sorted([f"s.zip, {shown}: {why}", str(ONE)])


def test_a_very_long_name_is_shortened(tmp_path: Path) -> None:
    [(origin, _)] = read(zipped(tmp_path / "s.zip", {"a" * 60_000 + ".json": ONE_TEXT}))
    assert len(origin) < 220


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"external_attr": 0o120777 << 16}, "is a link and no file"),
        ({"filename": "a.ZIP"}, "is a zip file inside a zip file: unpack it first"),
    ],
)
def test_links_and_archives_in_archives_are_refused(
    tmp_path: Path, change: dict[str, object], why: str
) -> None:
    member = zipfile.ZipInfo("a.json")
    for column, value in change.items():
        setattr(member, column, value)
    with zipfile.ZipFile(tmp_path / "s.zip", "w") as file:
        file.writestr(member, ONE_TEXT)
    assert told(read(tmp_path / "s.zip")) == [f"s.zip, {member.filename}: {why}"]


@pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_members_that_unpack_without_a_bound_are_refused(tmp_path: Path, way: int) -> None:
    path = zipped(tmp_path / "s.zip", {"a.json": ONE_TEXT}, way)
    why = f"is packed in a way that is not read here (method {way}): pack it again with deflate"
    assert told(read(path)) == [f"s.zip, a.json: {why}"]


def test_a_member_with_a_password_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "s.zip", {"a.json": ONE_TEXT})
    data = bytearray(path.read_bytes())
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(header) + flags] |= 1
    path.write_bytes(data)
    why = "has a password: unpack it and give what is in it"
    assert told(read(path)) == [f"s.zip, a.json: {why}"]


@pytest.mark.usefixtures("small")
def test_members_that_share_their_bytes_are_counted_each_time(tmp_path: Path) -> None:
    path = zipped(tmp_path / "s.zip", {"a.jsonl": (ONE_TEXT + b" " * 900 + b"\n") * 600})
    data, many = path.read_bytes(), 99
    start = data.index(b"PK\x01\x02")
    entry = data[start : data.index(b"PK\x05\x06")]
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, many, many, len(entry) * many, start, 0)
    path.write_bytes(data[:start] + entry * many + end)
    *before, last = told(read(path))
    assert before == [ONE] * len(before)
    assert 600 < len(before) < 600 * many
    assert BOMB.partition("MB")[2] in str(last)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("name", ["s.jsonl.gz", "s.json.gz", "a.jsonl", "a.json", "a.jsonl.gz"])
def test_a_bomb_is_not_unpacked_and_what_came_before_stays_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(FILES + ".document.MOST_STUDY", 9_000_000)
    monkeypatch.setattr(FILES + ".lines.MOST_LINE", 9_000_000)
    end = b"\n" if "jsonl" in name else b","
    text = (b"" if "jsonl" in name else b"[") + (ONE_TEXT + end) + b" " * 5_000_000
    path, data = tmp_path / name, gzipped(text) if name.endswith("gz") else text
    path.write_bytes(data)
    if name.startswith("a"):
        path = zipped(tmp_path / "s.zip", {name: data, "b.json": ONE_TEXT})
    *before, last = told(read(path))
    assert before == [ONE]
    assert BOMB.partition("MB")[2] in str(last)


@pytest.mark.usefixtures("small")
def test_what_packs_well_but_is_not_much_is_read(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl.gz"
    path.write_bytes(gzipped((ONE_TEXT + b" " * 9_000 + b"\n") * 60))
    assert told(read(path)) == [ONE] * 60


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("name", ["s.jsonl", "s.jsonl.gz"])
def test_a_line_that_is_too_long_is_passed_over(tmp_path: Path, name: str) -> None:
    text = ONE_TEXT + b'\n{"a": "' + b"long " * 90_000 + b'"}\r\n' + ONE_TEXT
    (tmp_path / name).write_bytes(gzipped(text) if name.endswith("gz") else text)
    assert told(read(tmp_path / name)) == [
        ONE,
        f"{name}, line 2: has over 0 MB: a line is one study",
        ONE,
    ]


@pytest.mark.usefixtures("small")
def test_a_study_that_is_too_long_ends_its_list_where_its_end_is_not_near() -> None:
    text = b'[%b, {"a": "%b"}, %b]' % (ONE_TEXT, b"long " * 90_000, ONE_TEXT)
    first, last = told(document(*pieces(text, [9_000])))
    assert first == ONE
    assert str(last).startswith("x, study 2: has over 0 MB, which no study has. From there on")
    assert told(document(text)) == [ONE, "x, study 2: has over 0 MB, which no study has", ONE]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            b"[%b{}]" % (b"1," * 20_000),
            "is no list of studies: over 10,000 in a row are none. From",
        ),
        (b"[%b{}]" % (b"NaN," * 20_000), "is no list of studies: over 10,000 in a row are none."),
        (b'{%b"b": 1}' % (b'"a": 1, ' * 20_000), "has over 10,000 keys, which no study has"),
    ],
)
def test_what_holds_no_studies_is_not_read_for_ever(text: bytes, why: str) -> None:
    found = document(text)
    assert str(found[-1][1]).startswith(why)
    assert len(found) in (1, 10_002)


@pytest.mark.slow
def test_a_line_of_a_gigabyte_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    with path.open("wb") as file:
        file.write(ONE_TEXT + b"\n")
        file.seek(10**9, io.SEEK_CUR)  # a hole, which takes no room
        file.write(b"\n" + ONE_TEXT)
    assert told(read(path)) == [
        ONE,
        "s.jsonl, line 2: has over 32 MB: a line is one study",
        ONE,
    ]


@pytest.mark.usefixtures("small")
def test_a_study_of_many_parts_is_too_long_as_well(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    path.write_bytes(b"{%b}" % b",".join(b'"%d": "word"' % n for n in range(9_000)))
    assert told(read(path)) == ["s.json: has over 0 MB, which no study has"]


def test_a_list_of_members_that_is_too_long_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FILES + ".archive.MOST_DIRECTORY", 70_000)
    path = zipped(tmp_path / "s.zip", {f"{n}.json": ONE_TEXT for n in range(2_000)})
    assert told(read(path)) == ["s.zip: has a list of members of over 0 MB: give it in parts"]


@settings(max_examples=examples(100), deadline=None)
@given(
    st.sampled_from(["s.json", "s.jsonl", "s.json.gz", "s.jsonl.gz"]),
    st.binary() | st.binary().map(gzip.compress) | st.text().map(str.encode),
)
def test_no_bytes_make_a_file_fall_over(name: str, data: bytes) -> None:
    assert isinstance(named(name, data), list)


@settings(max_examples=examples(200), deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 12))
def test_no_damage_makes_a_zip_file_fall_over(
    tmp_path_factory: pytest.TempPathFactory, chance: random.Random, times: int
) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as file:
        for name in ("a.json", "b.jsonl", "c.jsonl.gz"):
            file.writestr(zipfile.ZipInfo(name), LINES * 20, zipfile.ZIP_DEFLATED)
    data = bytearray(whole.getvalue())
    for _ in range(times):
        data[chance.randrange(len(data))] = chance.choice([0, 1, 8, 255, chance.randrange(256)])
    path = tmp_path_factory.mktemp("zip") / "s.zip"
    path.write_bytes(data)
    list(read_studies(path))
