"""Names of diseases inside a sentence: small letters, but for names of people and abbreviations."""

import re

# Words of diseases that are no names.
WORDS = """
    acute adenocarcinoma adult advanced aggressive anal anemia bladder bone brain breast cancer
    cancers carcinoid carcinoma cell cervical childhood chronic clear colon colorectal cutaneous
    diffuse disease early endometrial esophageal extensive follicular gastric glioblastoma glioma
    head hematologic hepatocellular high indolent invasive kidney large leukemia liver locally low
    lung lymphoma malignant mantle melanoma metastases metastatic multiple myeloma nausea neck
    neoplasm neoplasms neuroendocrine newly non-small ovarian pain pancreatic prostate rectal
    recurrent refractory relapsed renal sarcoma skin small soft solid squamous stage stomach
    syndrome thyroid tissue triple tumor tumors unresectable urothelial uterine
"""
COMMON = frozenset(WORDS.split())


def disease(name: str) -> str:
    """“Breast Cancer” as “breast cancer”; “Hodgkin Lymphoma” as “Hodgkin lymphoma”."""
    return re.sub(r"[A-Za-z-]+", _small, name)


def _small(match: re.Match[str]) -> str:
    word = match[0]
    return word.lower() if word.lower() in COMMON and not word.isupper() else word
