"""Spellings met in real text, with key, display form and scheme; and texts made to be awkward."""

from hypothesis import strategies as st

from trials.identifiers import SCHEMES

# spelling, folded key, display form, scheme
SPELLINGS = [
    ("A021602", "A021602", "A021602", "alliance"),
    ("a021602", "A021602", "A021602", "alliance"),
    ("Alliance A021602", "A021602", "A021602", "alliance"),
    ("ALLIANCE A022104", "A022104", "A022104", "alliance"),
    ("Alliance-A032101", "A032101", "A032101", "alliance"),
    ("A232301CD", "A232301CD", "A232301CD", "alliance"),
    ("AFT-38", "AFT38", "AFT-38", "aft"),
    ("AFT-05", "AFT05", "AFT-05", "aft"),
    ("CALGB-80702", "C80702", "CALGB-80702", "calgb"),
    ("CALGB 80702", "C80702", "CALGB-80702", "calgb"),
    ("CALGB/SWOG 80702", "C80702", "CALGB-80702", "calgb"),
    ("CALGB/SWOG 80702 (Alliance)", "C80702", "CALGB-80702", "calgb"),
    ("CALGB (Alliance) 80702", "C80702", "CALGB-80702", "calgb"),
    ("CALGB C80702", "C80702", "CALGB-80702", "calgb"),
    ("(CALGB) 80702", "C80702", "CALGB-80702", "calgb"),
    ("CALGB protocol 80702", "C80702", "CALGB-80702", "calgb"),
    ("C80702", "C80702", "CALGB-80702", "calgb"),
    ("CALGB-150012", "C150012", "CALGB-150012", "calgb"),
    ("CALGB-30610-ICSC", "C30610ICSC", "CALGB-30610-ICSC", "calgb"),
    ("CLB-9011", "CALGB9011", "CALGB-9011", "calgb"),
    ("CALGB 9741", "CALGB9741", "CALGB-9741", "calgb"),
    ("N1048", "N1048", "NCCTG-N1048", "ncctg"),
    ("NCCTG-N1048", "N1048", "NCCTG-N1048", "ncctg"),
    ("NCCTG N1048/Alliance", "N1048", "NCCTG-N1048", "ncctg"),
    ("NCCTG N9831 (Alliance)", "N9831", "NCCTG-N9831", "ncctg"),
    ("NCCTG-844652", "NCCTG844652", "NCCTG-844652", "ncctg"),
    ("NCCTG-97-24-51", "NCCTG972451", "NCCTG-972451", "ncctg"),
    ("ACOSOG-Z0011", "Z0011", "ACOSOG-Z0011", "acosog"),
    ("ACOSOG Z0011", "Z0011", "ACOSOG-Z0011", "acosog"),
    ("ACOSOG Z11", "Z0011", "ACOSOG-Z0011", "acosog"),
    ("Z0011", "Z0011", "ACOSOG-Z0011", "acosog"),
    ("S1418", "S1418", "S1418", "swog"),
    ("SWOG S1418", "S1418", "S1418", "swog"),
    ("SWOG 1418", "S1418", "S1418", "swog"),
    ("SWOG-0226", "S0226", "S0226", "swog"),
    ("S1800A", "S1800A", "S1800A", "swog"),
    ("EA5142", "EA5142", "EA5142", "ecog-acrin"),
    ("ECOG-ACRIN EA5142", "EA5142", "EA5142", "ecog-acrin"),
    ("EAY131-Z1D", "EAY131Z1D", "EAY131-Z1D", "ecog-acrin"),
    ("EAQ162CD", "EAQ162CD", "EAQ162CD", "ecog-acrin"),
    ("E-2491", "E2491", "E2491", "ecog"),
    ("EST-3189", "E3189", "E3189", "ecog"),
    ("ECOG-E1609", "E1609", "E1609", "ecog"),
    ("ECOG 4599", "E4599", "E4599", "ecog"),
    ("E5103-ICSC", "E5103ICSC", "E5103-ICSC", "ecog"),
    ("NRG-BN009", "BN009", "NRG-BN009", "nrg"),
    ("NRG-GY018", "GY018", "NRG-GY018", "nrg"),
    ("NRG-GI010", "GI010", "NRG-GI010", "nrg"),
    ("NRG Oncology BN011", "BN011", "NRG-BN011", "nrg"),
    ("BR006", "BR006", "NRG-BR006", "nrg"),
    ("RTOG 0617", "RTOG0617", "RTOG-0617", "rtog"),
    ("RTOG 94-10", "RTOG9410", "RTOG-9410", "rtog"),
    ("RTOG L-0117", "RTOGL0117", "RTOG-L-0117", "rtog"),
    ("GOG 240", "GOG0240", "GOG-0240", "gog"),
    ("GOG-0240", "GOG0240", "GOG-0240", "gog"),
    ("NSABP B-28", "NSABPB28", "NSABP-B-28", "nsabp"),
    ("NSABP-B-28", "NSABPB28", "NSABP-B-28", "nsabp"),
    ("NSABP protocol R-04", "NSABPR04", "NSABP-R-04", "nsabp"),
    ("APEC1621", "APEC1621", "APEC1621", "cog"),
    ("COG-AHOD00P1", "AHOD00P1", "AHOD00P1", "cog"),
    ("MA.27", "MA27", "CCTG-MA.27", "cctg"),
    ("NCIC CTG MA.27", "MA27", "CCTG-MA.27", "cctg"),
    ("CAN-NCIC-MA27", "MA27", "CCTG-MA.27", "cctg"),
    ("MM1YA-S01", "MM1YAS01", "MM1YA-S01", "myelomatch"),
    ("MM1YA-CTG01", "MM1YACTG01", "MM1YA-CTG01", "myelomatch"),
    ("IBCSG 48-14", "IBCSG4814", "IBCSG-48-14", "ibcsg-big"),
    ("BIG 8-13", "BIG813", "BIG-8-13", "ibcsg-big"),
    ("BIG-01-01", "BIG101", "BIG-1-01", "ibcsg-big"),
    ("BMT CTN 0702", "BMTCTN0702", "BMT-CTN-0702", "bmt-ctn"),
    ("EORTC 22931", "EORTC22931", "EORTC-22931", "eortc"),
    ("EORTC-26981-22981", "EORTC2698122981", "EORTC-26981-22981", "eortc"),
    ("AMC-102", "AMC102", "AMC-102", "numbered"),
    ("BCIRG 006", "BCIRG006", "BCIRG-006", "numbered"),
    ("ABCSG 42", "ABCSG42", "ABCSG-42", "numbered"),
    ("INT-0116", "INT0116", "INT-0116", "numbered"),
    ("NCT03375320", "NCT03375320", "NCT03375320", "nct"),
    ("nct03375320", "NCT03375320", "NCT03375320", "nct"),
    ("NCT 03375320", "NCT03375320", "NCT03375320", "nct"),
    ("NCT-03375320", "NCT03375320", "NCT03375320", "nct"),
    ("NCT No. 03375320", "NCT03375320", "NCT03375320", "nct"),
    ("NCI-2017-02297", "NCI201702297", "NCI-2017-02297", "ctrp"),
    ("2015-001097-18", "201500109718", "2015-001097-18", "eudract"),
    ("2022-502756-31", "202250275631", "2022-502756-31", "ctis"),
    ("2022-502756-31-00", "20225027563100", "2022-502756-31-00", "ctis"),
    ("ISRCTN12155469", "ISRCTN12155469", "ISRCTN12155469", "isrctn"),
    ("CDR0000612335", "CDR0000612335", "CDR0000612335", "registry"),
    ("jRCTs031180001", "JRCTS031180001", "jRCTs031180001", "registry"),
]

# Text made of what the rules look at, so that they meet each other.
_WORDS = (
    "Alliance ALLIANCE CALGB CLB SWOG NCCTG ACOSOG ECOG ACRIN EST NRG ONCOLOGY GOG RTOG NSABP COG "
    "CCTG NCIC CTG CAN BIG IBCSG EORTC NCT NCI EUDRACT CTIS TRIAL STUDY PROTOCOL ICSC AFT A C E EA "
    "N S Z B MA BR GY AHOD P T 0 00 1 9 11 12 28 218 021602 80702 2015 5 - / ( ) . \u017f \u212a"
)
_SPACES = [" ", "\n", "-\n", "\u00ad", "\u00a0", "\u200b", "\u2011", "\uff21", "\uff10"]
_MADE = st.lists(st.sampled_from([*_WORDS.split(" "), *_SPACES]), max_size=12).map("".join)
SPELLED = st.sampled_from(SCHEMES).flatmap(
    lambda scheme: st.from_regex(f"(?:{scheme.spelling or scheme.bare})", fullmatch=True)
)
TEXT = st.text() | _MADE | SPELLED
