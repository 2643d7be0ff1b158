"""Journals and meetings that results come from, in every name that texts give them. Pure."""

import re
from collections.abc import Iterator
from typing import NamedTuple


class Venue(NamedTuple):
    """A journal or a meeting, by the name that is printed here."""

    name: str
    is_meeting: bool


class VenueMention(NamedTuple):
    """Where a text names one."""

    start: int
    end: int
    venue: Venue


_OF_A_YEAR = "(?: [12][0-9]{3})?"
_ASCO = r"(?:American Society of Clinical Oncology(?: \(ASCO\))?|ASCO)"
_ASCO_ES = "Sociedad (?:Estadounidense|Americana) de Oncolog[ií]a Cl[ií]nica"
_ESMO_ES = "Sociedad Europea de Oncolog[ií]a M[eé]dica"


def _of_society(name: str, short: str, meeting: str = "(?:Annual )?(?:Meeting|Congress)") -> str:
    """The yearly meeting, which the society's own name also stands for."""
    called = rf"(?:{name}(?: \({short}\))?|{short})(?:'s)?"
    of_it = r"(?:[Aa]nnual )?(?:[Mm]eeting|[Cc]ongress|[Ss]ymposium) of (?:the )?"
    own_name = f"(?:{of_it})?(?:{name}(?: \\({short}\\))?|{short})"
    return f"{called}{_OF_A_YEAR}(?: Annual)? {meeting}|{own_name}"


