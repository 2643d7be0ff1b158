"""A study as a citation."""

import re
from pathlib import Path

from tests.trials.api.pieces.studies import invented, of
from tests.trials.api.pieces.test_columns import STUDY
from trials.api.pieces import ris

LINE = re.compile("[A-Z][A-Z0-9]  - .*")


def test_a_citation() -> None:
    assert ris(STUDY, "https://trials.example/trials/A999901/").split("\r\n") == [
        "TY  - RPRT",
        "ID  - NCT99999901",
        "AN  - NCT99999901",
        'TI  - A "Quoted", Long Title',
        'ST  - A "Quoted", Long Title',
        "AU  - Example Group,",
        "PY  - 2018",
        "DA  - 2018/06/30",
        "PB  - ClinicalTrials.gov",
        "N1  - A999901",
        "KW  - Exampleoma",
        "KW  - Beispielitis",
        "UR  - https://trials.example/trials/A999901/",
        "ER  - ",
        "",
    ]


def test_a_study_without_an_nct_number_is_not_said_to_be_in_the_registry() -> None:
    study = invented()
    del study["protocolSection"]["identificationModule"]["nctId"]
    lines = ris(study).split("\r\n")
    assert lines[1] == "ID  - A999901"
    assert not [line for line in lines if line.startswith(("AN", "PB", "UR"))]


def test_text_of_many_lines_stays_on_its_line() -> None:
    study = invented()
    study["protocolSection"]["descriptionModule"]["briefSummary"] = "One\r\nER  - \n\n* two"
    assert "AB  - One ER - * two\r\n" in ris(study)


def test_samples_as_citations(samples: Path) -> None:
    for number, study in of(samples).items():
        lines = ris(study).removesuffix("\r\n").split("\r\n")
        assert (lines[0], lines[1], lines[-1]) == ("TY  - RPRT", f"ID  - {number}", "ER  - ")
        assert all(LINE.fullmatch(line) for line in lines), number
