"""What trials measure: names of endpoints, their abbreviations, and how texts write them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from trials.first_letters import begun


class Measure(NamedTuple):
    """One endpoint as records name it."""

    name: str
    abbreviation: str = ""

    @property
    def measure(self) -> str:
        """As endpoints are registered: "Overall survival (OS)"."""
        return f"{self.name} ({self.abbreviation})" if self.abbreviation else self.name


class Mention(NamedTuple):
    """A measure named in a text."""

    start: int
    end: int
    measure: Measure


_FREE = "[- ]free survival"
_RATE = "(?: rates?)?"
# Name, abbreviation, words (in any case), further abbreviations (in this case); longer names first.
_KNOWN = (
    (
        "Radiographic progression-free survival",
        "rPFS",
        f"radiograph(?:ic|ical) progression{_FREE}",
        "",
    ),
    (
        "Progression-free survival",
        "PFS",
        f"(?:progression|progress){_FREE}|supervivencia libre de progresi[oó]n",
        "SLP",
    ),
    (
        "Invasive disease-free survival",
        "iDFS",
        f"invasive[- ]disease{_FREE}|supervivencia libre de enfermedad invasiva",
        "IDFS|SLEi|SLEI",
    ),
    ("Invasive breast cancer-free survival", "IBCFS", f"invasive breast cancer{_FREE}", ""),
    ("Disease-free survival", "DFS", f"disease{_FREE}|supervivencia libre de enfermedad", "SLE"),
    ("Event-free survival", "EFS", f"event{_FREE}|supervivencia libre de eventos?", ""),
    (
        "Recurrence-free survival",
        "RFS",
        f"(?:recurrence|relapse){_FREE}|supervivencia libre de recurrencia",
        "",
    ),
    ("Distant metastasis-free survival", "DMFS", f"distant metastas[ie]s{_FREE}", ""),
    (
        "Distant recurrence-free survival",
        "DRFS",
        f"distant (?:recurrence|relapse|disease){_FREE}",
        "",
    ),
    ("Metastasis-free survival", "MFS", f"metastas[ie]s{_FREE}", ""),
    ("Failure-free survival", "FFS", f"failure{_FREE}", ""),
    (
        "Overall survival",
        "OS",
        "overall survival|supervivencia global|(?<=median )survival(?= (?:time )?was)",
        "SG",
    ),
    (
        "Objective response rate",
        "ORR",
        (
            "(?:objective|overall|tumou?r) response(?: rates?)?|response rates?"
            "|tasas? de respuesta(?: (?:objetiva|global))?(?! completa| patol)"
        ),
        "TRO",
    ),
    (
        "Pathologic complete response",
        "pCR",
        (
            f"patholog(?:ic|ical) complete (?:response|remission){_RATE}"
            "|respuesta (?:completa patológica|patológica completa)"
        ),
        "PCR",
    ),
    (
        "Complete response rate",
        "CR",
        "complete (?:response|remission) rates?|tasa de respuesta completa",
        "",
    ),
    (
        "Duration of response",
        "DOR",
        "durations? of (?:objective )?response|response duration|duración de la respuesta",
        "DoR",
    ),
    ("Disease control rate", "DCR", "disease control rates?|tasa de control de la enfermedad", ""),
    ("Clinical benefit rate", "CBR", "clinical benefit rates?", ""),
    (
        "Time to progression",
        "TTP",
        "time to (?:disease |tumou?r )?progression|tiempo hasta la progresión",
        "",
    ),
    ("Time to treatment failure", "TTF", "time to treatment failure", ""),
    ("Time to next treatment", "TTNT", "time to (?:next|subsequent) (?:treatment|therapy)", ""),
    ("Health-related quality of life", "HRQOL", "health-related quality of life", "HRQoL"),
    ("Quality of life", "QOL", "quality of life|calidad de vida", "QoL"),
    ("Maximum tolerated dose", "MTD", "maximum tolerated dose", ""),
    ("Safety", "", "safety|seguridad", ""),
    ("Tolerability", "", "tolerability|tolerabilidad", ""),
    ("Toxicity", "", "toxicit(?:y|ies)|toxicidad", ""),
)
MEASURES = tuple(Measure(name, short) for name, short, _, _ in _KNOWN)
_OTHERS = (
    r"time to (?:(?!and |or |the |first )[a-z-]+ ){1,2}"
    r"(?:progression|deterioration|recurrence|failure)"
    r"|(?:local|loco-?regional|regional|distant|ipsilateral|biochemical|intracranial)"
    r" (?:[a-z]+ ){0,2}?(?:recurrence|relapse|failure|control)(?![- ]free)"
)
"""Measures that are called in full by what they measure."""
PERCENTAGES = frozenset({"ORR", "pCR", "CR", "DCR", "CBR"})
"""Measures whose number is a share of the participants."""

NO_NUMBER = frozenset({"Safety", "Tolerability", "Toxicity"})
"""Measures that many numbers belong to, so that none stands for them."""


def _branch(number: int) -> str:
    _, short, words, others = _KNOWN[number]
    in_this_case = "|".join(filter(None, (short, others)))
    exact = rf"|(?:{in_this_case})(?![A-Za-z0-9-])" if in_this_case else ""
    return rf"(?P<m{number}>(?i:{words}){exact})"


_SCAN = re.compile(
    r"(?<![A-Za-z0-9])(?<![A-Za-z0-9]-)(?:"
    + "|".join(map(_branch, range(len(_KNOWN))))
    + rf"|(?P<other>(?i:{_OTHERS})))(?![a-z])"
)
_MAY_NAME = re.compile(
    r"surviv|superviv|respon|respuesta|remission|progress|progres|recurrence|relapse"
    r"|failure|control|benefit|time to|quality|calidad"
    r"|safety|seguridad|toler|toxic|(?-i:[FOT]S\b|RR\b|SLP|SG\b|TRO|SLE|CR\b|D[Oo]R"
    r"|Q[Oo]L|TTP|TTF|TTNT|MTD|TD\b)",
    re.IGNORECASE,
)
_SHORT_FORM = re.compile(r" \(([A-Za-z]{2,6})\)")


def named(abbreviation: str) -> Measure:
    """The known measure with this abbreviation."""
    return next(one for one in MEASURES if one.abbreviation == abbreviation)


def measures(text: str) -> Iterator[Mention]:
    """The measures that a plain text names, with the short form that stands behind in brackets."""
    if not _MAY_NAME.search(text):
        return
    for match in _SCAN.finditer(text):
        if match["other"]:
            measure = Measure(begun(match[0]))
        else:
            measure = MEASURES[int((match.lastgroup or "m0")[1:])]
        short = _SHORT_FORM.match(text, match.end())
        yield Mention(match.start(), short.end() if short else match.end(), measure)
