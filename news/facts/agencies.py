"""Agencies that decide about products, in the names that texts give them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_AGENCIES = {
    "FDA": (
        r"(?:US )?Food (?:and|&) Drug Administration"
        r"|(?:Administración|Agencia) de (?:Alimentos y Medicamentos|Drogas y Alimentos)"
        r"(?: de (?:los )?(?:EE\. ?UU\.|Estados Unidos))?"
        r"|(?:US )?FDA(?: de (?:los )?Estados Unidos)?"
    ),
    "European Commission": "European Commission|Comisión Europea",
    "European Medicines Agency": "European Medicines Agency|Agencia Europea de Medicamentos|EMA",
    "MHRA": r"(?:UK(?:'s)? )?Medicines and Healthcare products Regulatory Agency|MHRA",
    "Health Canada": "Health Canada",
    "Swissmedic": "Swissmedic",
    "TGA": "(?:Australian )?Therapeutic Goods Administration|TGA",
    "MHLW": "(?:Japan(?:'s|ese) )?Ministry of Health, Labou?r,? and Welfare|MHLW",
    "PMDA": "Pharmaceuticals and Medical Devices Agency|PMDA",
    "NMPA": "(?:China's )?National Medical Products Administration|NMPA",
    "MFDS": "Ministry of Food and Drug Safety|MFDS",
    "ANVISA": "ANVISA",
    "COFEPRIS": "COFEPRIS",
    "ANMAT": "ANMAT",
    "AEMPS": "Agencia Española de Medicamentos y Productos Sanitarios|AEMPS",
}
_NAMES = tuple(_AGENCIES)
_SCAN = re.compile(
    r"(?<![A-Za-z0-9-])(?:(?:the|la|el) )?(?:U\.S\. |U\.K\. )?(?:"
    + "|".join(f"(?P<a{number}>{words})" for number, words in enumerate(_AGENCIES.values()))
    + r")(?: \([A-Z][A-Za-z.]{1,8}(?:, [^()]{1,30})?\))?(?![A-Za-z0-9-])",
    re.IGNORECASE,
)


class Agency(NamedTuple):
    """Where a text names an agency."""

    start: int
    end: int
    name: str


def agencies(text: str) -> Iterator[Agency]:
    """The agencies of a plain text; "FDA-approved" names none."""
    for match in _SCAN.finditer(text):
        yield Agency(match.start(), match.end(), _NAMES[int((match.lastgroup or "a0")[1:])])
