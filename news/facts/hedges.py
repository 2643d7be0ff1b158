"""Words that take a statement back: plans, hopes, refusals, and trials other than this one."""

import re

_STUDY = r"(?:trials?|stud(?:y|ies)|estudios?|ensayos?)"
_OTHER = re.compile(
    r"\b(?:previous|prior|earlier|another|other|separate|different|similar|subsequent"
    r"|future|planned"
    r"|upcoming|larger|follow-up|companion|unrelated|historical|older|second|third)"
    r"(?: (?!(?:of|in|the|and|to|for|with|this|that)\b)[\w/-]+){0,4}? "
    rf"{_STUDY}\b|\b{_STUDY} (?:previos?|anterior(?:es)?|futuros?)\b"
    rf"|\b(?:otros?|segundo|tercer) {_STUDY}\b|\b(?:pooled |meta-?)analys[ei]s\b"
    rf"|\b(?-i:A|An|Un) (?:[\w/-]+ ){{0,5}}{_STUDY}(?: [\w/-]+){{0,5}}"
    r" (?:will|is being|[a-z]+ará)\b"
    rf"|\b(?:is|are|be) (?:now |also |being |currently )?(?:planned|under way|underway)\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:will|would|plans?|planned|planning|expect(?:s|ed)?|aim(?:s|ed|ing)?"
    r"|target(?:s|ed|ing)?|goals?"
    r"|anticipat(?:es|ed)|projected|intend(?:s|ed)?|could|(?-i:may)|might|should|shall"
    r"|if|hopes?|hoped|seeks?"
    r"|seeking|until|pending|proposed|proposes|estimated|needed|required|requires|need|designed to"
    r"|is enrolling|currently enrolling|up to|so far|to date|thus far|as of|not|never"
    r"|no longer|without"
    r"|n't|cannot|before (?:enroll?|random|accru|recruit)\w+|se prevé|prevé|previst[oa]s?"
    r"|planea|espera|podría|objetivo de"
    r"|reclutará|incluirá|inscribirá|no|aún|hasta)\b",
    re.IGNORECASE,
)
_SOME = re.compile(
    r"\b(?:subgroup|subset|stratum|subgrupo)s?\b"
    r"|(?:^|\b(?:among|in|for|of|en|entre) )(?:the |all |los |las )?(?:[0-9,]{1,6} )?"
    r"(?:patients|participants|people|adults|women|men|children|those|pacientes|mujeres|hombres)"
    r" (?:aged|younger|older|under|over|whose|with|without|con|sin"
    r"|who (?!(?:got|took|received|were (?:randomi|assigned|given|treated)))[a-z])",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"\b(?:assum(?:es|ed|ing)|(?:designed|powered|powered|planned) to|power to|expected|would"
    r"|historical(?:ly)?|yields?|typical(?:ly)?|usual(?:ly)?|generally|without treatment"
    r"|non-?inferiority margin)\b",
    re.IGNORECASE,
)
_HOPED = re.compile(
    r"\b(?:could|(?-i:may)|might|would|should|if|hopes?|depends?|podría|si)\b", re.IGNORECASE
)
_CLAUSE = re.compile(r"[;:]| - |, (?:but|while|whereas|although|pero|mientras)\b")


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of what belongs together around these characters."""
    first = max((cut.end() for cut in _CLAUSE.finditer(text, 0, start)), default=0)
    after = _CLAUSE.search(text, end)
    return first, after.start() if after else len(text)


def is_other_trial(text: str, start: int) -> bool:
    """Whether the clause of these characters speaks of a trial before, after or beside this one."""
    first, last = clause(text, start, start)
    return _OTHER.search(text, first, min(last, start + 60)) is not None


def is_hoped_for(text: str, start: int) -> bool:
    """Whether a word before it in its clause makes it a possibility."""
    first, _ = clause(text, start, start)
    return _HOPED.search(text, first, start) is not None


def is_of_some(text: str, start: int) -> bool:
    """Whether the clause before these characters speaks of only some of the participants."""
    first, _ = clause(text, start, start)
    return _SOME.search(text, first, start) is not None


def is_supposed(text: str, start: int) -> bool:
    """Whether the clause before these characters only reckons with it, as in a sample size."""
    first, _ = clause(text, start, start)
    return _SUPPOSED.search(text, first, start) is not None


def is_open(text: str, start: int, end: int) -> bool:
    """Whether the clause of these characters only plans, hopes or denies."""
    first, last = clause(text, start, end)
    return _NOT_YET.search(text, first, min(last, end + 40)) is not None
