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


_MEETINGS = {
    "ESMO Gastrointestinal Cancers Congress": r"ESMO (?:World Congress on )?(?:Gastrointestinal|GI)(?: Cancers?)?(?: Congress)?",
    "ESMO Breast Cancer Congress": r"ESMO Breast(?: Cancer)?(?: (?:Congress|Meeting))?",
    "ESMO Congress": (
        r"(?:European Society for Medical Oncology|ESMO)(?: \(ESMO\))?(?:'s)?(?: [12][0-9]{3})?(?: Annual)? (?:Congress|Meeting)"
        r"|Congreso (?:Anual )?de la (?:Sociedad Europea de Oncolog[ií]a M[eé]dica|ESMO)(?: \(ESMO\))?"
        r"|European Society for Medical Oncology|ESMO"
    ),
    "ASCO Gastrointestinal Cancers Symposium": r"(?:ASCO )?(?:Gastrointestinal|GI) Cancers Symposium|ASCO GI",
    "ASCO Genitourinary Cancers Symposium": r"(?:ASCO )?(?:Genitourinary|GU) Cancers Symposium|ASCO GU",
    "ASCO Quality Care Symposium": r"(?:ASCO )?Quality Care Symposium",
    "ASCO Annual Meeting": (
        r"(?:American Society of Clinical Oncology|ASCO)(?: \(ASCO\))?(?:'s)?(?: [12][0-9]{3})? (?:Annual )?(?:Meeting|Congress)"
        r"|(?:annual meeting of|reunión anual de) (?:the|la) (?:American Society of Clinical Oncology(?: \(ASCO\))?|ASCO)"
        r"|(?:reunión|congreso) anual de (?:la )?(?:Sociedad (?:Estadounidense|Americana) de Oncolog[ií]a Cl[ií]nica|ASCO)(?: \(ASCO\))?"
        r"|American Society of Clinical Oncology|ASCO"
    ),
    "ASH Annual Meeting": r"American Society of Hematology(?: \(ASH\))?(?:'s)?(?: [12][0-9]{3})?(?: Annual Meeting(?: and Exposition)?)?|ASH (?:[12][0-9]{3} )?Annual Meeting|ASH",
    "AACR Annual Meeting": r"American Association for Cancer Research(?: \(AACR\))?(?:'s)?(?: [12][0-9]{3})?(?: Annual Meeting)?|AACR(?: [12][0-9]{3})?(?: Annual Meeting)?",
    "San Antonio Breast Cancer Symposium": r"San Antonio Breast Cancer Symposium(?:\u00ae)?(?: \(SABCS\))?|SABCS",
    "ASTRO Annual Meeting": r"American Society for Radiation Oncology(?: \(ASTRO\))?(?:'s)?(?: [12][0-9]{3})?(?: Annual Meeting)?|ASTRO(?: [12][0-9]{3})?(?: Annual Meeting)?",
    "SGO Annual Meeting": r"Society of Gynecologic Oncology(?: \(SGO\))?(?: [12][0-9]{3})?(?: Annual Meeting(?: on Women's Cancer)?)?|SGO(?: [12][0-9]{3})? Annual Meeting(?: on Women's Cancer)?",
    "World Conference on Lung Cancer": r"(?:IASLC )?(?:[12][0-9]{3} )?World Conference on Lung Cancer(?: \(WCLC\))?|WCLC",
    "EHA Congress": r"European Hematology Association(?: \(EHA\))?(?: [12][0-9]{3})?(?: Congress)?|EHA(?: [12][0-9]{3})? Congress",
    "SNO Annual Meeting": r"Society for Neuro-Oncology(?: \(SNO\))?(?: [12][0-9]{3})?(?: Annual (?:Meeting|Conference))?|SNO Annual Meeting",
    "SSO Annual Meeting": r"Society of Surgical Oncology(?: \(SSO\))?(?: [12][0-9]{3})?(?: Annual (?:Meeting|Cancer Symposium))?",
    "AUA Annual Meeting": r"American Urological Association(?: \(AUA\))?(?: [12][0-9]{3})?(?: Annual Meeting)?",
    "NANETS Symposium": r"(?:North American Neuroendocrine Tumor Society|NANETS)(?: \(NANETS\))?(?: [12][0-9]{3})?(?: (?:Annual )?(?:Multidisciplinary NET (?:Medical )?)?Symposium)?",
    "ENETS Conference": r"(?:European Neuroendocrine Tumor Society|ENETS)(?: \(ENETS\))?(?: Annual)? Conference",
    "AHNS Meeting": r"American Head and Neck Society(?: \(AHNS\))?(?: [12][0-9]{3})?(?: (?:Annual )?Meeting)?",
}
_JOURNALS = {
    "The New England Journal of Medicine": r"(?:The )?New England Journal of Medicine(?: \(NEJM\))?|NEJM|N Engl J Med",
    "NEJM Evidence": "NEJM Evidence",
    "The Lancet Oncology": r"(?:The )?Lancet Oncol(?:ogy)?",
    "The Lancet Haematology": r"(?:The )?Lancet Haematol(?:ogy)?",
    "The Lancet": r"(?:The )?Lancet",
    "JAMA Oncology": r"JAMA Oncol(?:ogy)?",
    "JAMA Surgery": "JAMA Surg(?:ery)?",
    "JAMA Network Open": r"JAMA Netw(?:ork)? Open",
    "JAMA": r"JAMA|Journal of the American Medical Association(?: \(JAMA\))?",
    "Journal of Clinical Oncology": r"(?:The )?Journal of Clinical Oncology(?: \(JCO\))?|JCO|J Clin Oncol",
    "Journal of the National Cancer Institute": r"Journal of the National Cancer Institute(?: \(JNCI\))?|JNCI|J Natl Cancer Inst",
    "Annals of Oncology": r"Annals of Oncology|Ann Oncol",
    "Annals of Surgical Oncology": r"Annals of Surgical Oncology|Ann Surg Oncol",
    "Nature Medicine": r"Nature Medicine|Nat Med",
    "Cancer Discovery": "Cancer Discov(?:ery)?",
    "Clinical Cancer Research": r"Clinical Cancer Research|Clin Cancer Res",
    "European Journal of Cancer": r"European Journal of Cancer|Eur J Cancer",
    "European Urology": r"European Urology|Eur Urol",
    "British Journal of Cancer": r"British Journal of Cancer|Br J Cancer",
    "Blood Advances": "Blood Adv(?:ances)?",
    "Blood": r"(?:the journal )?Blood(?= [12][0-9]{3}|[,.;)]|$)",
    "Leukemia": r"(?:the journal )?Leukemia(?= [12][0-9]{3}|[,.;)]|$)",
    "Neuro-Oncology": r"(?:the journal )?Neuro-Oncology(?! Group)",
    "Gynecologic Oncology": r"(?:the journal )Gynecologic Oncology|Gynecol Oncol",
    "Endocrine-Related Cancer": r"Endocrine-Related Cancer|Endocr Relat Cancer",
    "The BMJ": r"The BMJ|British Medical Journal",
}
_KNOWN = tuple((Venue(name, meeting), words) for group, meeting in ((_MEETINGS, True), (_JOURNALS, False)) for name, words in group.items())
_SCAN = re.compile(
    r"(?<![A-Za-z0-9-])(?:"
    + "|".join(f"(?P<v{number}>{words})" for number, (_, words) in enumerate(_KNOWN))
    + r")(?![A-Za-z0-9])"
)
_MAY_NAME = re.compile("[A-Z]{3}|Congress|Meeting|Symposium|Society|Conference|Journal|Lancet|Nat|Ann|Blood|Leuk|Cancer|Eur|Oncol|Engl|Congreso|reuni")
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")


def venues(text: str) -> Iterator[VenueMention]:
    """The journals and meetings that a text names."""
    for match in _SCAN.finditer(text) if _MAY_NAME.search(text) else ():
        yield VenueMention(match.start(), match.end(), _KNOWN[int((match.lastgroup or "v0")[1:])][0])


def same_venue(one: str, other: str) -> bool:
    """Whether two citations name the same journal or meeting, and no two different years."""
    names = [{mention.venue for mention in venues(text)} for text in (one, other)]
    years = [set(_YEAR.findall(text)) for text in (one, other)]
    return bool(names[0] & names[1]) and (not all(years) or bool(years[0] & years[1]))
