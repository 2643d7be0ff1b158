"""What counts as a word, in records and in queries alike: letters and digits, large or small.

Accents are taken off, also those that Unicode has no separate sign for. No stem is made and no word
is too common. `unaccented` in SQL has to say the same: trials/api/search/places.py.
"""

import re
import unicodedata

LONGEST = 200
"""Characters of a word that count; the database takes lexemes of up to 2,046 bytes."""
_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile("[̀-ͯ]")
# Letters that are no letter with an accent to Unicode, but are typed as one by who has no such key.
_OTHERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "\u0131": "i"}
    | {"æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)

SPELLINGS = (
    ("aemi", "emi"),  # anaemia, leukaemia, ischaemic
    ("aetiol", "etiol"),
    ("anaesth", "anesth"),
    ("behaviour", "behavior"),
    ("caec", "cec"),
    ("centre", "center"),
    ("colour", "color"),
    ("diarrhoea", "diarrhea"),
    ("fibre", "fiber"),
    ("foet", "fet"),
    ("gynaec", "gynec"),
    ("haem", "hem"),
    ("isation", "ization"),
    ("ised", "ized"),
    ("oedema", "edema"),
    ("oesoph", "esoph"),
    ("oestr", "estr"),
    ("orthopaed", "orthoped"),
    ("paed", "ped"),
    ("tumour", "tumor"),
)
"""British and American, wherever they stand in a word."""


def words_in(text: str) -> list[str]:
    """The words of a text in order, folded: `Łódź, HER2-positive` is lodz, her2, positive."""
    found = _WORD.findall(folded(text))
    return [word[:LONGEST] for word in found] if len(text) > LONGEST else found


def folded(text: str) -> str:
    """The text in small letters without accents."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text).casefold()
    return _MARKS.sub("", unicodedata.normalize("NFKD", plain)).translate(_OTHERS)
