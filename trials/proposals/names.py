"""Parts of a trial by the names that other texts give them: cohorts, arms, endpoints, companies.

A name leads to a part only where exactly one fits: which of two is meant is for a person to say.
"""

import re
from collections.abc import Iterable
from typing import Any

# What a text adds to the name of a population.
_FILLING = re.compile(
    r"\b(?:patients?|participants?|people|with|in|the|a|an|of|cohort|group|advanced"
    r"|metastatic|previously"
    r"|treated|locally|unresectable|arm)\b"
)
_LEGAL = re.compile(r",?\s+(?:inc|ltd|llc|corp|co|plc|gmbh|s\.?a|ag|corporation|company)\.?$")


def find_cohort(trial: Any, words: str) -> Any:
    """The cohort of this label, name or initials: "extra-pancreatic NET" is epNET."""
    return _only(
        cohort
        for cohort in trial.cohorts.all()
        if _keys(words) & (_keys(cohort.label) | _keys(cohort.name))
    )


def find_arm(trial: Any, words: str) -> Any:
    """The arm of this label, or that alone gives this treatment."""
    arms, wanted = trial.arms.all(), _plain(words)
    return (
        _only(arm for arm in arms if _plain(arm.label) == wanted)
        or _only(arm for arm in arms if _treats(arm) == _split(wanted))
        or _only(arm for arm in arms if _has_words(arm.label, wanted))
        or _only(arm for arm in arms if _split(wanted) <= _treats(arm))
    )


def find_endpoint(trial: Any, words: str) -> Any:
    """The endpoint of this abbreviation or measure; of several the one that is primary."""
    fitting = [one for one in trial.endpoints.all() if names_endpoint(one, words)]
    return _only(fitting) or _only(one for one in fitting if one.level == "PRIMARY")


def names_endpoint(endpoint: Any, words: str) -> bool:
    """Whether these words, or the short form in brackets behind them, name the endpoint."""
    own = {_plain(endpoint.abbreviation), *_forms(endpoint.measure)} - {""}
    return bool(own & _forms(words))


def same_company(one: str, other: str) -> bool:
    """Whether two names differ by "Inc." and the like only, or by a short form in brackets."""
    return _bare_company(one) == _bare_company(other)


def _bare_company(name: str) -> str:
    return _LEGAL.sub("", re.sub(r"\s*\([^()]*\)$", "", _plain(name)))


def shares_a_word(one: str, other: str) -> bool:
    """Whether two names of a product have a word in common; what is not named may be any."""
    same = _plain(one) == _plain(other) or bool(_words(one) & _words(other))
    return not one or not other or same


def _only(parts: Iterable[Any]) -> Any:
    found = list(parts)
    return found[0] if len(found) == 1 else None


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def _words(words: str) -> set[str]:
    return set(re.findall(r"[\w-]{4,}", _plain(words))) - {"plus", "with"}


def _forms(words: str) -> set[str]:
    """A measure with and without its short form: "progression-free survival", "pfs"."""
    plain = re.sub(r"[- ]+", " ", _plain(words))
    short = re.search(r"\(([^()]{2,12})\)$", plain)
    bare = re.sub(r" ?\([^()]*\)", "", plain).strip()
    return {bare, short[1] if short else bare, bare.removesuffix(" rate")} - {""}


def _keys(words: str) -> set[str]:
    """Spellings of a population that count as the same: its plain words, and its initials."""
    bare = _FILLING.sub(" ", _plain(words))
    parts = [part.removesuffix("s") for part in re.split(r"[^a-z0-9+]+", bare) if part]
    if not parts:
        return set()
    return {"".join(parts), _initials(words)} - {""}


def _initials(words: str) -> str:
    """As "epnet" of "extra-pancreatic NET": first letters, and abbreviations whole."""
    kept = [part for part in re.split(r"[\s-]+", words) if part and not _FILLING.fullmatch(part)]
    if len(kept) < 2:
        return ""
    short = "".join(part if part.rstrip("s").isupper() else part[0] for part in kept)
    return short.casefold().removesuffix("s")


def _split(words: str) -> set[str]:
    return {part.strip() for part in re.split(r"\bplus\b|\+|\band\b", words) if part.strip()}


def _treats(arm: Any) -> set[str]:
    """The names of what the arm gives."""
    return {_plain(one.name) for one in arm.interventions.all()}


def _has_words(label: str, wanted: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(wanted)}(?![\w-])", _plain(label)) is not None
