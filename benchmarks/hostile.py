"""Texts of a megabyte, each made to be the worst for some part of the detector."""

import random
import string
from collections.abc import Callable, Iterable
from pathlib import Path

RELEASE = Path(__file__).parent.parent / "tests" / "data" / "release.txt"
MEGABYTE = 1_000_000
WORDS = (
    "cabozantinib octreotide olaparib letrozole paclitaxel carboplatin radiation surgery adults"
    " advanced metastatic pancreatic neuroendocrine breast ovarian prostate colon lung tumors"
    " patients treated with without phase study of in versus placebo or and after previous therapy"
)
SPANISH = (
    "En un ensayo de fase III (NCT03375320) se asign\u00f3 al azar a 298 pacientes con c\u00e1ncer;"
    " en el estudio CABINET la supervivencia sin progresi\u00f3n fue de 8,4 meses (P < 0,001). "
)


def title(dice: random.Random) -> str:
    """Twelve words, as a trial of the benchmark's registry is called."""
    return " ".join(dice.choices(WORDS.split(), k=12)).capitalize()


def acronym(dice: random.Random) -> str:
    """Seven capitals."""
    return "".join(dice.choices("ABCDEFGHIKLMNOPRSTUV", k=7))


def texts(titles: Iterable[str], acronyms: Iterable[str]) -> dict[str, Callable[[], str]]:
    """How to make each text, by its name; the registry's own titles and acronyms come as given."""
    return {name: lambda piece=piece: piece for name, piece in REPEATED.items()} | {
        "one long word": lambda: "A",
        "any ASCII": lambda: _drawn(string.printable, MEGABYTE),
        "any capitals and digits": lambda: _drawn("ACENSZ0123456789 ", MEGABYTE),
        "any other letters": lambda: _drawn("\u0416\uff21\u00e9\u00ad \u200b-\n1A\u0391", MEGABYTE),
        "titles of nobody": lambda: " ".join(title(_DICE) for _ in range(MEGABYTE // 90)),
        "titles on record": lambda: ". ".join(titles),
        "titles, nearly": lambda: ". ".join(each.replace(" of ", " for ") for each in titles),
        "acronyms on record": lambda: " ".join(acronyms),
        "acronyms of nobody": lambda: " ".join(acronym(_DICE) for _ in range(MEGABYTE // 8)),
        "NCT IDs of nobody": lambda: " ".join(f"NCT{9 * n:08}" for n in range(50_000, 150_000)),
        "NCT IDs on record": lambda: " ".join(f"NCT{n:08}" for n in range(100_000)),
        "protocol IDs of nobody": lambda: ", ".join(f"A{20000 + n:06}" for n in range(80_000)),
        "DOIs of nobody": lambda: " ".join(f"10.1056/NEJMoa{n}" for n in range(60_000)),
        "PMIDs of nobody": lambda: " ".join(f"PMID: {n}" for n in range(1, 80_000)),
        "nested brackets": lambda: "(" * (MEGABYTE // 2) + ")" * (MEGABYTE // 2),
        "prose": RELEASE.read_text,
        "mixed": lambda: "".join(_DICE.choices(list(REPEATED.values()), k=MEGABYTE // 25)),
    }


_DICE = random.Random(1)  # noqa: S311
REPEATED = {
    "identifiers": "NCT03375320, A021602; S1418/BR006 ",
    "half identifiers": "NCT 0337532 A02160 S141 N104 ",
    "numbers of groups": "CALGB (Alliance) 80702, NCCTG N9831/Alliance, SWOG S1418, EST-3189 ",
    "numbers of nothing": "part no. A021602, NCIt code C40603, S2000; ",
    "lines of numbers": "S1418; N1048; BR006\n",
    "hyphens over lines": "NCT-\n033-\n75320 ",
    "a hyphen and a line after every character": "N-\nC-\nT-\n0-\n3-\n",
    "a line after every character": "N\nC\nT\n0\n3\n",
    "full-width digits": "\uff2e\uff23\uff34\uff10\uff13\uff13\uff17\uff15\uff13\uff12\uff10 ",
    "hyphens that do not break": "NCT\u201103375320 CALGB\u201180702\u00a0",
    "no width": "N\u200bC\u200bT\u200b0\u200b3\u00ad3\u200b7\u200b5\u200b3\u200b2\u200b0 ",
    "NCT": "NCT",
    "NCT and spaces": "NCT NCT-",
    "groups": "CALGB SWOG (ECOG) NSABP Alliance NCCTG [RTOG] ",
    "percent signs": "%20%41%4e%43%54",
    "capitals": "FLORET PALADE MONARK ",
    "one acronym": "CABINET ",
    "one acronym and cancer": "CABINET, cancer; ",
    "one acronym in brackets": "clinical and brief intention (CABINET), ",
    "one acronym of many": "SHARED trial, SHARED lung ",
    "acronyms on lines": "CABINET\nSHARED\n",
    "drugs": "abcdefghijklmnopqrstuvwmab CABINET xyzzyximax ",
    "digits": "10.1056/ 123456 ",
    "brackets": "((A (B) ",
    "brackets with short forms": "overall survival (OS), objective response rate (ORR), ",
    "addresses": "https://clinicaltrials.gov/study/NCT03375320?term=%20S1418 ",
    "publications": "doi:10.1056/NEJMoa2403991, PMID: 39282913; ",
    "one title": "Testing cabozantinib in people whose neuroendocrine tumors came back later. ",
    "no space": "A021602/S1418/CABINET/",
    "commas": "A,B;C/",
    "Spanish": SPANISH,
    "emoji": "\U0001f9ecNCT03375320\U0001f9ec A\u0301CABINET trial ",
}


def _drawn(letters: str, length: int) -> str:
    return "".join(_DICE.choices(letters, k=length))
