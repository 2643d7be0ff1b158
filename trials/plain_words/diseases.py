"""Names of diseases inside a sentence: small letters, but for names of people and abbreviations."""

# First words of diseases that are no names.
WORDS = """
    acute adult advanced aggressive anal anemia bladder bone brain breast cancer carcinoid cervical
    childhood chronic clear colon colorectal cutaneous diffuse early endometrial esophageal
    extensive follicular gastric glioblastoma glioma head hematologic hepatocellular high indolent
    invasive kidney large leukemia liver locally low lung lymphoma malignant mantle melanoma
    metastatic multiple myeloma nausea neuroendocrine newly non-small ovarian pain pancreatic
    prostate rectal recurrent refractory relapsed renal sarcoma skin small soft solid squamous
    stomach thyroid triple tumor unresectable urothelial uterine
"""
COMMON = frozenset(WORDS.split())


def disease(name: str) -> str:
    """“Breast cancer” as “breast cancer”; “Hodgkin lymphoma” and “NSCLC” as they are."""
    first = name.split(" ", 1)[0].rstrip(",")
    is_word = first[1:] == first[1:].lower() and first.lower() in COMMON
    return name[:1].lower() + name[1:] if is_word else name
