"""What stands where a file is expected: nothing, a pipe, a device, a file that goes away."""

import os
from pathlib import Path

import pytest

from tests.trials.ctgov.files.given import ONE, ONE_TEXT, read, told
from trials.ctgov.files import Refusal, read_studies


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    assert read(tmp_path / "x.json") == [("x.json", Refusal("does not exist"))]


@pytest.mark.parametrize("name", ["x.json", "x.jsonl.gz", "x.zip"])
def test_pipes_and_devices_are_not_waited_for(tmp_path: Path, name: str) -> None:
    (tmp_path / "device").mkdir()
    (tmp_path / "device" / name).symlink_to("/dev/zero")
    os.mkfifo(tmp_path / name)
    assert told(read(tmp_path / name)) == [f"{name}: is not a file"]
    assert told(read(tmp_path / "device" / name)) == [f"{name}: is not a file"]


def test_a_folder_leaves_out_nothing_in_silence(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.json")
    (tmp_path / "b.json").symlink_to(tmp_path / "nowhere")
    (tmp_path / "c.json").mkdir()
    (tmp_path / "d.json").write_bytes(b"[")
    (tmp_path / "e.json").write_bytes(ONE_TEXT)
    *refused, last = [data for _, data in read_studies(tmp_path)]
    assert [str(refusal).partition(":")[0] for refusal in refused] == [
        "is not a file",
        "does not exist",
        "is not a file",
        "is cut off",
    ]
    assert last == ONE


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
@pytest.mark.parametrize("name", ["x.json", "x.zip"])
def test_a_file_that_may_not_be_read_says_so(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch(mode=0)
    assert told(read(tmp_path / name)) == [f"{name}: cannot be read: Permission denied"]


@pytest.mark.parametrize("name", ["x.json", "x.jsonl", "x.jsonl.gz", "x.zip"])
def test_a_file_on_a_broken_disk_says_so(tmp_path: Path, name: str) -> None:
    (tmp_path / name).symlink_to("/proc/self/mem")  # a regular file that gives an error
    [(origin, refusal)] = read(tmp_path / name)
    assert origin == name
    assert "Input/output error" in str(refusal) or "no zip file" in str(refusal)


def test_a_file_that_goes_while_its_folder_is_read_says_so(tmp_path: Path) -> None:
    for name in ("a.json", "b.json", "c.json"):
        (tmp_path / name).write_bytes(ONE_TEXT)
    found = read_studies(tmp_path)
    assert next(found)[1] == ONE
    (tmp_path / "b.json").unlink()
    assert [data for _, data in found] == [Refusal("does not exist"), ONE]


def test_a_file_that_shrinks_while_it_is_read_gives_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    path.write_bytes(b"[%b]" % b",\n".join([ONE_TEXT] * 90_000))
    found = read_studies(path)
    assert next(found)[1] == ONE
    os.truncate(path, 10)
    *studies, (_, refusal) = found
    assert {str(study) for _, study in studies} == {str(ONE)}
    assert str(refusal).startswith("is cut off")


def test_names_write_nothing_to_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "\x1b]0;title\x07.json"
    path.write_bytes(ONE_TEXT)
    os.mkdir(tmp_path / "\udcff")
    assert [origin for origin, _ in read(path)] == ["\\x1b]0;title\\x07.json"]
    assert [origin for origin, _ in read(tmp_path / "\udcff" / "x.json")] != []
    assert all(origin.isprintable() for origin, _ in read_studies(tmp_path / "\udcff"))