# The more special names come first.
_MEETINGS = {
    "ESMO Gastrointestinal Cancers Congress": (
        "ESMO (?:World Congress on )?(?:Gastrointestinal|GI)(?: Cancers?)?(?: Congress)?"
    ),
    "ESMO Breast Cancer Congress": "ESMO Breast(?: Cancer)?(?: (?:Congress|Meeting))?",
    "ESMO Congress": (
        rf"Congreso (?:Anual )?de la (?:{_ESMO_ES}|ESMO)(?: \(ESMO\))?|"
        + _of_society("European Society for Medical Oncology", "ESMO")
    ),
    "ASCO Gastrointestinal Cancers Symposium": (
        "(?:ASCO )?(?:Gastrointestinal|GI) Cancers Symposium|ASCO GI"
    ),
    "ASCO Genitourinary Cancers Symposium": (
        "(?:ASCO )?(?:Genitourinary|GU) Cancers Symposium|ASCO GU"
    ),
    "ASCO Quality Care Symposium": "(?:ASCO )?Quality Care Symposium",
    "ASCO Annual Meeting": (
        f"(?:annual meeting of the|reunión anual de) {_ASCO}"
        rf"|(?:reunión|congreso) anual de (?:la )?(?:{_ASCO_ES}|ASCO)(?: \(ASCO\))?|"
        + _of_society("American Society of Clinical Oncology", "ASCO")
    ),
    "ASH Annual Meeting": _of_society(
        "American Society of Hematology", "ASH", "Meeting(?: and Exposition)?"
    ),
    "AACR Annual Meeting": _of_society("American Association for Cancer Research", "AACR"),
    "San Antonio Breast Cancer Symposium": (
        r"San Antonio Breast Cancer Symposium(?:\u00ae)?(?: \(SABCS\))?|SABCS"
    ),
    "ASTRO Annual Meeting": _of_society("American Society for Radiation Oncology", "ASTRO"),
    "SGO Annual Meeting": _of_society(
        "Society of Gynecologic Oncology", "SGO", "Meeting(?: on Women's Cancer)?"
    ),
    "World Conference on Lung Cancer": (
        r"(?:IASLC )?(?:[12][0-9]{3} )?World Conference on Lung Cancer(?: \(WCLC\))?|WCLC"
    ),
    "EHA Congress": _of_society("European Hematology Association", "EHA"),
    "SNO Annual Meeting": _of_society(
        "Society for Neuro-Oncology", "SNO", "(?:Meeting|Conference)"
    ),
    "SSO Annual Meeting": _of_society("Society of Surgical Oncology", "SSO"),
    "AUA Annual Meeting": _of_society("American Urological Association", "AUA"),
    "NANETS Symposium": _of_society(
        "North American Neuroendocrine Tumor Society",
        "NANETS",
        "(?:Multidisciplinary NET (?:Medical )?)?Symposium",
    ),
    "ENETS Conference": _of_society("European Neuroendocrine Tumor Society", "ENETS", "Conference"),
    "AHNS Annual Meeting": _of_society("American Head and Neck Society", "AHNS"),
}
_JOURNALS = {
    "The New England Journal of Medicine": (
        r"(?:The )?New England Journal of Medicine(?: \(NEJM\))?|NEJM(?! Evidence)|N Engl J Med"
    ),
    "NEJM Evidence": "NEJM Evidence",
    "The Lancet Oncology": "(?:The )?Lancet Oncol(?:ogy)?",
    "The Lancet Haematology": "(?:The )?Lancet Haematol(?:ogy)?",
    "The Lancet": "(?:The )?Lancet",
    "JAMA Oncology": "JAMA Oncol(?:ogy)?",
    "JAMA Surgery": "JAMA Surg(?:ery)?",
    "JAMA Network Open": "JAMA Netw(?:ork)? Open",
    "JAMA": r"JAMA|Journal of the American Medical Association(?: \(JAMA\))?",
    "Journal of Clinical Oncology": (
        r"(?:The )?Journal of Clinical Oncology(?: \(JCO\))?|JCO|J Clin Oncol"
    ),
    "Journal of the National Cancer Institute": (
        r"Journal of the National Cancer Institute(?: \(JNCI\))?|JNCI|J Natl Cancer Inst"
    ),
    "Annals of Oncology": "Annals of Oncology|Ann Oncol",
    "Annals of Surgical Oncology": "Annals of Surgical Oncology|Ann Surg Oncol",
    "Nature Medicine": "Nature Medicine|Nat Med",
    "Cancer Discovery": "Cancer Discov(?:ery)?",
    "Clinical Cancer Research": "Clinical Cancer Research|Clin Cancer Res",
    "European Journal of Cancer": "European Journal of Cancer|Eur J Cancer",
    "European Urology": "European Urology|Eur Urol",
    "British Journal of Cancer": "British Journal of Cancer|Br J Cancer",
    "Blood Advances": "Blood Adv(?:ances)?",
    "Blood": "(?:the journal )?Blood(?= [12][0-9]{3}|[,.;)]|$)",
    "Leukemia": "(?:the journal )?Leukemia(?= [12][0-9]{3}|[,.;)]|$)",
    "Neuro-Oncology": "(?:the journal )?Neuro-Oncology(?! Group)",
    "Gynecologic Oncology": "(?:the journal )Gynecologic Oncology|Gynecol Oncol",
    "Endocrine-Related Cancer": "Endocrine-Related Cancer|Endocr Relat Cancer",
    "The BMJ": "The BMJ|British Medical Journal",
}
_KNOWN = (
    *((Venue(name, is_meeting=True), words) for name, words in _MEETINGS.items()),
    *((Venue(name, is_meeting=False), words) for name, words in _JOURNALS.items()),
)
_SCAN = re.compile(
    "(?<![A-Za-z0-9/.-])(?:"
    + "|".join(f"(?P<v{number}>{words})" for number, (_, words) in enumerate(_KNOWN))
    + ")(?![A-Za-z0-9])"
)
_MAY_NAME = re.compile(
    "[A-Z]{3}|Congress|Meeting|Symposium|Society|Conference|Journal|Lancet|Nat|Ann|Blood|Leuk"
    "|Cancer|Eur|Oncol|Engl|Congreso|reuni"
)
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")


def venues(text: str) -> Iterator[VenueMention]:
    """The journals and meetings that a text names."""
    for match in _SCAN.finditer(text) if _MAY_NAME.search(text) else ():
        venue = _KNOWN[int((match.lastgroup or "v0")[1:])][0]
        yield VenueMention(match.start(), match.end(), venue)


def same_venue(one: str, other: str) -> bool:
    """Whether two citations name the same journal or meeting, and no two different years."""
    names = [{mention.venue for mention in venues(text)} for text in (one, other)]
    years = [set(_YEAR.findall(text)) for text in (one, other)]
    return bool(names[0] & names[1]) and (not all(years) or bool(years[0] & years[1]))
