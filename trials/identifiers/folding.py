"""Two forms of every identifier: the folded key for comparing, the display form for reading."""

import re
import string
from functools import lru_cache

from trials.identifiers.groups import OTHER_GROUPS
from trials.identifiers.own import OWN
from trials.identifiers.registries import REGISTRIES
from trials.identifiers.scheme import Rule, Scheme

CACHED = 1 << 16
"""Numbers that are remembered: a text writes the same ones again and again."""
SCHEMES: tuple[Scheme, ...] = (*REGISTRIES, *OWN, *OTHER_GROUPS)

NCT_PATTERN = r"\ANCT[0-9]{8}\Z"
PROTOCOL_PATTERN = rf"\A(?:{'|'.join(scheme.pattern for scheme in OWN)})\Z"
"""Display forms of the group's own numbers. \\A and \\Z, since Python's $ lets a newline pass."""


def _drop_nouns() -> Rule:
    """Take the noun out behind a group's name: "CALGB protocol 80702" is CALGB 80702."""
    names = "|".join(scheme.nouns_after for scheme in SCHEMES if scheme.nouns_after)
    return f"^({names})(?:PROTOCOL|TRIAL|STUDY)+([A-Z]{{0,3}}[0-9][A-Z0-9]*)$", r"\1\2"


def _keep(schemes: tuple[Scheme, ...]) -> Rule:
    """Keep the one group that matched; one rule holds nine at most, the last is number nine."""
    kept = [scheme.kept for scheme in schemes if scheme.kept]
    return f"^(?:{'|'.join(kept)})$", "".join(rf"\{n + 1}" for n in range(len(kept)))


# The key is made in three steps, here and in a column that PostgreSQL generates:
# translate(value, LOWER, UPPER), SQUEEZED out everywhere, then each of FOLD_RULES in its order.
LOWER, UPPER = string.ascii_lowercase, string.ascii_uppercase
SQUEEZED = "[^A-Z0-9]+"
# Few rules, since PostgreSQL keeps only 32 compiled patterns at hand.
FOLD_RULES: tuple[Rule, ...] = (
    _drop_nouns(),
    _keep((*REGISTRIES, *OWN)),
    _keep(OTHER_GROUPS),
    *(rule for scheme in SCHEMES for rule in scheme.folds),
)

_TO_UPPER = str.maketrans(LOWER, UPPER)
_SQUEEZED = re.compile(SQUEEZED)
# What no rule changes, as most numbers are: a text may hold a hundred thousand.
_SETTLED = re.compile("NCT[0-9]{8}|[AS][0-9]{4,6}")
_NCT = re.compile(NCT_PATTERN)
_FOLDS = tuple((re.compile(pattern), put) for pattern, put in FOLD_RULES)


@lru_cache(maxsize=CACHED)
def fold(value: str) -> str:
    """Give the key under which every spelling of an identifier is the same: A-Z and 0-9 only."""
    key = _SQUEEZED.sub("", value.translate(_TO_UPPER))
    if _SETTLED.fullmatch(key):
        return key
    for pattern, put in _FOLDS:
        if pattern.match(key):  # several times as fast as sub where most do not fit
            key = pattern.sub(put, key)
    return key


def cased(scheme: Scheme) -> str:
    """Give all spellings of a scheme as one pattern for Python: the bare ones in this case only.

    A bare number that goes on with a hyphen and digits is part of something else: N2001-02.
    """
    spelling = scheme.spelling if scheme.exact_case else f"(?i:{scheme.spelling})"
    bare = f"(?:{scheme.bare})(?!-[0-9])"
    return "|".join([spelling] * bool(scheme.spelling) + [bare] * bool(scheme.bare))


_WHOLE = tuple(
    (
        scheme,
        re.compile(
            rf"(?:(?i:Alliance)[ /-]{{1,2}})?(?:{cased(scheme)})"
            r"(?:[ ]?\((?i:Alliance)\)|[ ]?/[ ]?(?i:Alliance))?",
            re.ASCII,
        ),
    )
    for scheme in SCHEMES
)
_KEYS = {
    scheme.name: [(re.compile(rf"\A(?:{pattern})\Z"), put) for pattern, put in scheme.keys]
    for scheme in SCHEMES
}
_DIGIT = re.compile("[0-9]")


@lru_cache(maxsize=CACHED)
def classify(value: str) -> Scheme | None:
    """Say which scheme writes its numbers like this, or None."""
    value = value.strip()
    if not _DIGIT.search(value):
        return None
    return next((scheme for scheme, pattern in _WHOLE if pattern.fullmatch(value)), None)


@lru_cache(maxsize=CACHED)
def display(value: str) -> str:
    """Give the form the group itself writes today; what no scheme knows comes back stripped.

    Not for a sponsor's own number: "C16010" may be one, and would come back as CALGB-16010.
    """
    value = value.strip()
    scheme = None if is_nct_id(value) else classify(value)
    if scheme is None:
        return value
    key = fold(value)
    core = key.removesuffix("ICSC")
    for pattern, put in _KEYS[scheme.name]:
        if pattern.match(core):
            return pattern.sub(put, core) + ("-ICSC" if core != key else "")
    return value


def slug(value: str) -> str:
    """Give the display form as it stands in an address: letters, digits and hyphens."""
    return re.sub("[^A-Za-z0-9-]", "-", display(value))


def is_nct_id(value: str) -> bool:
    """Say whether this is a ClinicalTrials.gov ID exactly as the registry writes it."""
    return _NCT.match(value) is not None


def is_protocol_id(value: str) -> bool:
    """Say whether a registry's number for a study is one of the group's own.

    "C" and digits alone is not enough: other sponsors' numbers look the same.
    """
    scheme = classify(value)
    if scheme not in OWN or re.fullmatch(r"\s*C[0-9]+\s*", value):
        return False
    return re.fullmatch(PROTOCOL_PATTERN, display(value)) is not None
