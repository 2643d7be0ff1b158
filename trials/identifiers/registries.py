"""Numbers that registries of trials give out."""

from trials.identifiers.scheme import Scheme
from trials.vocabulary import IdentifierKind

REGISTRIES = (
    Scheme(
        name="nct",
        kind=IdentifierKind.NCT,
        pattern="NCT[0-9]{8}",
        spelling=r"NCT(?:[ ]?(?:ID|No\.?|Number))?[ :#-]{0,3}[0-9]{8}",
        # ClinicalTrials.gov takes NCT1234567 and NCT001234567 for NCT01234567; so do we.
        folds=(
            ("^NCT(?:ID|NO|NUMBER)?0*([1-9][0-9]{0,7})$", r"NCT0000000\1"),
            ("^NCT(?:ID|NO|NUMBER)?0*([0-9]{8})$", r"NCT\1"),
        ),
        keys=(("(NCT[0-9]{8})", r"\1"),),
    ),
    Scheme(
        name="ctrp",
        kind=IdentifierKind.CTRP,
        pattern="NCI-(?:19|20)[0-9]{2}-[0-9]{5}",
        spelling="NCI[ -](?:19|20)[0-9]{2}-[0-9]{5}",
        keys=(("NCI((?:19|20)[0-9]{2})([0-9]{5})", r"NCI-\1-\2"),),
    ),
    # The EU's numbers share one shape; those of CTIS start their second part at 500000.
    Scheme(
        name="ctis",
        kind=IdentifierKind.CTIS,
        pattern="20[0-9]{2}-5[0-9]{5}-[0-9]{2}(?:-[0-9]{2})?",
        spelling="20[0-9]{2}-5[0-9]{5}-[0-9]{2}(?:-[0-9]{2})?",
        kept="(?:EUCT|CTIS)(20[0-9]{2}5[0-9]{7}(?:[0-9]{2})?)",
        keys=(
            ("(20[0-9]{2})(5[0-9]{5})([0-9]{2})", r"\1-\2-\3"),
            ("(20[0-9]{2})(5[0-9]{5})([0-9]{2})([0-9]{2})", r"\1-\2-\3-\4"),
        ),
    ),
    Scheme(
        name="eudract",
        kind=IdentifierKind.EUDRACT,
        pattern="20[0-9]{2}-[0-46-9][0-9]{5}-[0-9]{2}",
        spelling="20[0-9]{2}-[0-46-9][0-9]{5}-[0-9]{2}",
        kept="EUDRACT(20[0-9]{2}[0-46-9][0-9]{7})",
        keys=(("(20[0-9]{2})([0-46-9][0-9]{5})([0-9]{2})", r"\1-\2-\3"),),
    ),
    Scheme(
        name="isrctn",
        kind=IdentifierKind.ISRCTN,
        pattern="ISRCTN[0-9]{8}",
        spelling="ISRCTN[ -]?[0-9]{8}",
        keys=(("(ISRCTN[0-9]{8})", r"\1"),),
    ),
    Scheme(
        name="registry",
        kind=IdentifierKind.OTHER_REGISTRY,
        pattern=(
            "ACTRN[0-9]{14}|CDR[0-9]{10}|ChiCTR[0-9]{10}|DRKS[0-9]{8}|"
            "jRCTs?[0-9]{9,10}|KCT[0-9]{7}|UMIN[0-9]{9}"
        ),
        spelling=(
            "ACTRN[0-9]{14}|CDR[0-9]{10}|ChiCTR[0-9]{10}|DRKS[0-9]{8}|"
            "jRCTs?[0-9]{9,10}|KCT[0-9]{7}|UMIN[0-9]{9}"
        ),
        keys=(
            ("CHICTR([0-9]{10})", r"ChiCTR\1"),
            ("JRCTS([0-9]{9,10})", r"jRCTs\1"),
            ("JRCT([0-9]{9,10})", r"jRCT\1"),
            (
                "(ACTRN[0-9]{14}|CDR[0-9]{10}|DRKS[0-9]{8}|KCT[0-9]{7}|UMIN[0-9]{9})",
                r"\1",
            ),
        ),
    ),
)
