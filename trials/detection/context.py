"""How sure it is that a word is the name of a trial: by what stands beside it and near it."""

import re
import string
from bisect import bisect_left
from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property, lru_cache

from trials.detection.names import Place
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
    r"[ ]?[(\[][ ]?NCT[0-9]{8}|"
    r"[)\]\"'\u201d]?[ ]"
    r"(?:(?:clinical|pivotal|randomi[sz]ed|pilot|registry|cooperative|multicenter)[ ]|"
    rf"phase [0-9IV/]{{1,5}}[ab]?[ ]|(?:[(\[][^()\[\]]{{3,60}}[)\]])[ ])*{_STUDY}\b",
    re.IGNORECASE,
)
# What follows an ordinary word or the name of a gene: "JANUS kinase", "RET fusions".
_OF_A_GENE = re.compile(
    r"[ -](?:kinases?|receptor|mutation|mutant|mutated|proteins?|genes?|inhibitor|antibod|amplifi"
    r"|fusions?|rearrange|expression|pathway|positiv|negativ|status|cells?)",
    re.IGNORECASE,
)
_TELLING = re.compile(
    r"trial|stud(?:y|ies)|ensayo|estudio|randomi[sz]|aleatori|placebo|enroll?(?:ed|ment)|accrual"
    r"|patients|pacientes|survival|supervivencia|cohort|chemotherap|quimioterapia|tumou?rs?|oncolog"
    r"|[a-z]*(?:cancer|c\u00e1ncer|carcinoma|lymphoma|linfoma|leuka?emia|leucemia|melanoma|myeloma"
    r"|mieloma|sarcoma|glioma|blastoma)"
    r"|[a-z]{3,}(?:mab|nib|ciclib|parib|platin[oe]?|taxel|rubicin[ae]?|zumab|ximab|trozole?|tamoxifen"
    r"[oe]?|lisib|degib|tecan)",
    re.IGNORECASE,
)
_TWO_WORDS = re.compile(r"(?:phase [0-4i]|fase [0-4i]|double-blind|doble ciego)")
_WORD = re.compile(r"\b[^\W\d_]+")
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
# Words that are put in capitals to stress them.
_STRESSED = "AND ANY BOTH FOR MUST NEGATIVE NEW NOT NOTE ONLY OTHER POSITIVE THE WITH YES"


_CAPITALS, _LETTERS = string.ascii_uppercase.encode(), string.ascii_letters.encode()
_A_STUDY = re.compile(rf"\b{_STUDY}\b", re.IGNORECASE)
_SHORT = re.compile("[A-Z][A-Za-z0-9-]{1,9}")
_INITIAL = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]")
LONG_FORM = 12
"""Words at most that a short form in brackets behind them stands for."""


class Context:
    """The words of one reading of a text that tell a trial, by where they stand."""

    def __init__(self, plain: Plain, original: str) -> None:
        self.plain, self._text, self._original = plain, plain.text, original
        self._trials: set[int] = set()
        self._ordinary = {*COMMON, *_STRESSED.split()}

    def see(self, places: Iterable[Place]) -> None:
        """Look which of these names the text explains: "objective response (OR)"."""
        for start, end, key in places:
            if self._text[start - 1 : start] == "(":
                long_form = _long_form(self._text, start, end)
                if long_form:
                    self._ordinary.add(key)
                    if _A_STUDY.search(long_form):
                        self._trials.add(start)

    def sureness(self, start: int, end: int, key: str) -> Decimal | None:
        """How sure it is that these characters name a trial; None if nothing says so."""
        if start in self._before or start in self._trials or _AFTER.match(self._text, end):
            return BESIDE
        if key in self._ordinary or _OF_A_GENE.match(self._text, end):
            return None
        if stands_alone(self._original, *self.plain.span(start, end)):
            return ALONE
        if not self._near(start, end) or self._shouts(start, end):
            return None
        word = self._text[start:end]
        return DISTINCT if re.search("[0-9]|[a-z].*[A-Z]", word) else NEARBY

    def _shouts(self, start: int, end: int) -> bool:
        """Whether the words around it are in capitals too, so that its own say nothing."""
        around = self._text[max(0, start - NEAR) : start] + self._text[end : end + NEAR]
        chars = around.encode("ascii", "ignore")
        letters = len(chars) - len(chars.translate(None, _LETTERS))
        capitals = len(chars) - len(chars.translate(None, _CAPITALS))
        return letters > 12 and capitals > 0.6 * letters

    def _near(self, start: int, end: int) -> bool:
        before, after = bisect_left(self._words, start - NEAR), bisect_left(self._words, end)
        return self._words[before] < start or self._words[after] < end + NEAR

    @cached_property
    def _words(self) -> list[int]:
        """Where each of the telling words begins; past the end of the text one more."""
        found = [word.start() for word in _WORD.finditer(self._text) if _tells(word[0])]
        found += [words.start() for words in _TWO_WORDS.finditer(self.plain.lower)]
        return [*sorted(found), len(self._text) + NEAR]

    @cached_property
    def _before(self) -> set[int]:
        """Where a name would begin that has the word trial before it."""
        return {match.end() for match in _BEFORE.finditer(self._text)}


@lru_cache(maxsize=1 << 14)
def _tells(word: str) -> bool:
    return _TELLING.match(word) is not None


def _long_form(text: str, start: int, end: int) -> str:
    """The words that a name in brackets right behind them is short for, "" if it is not."""
    short = text[start:end]
    if text[end : end + 1] not in (")", ";", ",") or not _SHORT.fullmatch(short):
        return ""
    before = text[max(0, start - 500) : start - 1]
    before = before[max(before.rfind("("), before.rfind(")")) + 1 :]
    if not before.endswith(" "):
        return ""
    words = " ".join(before.split(" ")[-LONG_FORM - 1 :])
    return words if _spells(words, short) else ""


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether it is all of a line, or of an item in a list of short items."""
    if text[end : end + 2].lstrip(" ")[:1].isalnum():  # so it is with most
        return False
    return text[start:end].strip() in _short_items(_line(text, start))


@lru_cache(maxsize=16)
def _short_items(line: str) -> frozenset[str]:
    """The items of a line if all are short: asked for again with each number that it holds."""
    items = [item.strip() for item in _ITEM.findall(line)]
    short = all(len(item.split()) <= ITEM_WORDS for item in items)
    return frozenset(items) if short else frozenset()


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
