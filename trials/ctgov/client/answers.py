"""What the registry's answers say, read strictly: a page of its list, or one study."""

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from trials.ctgov.client.failures import Failed, Unfit, shown
from trials.ctgov.client.wire import Answer
from trials.ctgov.files import Refusal, parse_json
from trials.ctgov.records import raw_identification
from trials.identifiers import is_nct_id

TOKEN = re.compile("[!-~]{0,300}")  # of which any may grow to three characters in an address

Study = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """Studies, and the token of the next page or ""."""

    studies: list[Study]
    token: str


def read_page(answer: Answer) -> Page:
    """The page in a 200; Unfit where it is none as the registry writes them."""
    if answer.status != HTTPStatus.OK:
        raise Failed(f"has no list of studies ({answer.status}): is CTGOV_API_URL right?")
    data = _object(answer)
    studies, token = data.get("studies"), data.get("nextPageToken", "")
    if not isinstance(studies, list) or not all(isinstance(study, dict) for study in studies):
        raise Unfit("answered with JSON that is no list of studies")
    if not isinstance(token, str) or not TOKEN.fullmatch(token):
        raise Unfit("answered with a nextPageToken that cannot be one")
    if token and not studies:
        raise Unfit("answered with an empty page that is not the last")
    return Page(studies, token)


def read_study(answer: Answer, number: str) -> Study:
    """The study in a 200, if it is the one asked for."""
    study = _object(answer)
    if number not in all_numbers(study):
        other = own_number(study) or "without an NCT number"
        raise Unfit(f"answered with another record ({other})")
    return study


def all_numbers(study: Study) -> set[str]:
    """The NCT number the study has, and those it had before."""
    aliases = raw_identification(study).get("nctIdAliases")
    texts = [own_number(study), *(aliases if isinstance(aliases, list) else [])]
    return {text for text in texts if isinstance(text, str) and is_nct_id(text)}


def own_number(study: Study) -> str:
    """Its `nctId`, or ""."""
    number = raw_identification(study).get("nctId")
    return number if isinstance(number, str) and is_nct_id(number) else ""


def _object(answer: Answer) -> dict[str, Any]:
    """The JSON object of an answer. Whatever its Content-Type says, JSON is UTF-8."""
    data = parse_json(answer.body)
    if isinstance(data, Refusal):
        raise Unfit(f"answered with what is no good JSON: it {shown(data)}")
    if not isinstance(data, dict):
        raise Unfit("answered with JSON that is no object")
    return data
