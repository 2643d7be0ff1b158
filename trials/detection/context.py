"""How sure it is that a word is the name of a trial: by what stands beside it and near it."""

import re
from bisect import bisect_left
from decimal import Decimal
from functools import cached_property

from trials.identifiers import Plain

NEAR = 100
LINE = 300
ITEM_WORDS = 4
BESIDE = Decimal("0.95")
DISTINCT = Decimal("0.9")
NEARBY = Decimal("0.85")
ALONE = Decimal("0.7")

_STUDY = r"(?:trials?|stud(?:y|ies)|protocols?|ensayos?|estudios?|protocolos?)"
_BEFORE = re.compile(
    # "ensayo de fase III MARIANNE", "study (SOFT", "trial, called TEXT", "the phase 3 ALLTO"
    rf"(?:\b{_STUDY}|\b(?:phase|fase) (?:[0-4]|I{{1,3}}V?|IV)(?:/[0-9I]+)?[abAB]?)"
    r"(?:[ ](?:cl[i\u00ed]nicos?|clinical|aleatorizados?|randomi[sz]ed|called|named|known as"
    r"|llamado|denominado|(?:de )?(?:phase|fase) [0-9IV/]{1,6}[ab]?))*"
    r"[ ]?[,:(\[\"'\u201c]{0,2}[ ]?",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[)\]\"'\u201d]?[ ]"
    r"(?:(?:clinical|pivotal|randomi[sz]ed|pilot|registry|cooperative|multicenter)[ ]|"
    rf"phase [0-9IV/]{{1,5}}[ab]?[ ]|(?:[(\[][^()\[\]]{{3,60}}[)\]])[ ])*{_STUDY}\b",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"\b(?:trial|stud(?:y|ies)|ensayo|estudio|phase (?:[0-4]|I)|fase (?:[0-4]|I)|randomi[sz]"
    r"|aleatori|placebo|double-blind|doble ciego|enroll?(?:ed|ment)|accrual|patients|pacientes"
    r"|survival|supervivencia|cohort|chemotherap|quimioterapia|[a-z]*(?:cancer|c\u00e1ncer|carcinoma|lymphoma"
    r"|linfoma|leuk[a]?emia|leucemia|melanoma|myeloma|mieloma|sarcoma|glioma|blastoma)"
    r"|tumou?rs?|tumor(?:es)?|oncolog"
    r"|[a-z]{3,}(?:mab|nib|ciclib|parib|platin[oe]?|taxel|rubicin[ae]?|zumab|ximab|trozole?|tamoxifen"
    r"[oe]?|lisib|degib|tecan))",
    re.IGNORECASE,
)
_ITEM = re.compile(r"[^;,\n\u2022|/]+")
# What papers on cancer abbreviate every day. A trial may be called so; then its name needs the word
# trial beside it.
_ABBREVIATIONS = (
    "ACE ACT ADL AJCC ALK ALL ALT AML ANC APC APL ART ASCO ASH AST ATP AUC BCG BCL BMI BRAF"
    " BRCA BRCA1 BRCA2 CAP CAR CARE CBC CCR CDK CDK46 CEA CHF CHOP CLL CMF CML CMV CNS COPD"
    " COVID COVID19 CPT CRC CRP CTC CTCAE CTEP DCIS DFS DLBCL DLT DMFS DNA EBV ECG ECOG EFS"
    " EGFR EMA ESMO FAC FACT FDA FEC FFPE FISH FOLFIRI FOLFOX GBM GCSF GERD GFR GIST HCC HDR"
    " HER1 HER2 HER3 HIV HLA HPV HR HRT IBC ICD ICU IDH IDH1 IDH2 IHC IMRT INR IRB ITT IUD KPS"
    " KRAS LCIS LDH LHRH LVEF MALT MAPK MDS MET MMR MRD MRI MSI MTD MTX NCCN NCI NCTN NET NETS"
    " NHL NIH NSAID NSCLC NYHA ORR PARP PCR PDL1 PDQ PET PFS PIK3CA PSA PTEN QOL RCC RECIST"
    " RFS RNA SBRT SCLC SEER SGOT SGPT SPECT SRS SSE SSP TACE TDM1 TKI TNBC TNM TSH TTP ULN"
    " USA VEGF WBC WBRT WHO XELOX YAG"
)
COMMON = frozenset(_ABBREVIATIONS.split())


