"""Names of diseases inside a sentence: small letters, but for names of people and abbreviations."""

import re

# Words of diseases that are no names.
WORDS = """
    acute adenocarcinoma adult advanced aggressive anal anemia bladder bone brain breast cancer
    cancers carcinoid carcinoma cell cervical childhood chronic clear colon colorectal
    congestive cutaneous depression diffuse disease early endometrial esophageal extensive
    follicular gastric gastrointestinal glioblastoma glioma head heart hematologic
    hepatocellular high indolent infections invasive kidney large leukemia liver locally low
    lung lymphoma malignant mantle melanoma metastases metastatic multiple myeloma nausea neck
    neoplasm neoplasms neuroendocrine newly non-small ovarian pain pancreatic prostate rectal
    recurrent refractory relapsed renal sarcoma skin small soft solid squamous stage stomach
    syndrome thyroid tissue triple tumor tumors unresectable urothelial uterine
"""
# “Lymphoma, B-Cell”; not “Leukemia, in remission” and not what has more commas.
INVERTED = re.compile(
    r"(?P<main>[A-Z][A-Za-z -]*), (?P<more>(?!(?:Not|Other|Unspecified)\b)[A-Z0-9][^,()]*)"
)
COMMON = frozenset(WORDS.split())


def disease(name: str) -> str:
    """“Breast Cancer” as “breast cancer”, “Carcinoma, Ovarian” as “ovarian carcinoma”."""
    return re.sub(r"[A-Za-z-]+", _small, _turned(name))


def _turned(name: str) -> str:
    """Lists of diseases put the main word first; people say it last. A second name stays behind."""
    match = INVERTED.fullmatch(name)
    if not match or match["more"].isupper():
        return name
    return f"{match['more']} {match['main']}"


def _small(match: re.Match[str]) -> str:
    word = match[0]
    return word.lower() if word.lower() in COMMON and not word.isupper() else word
