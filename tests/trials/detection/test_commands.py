"""`detect_trials` and `load_identifiers` as another program, or a group's office, uses them."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from trials.models import Alias


def detected(tmp_path: Path, *lines: str | bytes) -> tuple[list[dict[str, Any]], str, int]:
    """What is answered, what is said of bad lines, and with what the command ends."""
    file = tmp_path / "texts.jsonl"
    file.write_bytes(
        b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)
    )
    out, err, code = io.StringIO(), io.StringIO(), 0
    try:
        call_command("detect_trials", str(file), stdout=out, stderr=err)
    except CommandError as error:
        code = error.returncode
    return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue(), code


def asked(text: str, **more: Any) -> str:
    return json.dumps({"id": "a", "text": text, **more})


@pytest.mark.slow
def test_a_line_for_each_line_in_order(tmp_path: Path) -> None:
    texts = ["NCT03375320", "", "a\0b", "\ud800 A021602 (CABINET)", "x" * 200_000]
    answers, said, code = detected(tmp_path, *(asked(text, id=n) for n, text in enumerate(texts)))
    assert [answer["id"] for answer in answers] == list(range(5))
    assert [len(answer["matches"]) for answer in answers] == [1, 0, 0, 2, 0]
    assert (said, code) == ("", 0)


@pytest.mark.slow
def test_a_match_has_what_the_contract_names(tmp_path: Path) -> None:
    (answer,), _, _ = detected(tmp_path, asked("\U0001f9ec Alliance A021602, the DUAL trial"))
    first, second = answer["matches"]
    assert first == {
        "protocol_id": "A021602",
        "nct_id": "NCT03375320",
        "known": True,
        "start": 11,
        "end": 18,
        "text": "A021602",
        "method": "identifier",
        "confidence": 0.99,
    }
    assert second["text"] == "DUAL"


@pytest.mark.slow
def test_what_nobody_knows_and_what_is_ambiguous(tmp_path: Path) -> None:
    answers, _, _ = detected(
        tmp_path,
        asked("the CheckMate 067 trial"),
        asked("see NCT03375302"),
        asked("the DUAL trial"),
    )
    alias, slip, several = (answer["matches"][0] for answer in answers)
    assert (alias["known"], alias["nct_id"], alias["protocol_id"]) == (False, "NCT01844505", None)
    assert (slip["known"], slip["nearest"]["protocol_id"]) == (False, "A021602")
    assert [each["protocol_id"] for each in several["candidates"]] == ["A021602", "AFT-05"]
    assert not {"protocol_id", "nct_id"} & several.keys()


@pytest.mark.slow
def test_bad_lines_are_named_and_the_others_answered(tmp_path: Path) -> None:
    answers, said, code = detected(
        tmp_path,
        "no JSON",
        asked("NCT03375320"),
        "[]",
        '{"id": 1}',
        '{"id": 1, "text": 5}',
        '{"id": NaN, "text": ""}',
        "[" * 100_000,
        b"\xff\xfe",
        "",
        asked("A021602"),
    )
    assert len(answers) == 2
    assert [line.partition(":")[0].rpartition(" ")[2] for line in said.splitlines()] == [
        *("1", "3", "4", "5", "6", "7", "8")
    ]
    assert code == 1


def loaded(tmp_path: Path, content: str | bytes) -> tuple[str, str]:
    """The counts (its first line), and what is said of refused rows."""
    file = tmp_path / "list.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("load_identifiers", str(file), stdout=out, stderr=err)
    except CommandError as error:
        err.write(str(error))
    return out.getvalue().partition("\n")[0], err.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize(
    "content",
    [
        "alias,nct_id\nSUN,NCT01234567\n",
        "\ufeffAlias;NCT ID;Protocol ID\r\nSUN; nct 01234567 ;\r\n",
        "nct_number\talias\nNCT01234567\tSUN\n",
        'ALIAS,other,NCT_ID\n"SUN","a,b",NCT01234567\n',
    ],
)
def test_columns_by_any_usual_name(tmp_path: Path, content: str) -> None:
    assert loaded(tmp_path, content) == ("created: 1, unchanged: 0, refused: 0", "")
    assert Alias.objects.get(alias="SUN").nct_id == "NCT01234567"
    assert loaded(tmp_path, content) == ("created: 0, unchanged: 1, refused: 0", "")


@pytest.mark.slow
def test_doubles_go_in_once_and_one_name_may_be_two_trials(tmp_path: Path) -> None:
    rows = "alias,nct_id\nSUN,NCT01234567\nSUN,NCT01234567\nSUN,NCT07654321\n"
    assert loaded(tmp_path, rows)[0] == "created: 2, unchanged: 1, refused: 0"


def test_rows_that_are_refused_are_named(tmp_path: Path) -> None:
    rows = ["SUN,", ",NCT01234567", "MOON,NCT0", "-,NCT01234567", "A\0B,NCT01234567"]
    counts, said = loaded(tmp_path, "\n".join(["alias,nct_id", *rows, "STAR,NCT01234567"]))
    assert counts == "created: 1, unchanged: 0, refused: 5"
    for number in range(2, 7):
        assert f"line {number}: " in said


@pytest.mark.parametrize("content", ["", "name,number\nSUN,1\n", b"\xff\xfe\0", "alias\nSUN\n"])
def test_files_that_are_no_list(tmp_path: Path, content: str | bytes) -> None:
    before = Alias.objects.count()
    counts, said = loaded(tmp_path, content)
    assert counts == ""
    assert "list.csv" in said
    assert Alias.objects.count() == before


def test_who_loaded_a_list_is_kept(tmp_path: Path) -> None:
    loaded(tmp_path, "alias,nct_id\nSUN,NCT01234567\n")
    event = apps.get_model("trials.AliasEvent")._base_manager.get(alias="SUN")
    assert event.pgh_context.metadata["command"] == "load_identifiers"
