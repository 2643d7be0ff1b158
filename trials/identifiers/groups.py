"""Numbers of other cooperative groups."""

from trials.identifiers.scheme import Scheme, after_group
from trials.vocabulary import IdentifierKind

_S = "[0-9]{4}[A-Z]{0,2}"
_E = "[1-9][0-9A-Z][0-9]{2}[A-Z]?(?:T[0-9])?"
_EA = "EA[A-Z0-9][0-9]{3}(?:CD)?"
_SUB = "[A-Z][A-Z0-9]{0,3}"  # EAY131-Z1D: one arm of MATCH
_BARE_NRG = "(?:BN|BR|CC|GI|GU|GY|HN|LU)0[0-9]{2}"
# The group's performance status stands in every list of eligibility criteria.
_NOT_A_SCALE = r"(?!\)?[ -]?(?:PS|WHO|[Pp]erf|[Ss]cale|[Ss]core|[Ss]tat|[Gg]rade|[0-9<>=\u2264]))"
_COG = "A[A-Z]{3}[0-9]{2}(?:[0-9]{2}|[A-Z][0-9]{1,2})[A-Z]{0,2}"
_NO_YEAR = "(?:1[0-8]|2[1-9]|[3-9][0-9])"  # "SWOG 2019" may be one, "SWOG-2019" is not
_CCTG = "(?:BL|BR|CE|CO|HE|HN|LY|MA|ME|MY|OV|PA|PR|SC)"
_NUMBERED = "ABCSG|ABTC|ACRIN|AMC|BCIRG|CCG|NABTT|PBTC|POG|URCC|WFU"

