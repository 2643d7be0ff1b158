"""Sentences about a trial that the text only compares its own with: "In the POLO trial, ...".

The trial that a text is about is the one that it is known to name, else the one it names most
often. Another is one that never shares a
sentence with it: names of one trial do, as in "Alliance A021602 (CABINET)".
"""

import re
from collections import Counter
from collections.abc import Container, Iterator

from news.facts.sentences import Sentence

_NAME = r"(?:[A-Z][A-Za-z]*[A-Z0-9][A-Za-z0-9]*(?:[-/][A-Za-z0-9]+)*|[A-Z]{1,3}-[0-9]{1,3})"
_CALLED = re.compile(
    rf"(?<![\w-])(?P<one>{_NAME})(?: (?:[Pp]hase|fase) [0-9IVab/]+)? (?:trial|study)\b"
    r"|\b(?:trial|study|ensayo|estudio),? (?:(?:also )?(?:called|named|known as) )?"
    rf"(?P<two>{_NAME})"
    r"|(?P<three>NCT[0-9]{8})"
)
_NO_NAME = re.compile(
    r"SWOG|ECOG(?:-ACRIN)?|NRG|COG|NCI|NCTN|NIH|FDA|EORTC|CCTG|CALGB|AFT|US|UK|EU|III?|IV|CAR|HR"
    r"|NSCLC|SCLC|AML|CLL|ALL|HER2|PD-L1|EGFR|ALK|BRCA|DNA|MRI|PET|CT|PFS|OS|ORR|NCT"
)
MOST = 30
"""Names of trials in one text that are looked at."""


def about_own_trial(read: list[Sentence], naming: Container[int] = ()) -> list[Sentence]:
    """Without the sentences that name another trial, and what follows them in their paragraph.

    `naming` are the starts of sentences that are known to name the trial.
    """
    called = _called(read)
    if len(called) < 2:
        return read
    words = "|".join(map(re.escape, sorted(called, key=len, reverse=True)))
    scan = re.compile(rf"(?<![\w-])(?:{words})(?![\w-]|/[0-9])")
    named = [set(scan.findall(sentence.text)) for sentence in read]
    sure = [names for names, one in zip(named, read, strict=True) if one.start in naming]
    main = Counter(name for names in named for name in sorted(names)).most_common(1)[0][0]
    ours = {name for names in sure for name in names}
    ours = ours or {name for names in named if main in names for name in names}
    return list(_own(read, named, ours))


def _called(read: list[Sentence]) -> list[str]:
    """Names that are called a trial or a study anywhere."""
    found: dict[str, None] = {}
    for sentence in read:
        if not sentence.has("trial", "stud", "ensayo", "nct0"):
            continue
        for match in _CALLED.finditer(sentence.text):
            name = match["one"] or match["two"] or match["three"]
            if len(name) > 2 and not _NO_NAME.fullmatch(name):
                found[name] = None
    return list(found)[:MOST]


def _own(read: list[Sentence], named: list[set[str]], ours: set[str]) -> Iterator[Sentence]:
    block, is_other = -1, False
    for sentence, names in zip(read, named, strict=True):
        if names or sentence.block != block:
            is_other = bool(names) and not names & ours
        block = sentence.block
        if not is_other:
            yield sentence