_IN_BRACKETS = re.compile(r"((?:[^\s()]{1,40} ){1,12})\(([A-Z][A-Za-z0-9-]{1,9})s?[);,]")
_A_STUDY = re.compile(rf"\b{_STUDY}\b", re.IGNORECASE)
_INITIAL = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]")


class Context:
    """The words of one reading of a text that tell a trial, by where they stand."""

    def __init__(self, plain: Plain, original: str) -> None:
        self._text, self._plain, self._original = plain.text, plain, original

    def sureness(self, start: int, end: int, key: str) -> Decimal | None:
        """How sure it is that these characters name a trial; None if nothing says so."""
        if start in self._before or _AFTER.match(self._text, end):
            return BESIDE
        if key in COMMON or key in self._abbreviations:
            return None
        first, last = self._plain.origin(start), self._plain.origin(end - 1) + 1
        if stands_alone(self._original, first, last):
            return ALONE
        if self._shouts(start, end) or not self._near(start, end):
            return None
        word = self._text[start:end]
        return DISTINCT if re.search("[0-9]|[a-z].*[A-Z]", word) else NEARBY

    def _shouts(self, start: int, end: int) -> bool:
        """Whether the words around it are in capitals too, so that its own say nothing."""
        around = self._text[max(0, start - NEAR) : start] + self._text[end : end + NEAR]
        letters = [char for char in around if char.isalpha()]
        return len(letters) > 12 and sum(map(str.isupper, letters)) > 0.6 * len(letters)

    def _near(self, start: int, end: int) -> bool:
        at = bisect_left(self._words, start - NEAR)
        return any(
            not start <= word < end for word in self._words[at : at + NEAR] if word < end + NEAR
        )

    @cached_property
    def _words(self) -> list[int]:
        return [match.start() for match in _WORDS.finditer(self._text)]

    @cached_property
    def _before(self) -> set[int]:
        """Where a name would begin that has the word trial before it, or before its long form."""
        in_full = (one.start(2) for one in self._spelled_out if _A_STUDY.search(one[1]))
        return {match.end() for match in _BEFORE.finditer(self._text)} | set(in_full)

    @cached_property
    def _abbreviations(self) -> set[str]:
        """What the text itself explains as short for other words: "objective response (OR)"."""
        return {one[2].replace("-", "").upper() for one in self._spelled_out}

    @cached_property
    def _spelled_out(self) -> list[re.Match[str]]:
        return [one for one in _IN_BRACKETS.finditer(self._text) if _spells(one[1], one[2])]


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether it is all of a line, or of an item in a list of short items."""
    name = text[start:end].strip()
    items = [item.strip() for item in _ITEM.findall(_line(text, start))]
    return name in items and all(len(item.split()) <= ITEM_WORDS for item in items)


def _line(text: str, at: int) -> str:
    """The line of this place, "" if it is long."""
    start = text.rfind("\n", max(0, at - LINE), at) + 1
    end = text.find("\n", at, at + LINE)
    if (not start and at > LINE) or (end < 0 and len(text) > at + LINE):
        return ""
    return text[start : end if end >= 0 else None]


def _spells(words: str, short: str) -> bool:
    """Whether the short form is made of the first letters of the last of the words, in order."""
    letters = [char for char in short.lower() if char.isalnum()]
    initials = _INITIAL.findall(words.lower())[-len(letters) - 2 :]
    left = iter(initials)
    return all(letter in left for letter in letters)