OTHER_GROUPS = (
    Scheme(
        name="swog",
        kind=IdentifierKind.OTHER_GROUP,
        pattern=f"S{_S}(?:-ICSC)?",
        spelling=(
            f"(?:{after_group('SWOG')}(?:S{_S}|(?:0[0-9]|{_NO_YEAR})[0-9]{{2}}[A-Z]{{0,2}})|SWOG-{_S})"
            "(?:-ICSC)?"
        ),
        bare=f"(?:SWOG[ ]|S){_S}(?:-ICSC)?",
        folds=((f"^SWOGS?({_S}(?:ICSC)?)$", r"S\1"),),
        nouns_after="SWOG",
        keys=((f"S({_S})", r"S\1"),),
        words="SWOG|Southwest Oncology Group",
        said_trial=True,
    ),
    Scheme(
        name="ecog-acrin",
        kind=IdentifierKind.OTHER_GROUP,
        pattern=f"{_EA}(?:-{_SUB})?",
        spelling=f"(?:ECOG-ACRIN[ -])?{_EA}(?:-{_SUB})?",
        exact_case=True,
        kept=f"(?:ECOG)?(?:ACRIN)?({_EA}(?:{_SUB})?)",
        keys=((f"({_EA})", r"\1"), (f"({_EA})({_SUB})", r"\1-\2")),
    ),
    Scheme(
        name="ecog",
        kind=IdentifierKind.OTHER_GROUP,
        pattern=f"E{_E}(?:-E{_E})?(?:-ICSC)?",
        spelling=(
            f"(?:{after_group('ECOG(?:-ACRIN)?')}(?:E-?{_E}|{_NO_YEAR}[0-9]{{2}})|ECOG-{_E})"
            f"(?:-E{_E})?(?:-ICSC)?"
        ),
        bare=f"(?:E-?|EST-|ECOG[ ]){_E}(?:-E{_E})?(?:-ICSC)?",
        folds=((f"^(?:ECOG(?:ACRIN)?|EST)E?({_E}(?:E{_E})?(?:ICSC)?)$", r"E\1"),),
        nouns_after="ECOG|ECOGACRIN",
        keys=((f"E({_E})", r"E\1"), (f"E({_E})(E{_E})", r"E\1-\2")),
        words=rf"(?:Eastern Cooperative Oncology Group[ ]\()?ECOG(?:-ACRIN)?{_NOT_A_SCALE}",
    ),
    Scheme(
        name="nrg",
        kind=IdentifierKind.OTHER_GROUP,
        pattern="NRG-[A-Z]{2}[0-9]{3}[A-Z]{0,2}",
        spelling="NRG(?:[ ]Oncology)?[ -]{0,2}[A-Z]{2}[0-9]{3}[A-Z]{0,2}",
        bare=f"{_BARE_NRG}[A-Z]{{0,2}}",
        kept=f"NRG(?:ONCOLOGY)?({_BARE_NRG}[A-Z]{{0,2}})",
        folds=(("^NRGONCOLOGY([A-Z]{2}[0-9]{3}[A-Z]{0,2})$", r"NRG\1"),),
        keys=(
            (f"({_BARE_NRG}[A-Z]{{0,2}})", r"NRG-\1"),
            ("NRG([A-Z]{2}[0-9]{3}[A-Z]{0,2})", r"NRG-\1"),
        ),
        words="NRG|NSABP|RTOG|GOG",
        said_trial=True,
    ),
    Scheme(
        name="rtog",
        kind=IdentifierKind.OTHER_GROUP,
        pattern="RTOG-(?:[A-Z]{1,2}-)?[0-9]{4}",
        spelling=f"{after_group('RTOG')}(?:[A-Z]{{1,2}}[ -]?)?[0-9]{{2}}-?[0-9]{{2}}",
        nouns_after="RTOG",
        keys=(("RTOG([0-9]{4})", r"RTOG-\1"), ("RTOG([A-Z]{1,2})([0-9]{4})", r"RTOG-\1-\2")),
    ),
    Scheme(
        name="gog",
        kind=IdentifierKind.OTHER_GROUP,
        pattern="GOG-[0-9]{4}[A-Z]{0,2}",
        spelling=f"{after_group('GOG')}[0-9]{{3,4}}[A-Z]{{0,2}}",
        folds=(("^GOG([0-9]{3}[A-Z]{0,2})$", r"GOG0\1"),),
        nouns_after="GOG",
        keys=(("GOG([0-9]{4}[A-Z]{0,2})", r"GOG-\1"),),
    ),
    Scheme(
        name="nsabp",
        kind=IdentifierKind.OTHER_GROUP,
        pattern="NSABP-[A-Z]{1,3}-[0-9]{1,3}(?:[A-Z0-9]{1,3})?",
        spelling=f"{after_group('NSABP')}[A-Z]{{1,3}}-?[0-9]{{1,3}}(?:-?[A-Z0-9]{{1,2}})?",
        nouns_after="NSABP",
        keys=(("NSABP([A-Z]{1,3})([0-9]{1,3}[A-Z0-9]{0,2})", r"NSABP-\1-\2"),),
    ),
    Scheme(
        name="cog",
        kind=IdentifierKind.OTHER_GROUP,
        pattern=_COG,
        spelling=f"COG[ -]{_COG}",
        bare=_COG,
        kept=f"COG({_COG})",
        keys=((f"({_COG})", r"\1"),),
        words="COG|Children's Oncology Group",
        said_trial=True,
        telling=True,
    ),
    Scheme(
        name="cctg",
        kind=IdentifierKind.OTHER_GROUP,
        pattern=r"CCTG-[A-Z]{2,3}\.[0-9]{1,3}",
        spelling=r"(?:CAN-)?(?:NCIC(?:[ -]CTG)?|CCTG)[ -][A-Z]{2,3}\.?[0-9]{1,3}",
        bare=rf"{_CCTG}(?:\.[0-9]{{1,2}}|[0-9]{{2}})",
        kept=f"(?:CAN)?(?:NCIC(?:CTG)?|CCTG)({_CCTG}[0-9]{{1,2}})",
        folds=(("^(?:CAN)?(?:NCIC(?:CTG)?|CCTG)([A-Z]{2,3}[0-9]{1,3})$", r"CCTG\1"),),
        keys=(
            (f"({_CCTG})([0-9]{{1,2}})", r"CCTG-\1.\2"),
            ("CCTG([A-Z]{2,3})([0-9]{1,3})", r"CCTG-\1.\2"),
        ),
        words="CCTG|NCIC|Canadian Cancer Trials Group",
        said_trial=True,
        not_after=("qlq", "module"),
    ),
    Scheme(
        name="myelomatch",
        kind=IdentifierKind.OTHER_GROUP,
        pattern="MM[0-9][A-Z]{2}-[A-Z0-9]{3,5}",
        spelling="MM[0-9][A-Z]{2}-[A-Z0-9]{3,5}",
        keys=(("MM([0-9][A-Z]{2})([A-Z0-9]{3,5})", r"MM\1-\2"),),
    ),
    Scheme(
        name="ibcsg-big",
        kind=IdentifierKind.OTHER_GROUP,
        pattern="(?:BIG|IBCSG)-[0-9]{1,2}-[0-9]{2}",
        spelling=f"(?:{after_group('IBCSG')}|BIG-)[0-9]{{1,2}}-[0-9]{{2}}",
        bare="BIG[ ][0-9]{1,2}-[0-9]{2}",
        folds=(("^(BIG|IBCSG)0([1-9][0-9]{2})$", r"\1\2"),),
        nouns_after="IBCSG",
        keys=(("(BIG|IBCSG)([0-9]{1,2})([0-9]{2})", r"\1-\2-\3"),),
        words="IBCSG|Breast International Group",
        said_trial=True,
    ),
    Scheme(
        name="bmt-ctn",
        kind=IdentifierKind.OTHER_GROUP,
        pattern="BMT-CTN-[0-9]{4}[A-Z]?",
        spelling="BMT[ -]?CTN[ -]?[0-9]{4}[A-Z]?",
        keys=(("BMTCTN([0-9]{4}[A-Z]?)", r"BMT-CTN-\1"),),
    ),
    Scheme(
        name="eortc",
        kind=IdentifierKind.OTHER_GROUP,
        pattern="EORTC-[0-9]{4,5}(?:-[0-9]{5})?",
        spelling=f"(?:EORTC-[0-9]{{4}}|{after_group('EORTC')}[0-9]{{5}}(?:-[0-9]{{5}})?)",
        nouns_after="EORTC",
        keys=(("EORTC([0-9]{4,5})", r"EORTC-\1"), ("EORTC([0-9]{5})([0-9]{5})", r"EORTC-\1-\2")),
    ),
    Scheme(
        name="numbered",
        kind=IdentifierKind.OTHER_GROUP,
        pattern=f"(?:{_NUMBERED}|INT)-[0-9]{{1,5}}[A-Z]?",
        spelling=f"(?:(?:{_NUMBERED})[ -][0-9]{{3,5}}|ABCSG[ -][0-9]{{1,2}}|INT-0[0-9]{{3}})[A-Z]?",
        bare="INT[ ]0[0-9]{3}",
        keys=((f"({_NUMBERED}|INT)([0-9]{{1,5}}[A-Z]?)", r"\1-\2"),),
        words="Intergroup",
    ),
)
