"""The group's own numbers, today's and those of the groups that merged into it."""

from trials.identifiers.scheme import Scheme, after_group
from trials.vocabulary import IdentifierKind

_GROUPS = "Alliance|ALLIANCE|alliance[-_/]|CALGB|NCCTG|ACOSOG"
# "CALGB (Alliance) 80702", "NCCTG/Alliance N1048"
_MERGED = r"(?:[ ]?\([Aa]lliance\)|[ ]?/[ ]?[Aa]lliance)?"

_A = "A(?:0[1-9]|1[0-9]|2[0-9])[0-9]{4}(?:[A-Z]{1,2}[0-9]?)?"
_N = "N[0-9]{2}(?:[0-9]{2}|[0-9][A-Z]|[A-Z][0-9]|[A-Z]{2})"
_C = "[0-9]{5,6}[A-Z]?"
_OLD_C = "[0-9]{4}[A-Z]?"
_CALGB = "(?:CALGB|CLB)(?:SWOG)?(?:ALLIANCE)?C?"


def _fold(before: str, core: str) -> str:
    """Let the merged group's name stand before and after a squeezed number, and drop it."""
    return f"(?:ALLIANCE)?{before}({core})(?:ALLIANCE)?"


OWN = (
    Scheme(
        name="alliance",
        kind=IdentifierKind.PROTOCOL,
        pattern=_A,
        bare=f"{_A}|a{_A[1:]}",
        kept=_fold("", _A),
        keys=((f"({_A})", r"\1"),),
        words=_GROUPS,
        said_trial=True,
        telling=True,
        not_after=(
            *("part", "p/n", "item", "model", "serial", "sku", "lot", "kit", "order"),
            *("cat", "catalog", "catalogue"),
        ),
    ),
    Scheme(
        name="aft",
        kind=IdentifierKind.PROTOCOL,
        pattern="AFT-[0-9]{2,3}[A-Z]?",
        spelling="AFT-[0-9]{2,3}[A-Z]?",
        bare="AFT[ ]?[0-9]{2,3}[A-Z]?",
        kept=_fold("", "AFT[0-9]{2,3}[A-Z]?"),
        keys=(("AFT([0-9]{2,3}[A-Z]?)", r"AFT-\1"),),
        words="Alliance|ALLIANCE",
    ),
    Scheme(
        name="calgb",
        kind=IdentifierKind.PROTOCOL,
        pattern="CALGB-[0-9]{4,6}[A-Z]?(?:-ICSC)?",
        # No CALGB number of four digits looks like a year.
        spelling=(
            rf"(?:(?:CALGB|CLB)(?:[ ]?/[ ]?SWOG)?{_MERGED}[ -]{{0,2}}|{after_group('CALGB|CLB')})"
            "C?-?(?:[3-9][0-9]{3}|[0-9]{5,6})[A-Z]?(?:-ICSC)?"
        ),
        bare="C[0-9]{5,6}",
        folds=(
            (f"^{_fold(f'(?:{_CALGB}|C)', f'{_C}(?:ICSC)?')}$", r"C\1"),
            (f"^{_fold(_CALGB, f'{_OLD_C}(?:ICSC)?')}$", r"CALGB\1"),
        ),
        nouns_after="CALGB|CLB",
        keys=((f"C({_C})", r"CALGB-\1"), (f"CALGB({_OLD_C})", r"CALGB-\1")),
        words=f"{_GROUPS}|CLB|Cancer and Leukemia Group B",
        not_after=("ncit", "nci t", "thesaurus", "concept", "code", "codes"),
    ),
    Scheme(
        name="ncctg",
        kind=IdentifierKind.PROTOCOL,
        pattern=f"NCCTG-(?:{_N}(?:-ICSC)?|[0-9]{{6}})",
        spelling=(
            rf"NCCTG{_MERGED}[ -]{{0,2}}"
            rf"(?:{_N}(?:-ICSC)?|[0-9]{{2}}-?[0-9]{{2}}-?[0-9]{{2}})"
        ),
        bare=f"{_N}(?:-ICSC)?",
        kept=_fold("(?:NCCTG)?(?:ALLIANCE)?", f"{_N}(?:ICSC)?"),
        folds=((f"^{_fold('NCCTG(?:ALLIANCE)?', '[0-9]{6}')}$", r"NCCTG\1"),),
        keys=((f"({_N})", r"NCCTG-\1"), ("NCCTG([0-9]{6})", r"NCCTG-\1")),
        words=f"{_GROUPS}|North Central Cancer Treatment Group",
        said_trial=True,
    ),
    Scheme(
        name="acosog",
        kind=IdentifierKind.PROTOCOL,
        pattern="ACOSOG-Z[0-9]{4}",
        # Z0011 is called Z11; without the group's name that may be a code of ICD-10.
        spelling=f"ACOSOG{_MERGED}[ -]{{0,2}}Z(?:[0-9]{{4}}|[0-9]{{2}})",
        bare="Z[0-9]{4}",
        kept=_fold("(?:ACOSOG)?(?:ALLIANCE)?", "Z[0-9]{4}"),
        folds=((f"^{_fold('ACOSOG(?:ALLIANCE)?Z', '[0-9]{2}')}$", r"Z00\1"),),
        keys=(("(Z[0-9]{4})", r"ACOSOG-\1"),),
        words=f"{_GROUPS}|College of Surgeons Oncology Group",
        said_trial=True,
    ),
)
