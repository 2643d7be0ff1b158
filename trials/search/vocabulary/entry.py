"""One concept as a source tells it, and which of its names count, and how; pure.

A name in capitals that is an ordinary word in small letters counts only as it is written: NET is a
tumor, a net is none. So does one of two letters, which are units and halves of words as well.
"""

import re
from dataclasses import dataclass, field

EDITORS = "Editors"
STARTER = "Trialfolio"
RECORDS = "Trial records"
NCI = "NCI Thesaurus"
MESH = "MeSH"
ONCOTREE = "OncoTree"

ORDINARY = frozenset(
    "abs ace ache act add aid aids aim air all alt and ant any ape apt arc arch are arm arms art "  # noqa: SIM905
    "as ash ask at bad ball bar base bat bead beam bee best bet big bin bit blood bone born both "
    "box boy brain breast but by call calm can cap car care case cast cat cell chat chip clip cold "
    "come cop core cot crib cry cup cut dab dare dash data day den dig dim dip dish do dot drop "
    "dry due ear east eat egg end era eve even eye face faces fact fast fat fee few fit five flow "
    "for force free from full gap gas gene get give go goal good grab great hand hat have he head "
    "heat help hem her hip his hit hold home hope host hot how ice if impact in ink is it its jam "
    "jet job join joy just keep key kid kidney kit lab lad lamp large last law lead lean leap led "
    "leg let lid life lift light line link lip list live liver lot low lung lymph mad made male "
    "man map march mars mask mass mast mat match mate may me men met mice mild mind mint mix mole "
    "moon more most move much my nap near neck need net new next no node non nor not now of off "
    "oil old on one open or oral other our out own pace pack pad pain pan part past pat path pay "
    "peace peg pen per pet pin pine place plan plus pop post power press pride prime pro rad ran "
    "rap rash rat raw ray read rear red rest rib rice rim rise risk rod role rose run safe sail "
    "salt same sap sat save say scan scar score sea see self sera set she shed sick sin sit six "
    "skin sky slim slip smart so solo some son spa spin spot stage star start step still stop sum "
    "sun tab tag tan tap tar team tear tell ten test than that the them then they thin this tic "
    "tie time tip to toe ton too top touch trace trial try tube twin two up us use van vast vein "
    "via vine vital war was way we web well wet what when who why will win wit with work yes you"
    # Units, genes and halves of words.
    " abl ain ais cel cis com dcs des hcl lin mcg mcl mel pac pint proc ras rms sil tac ups"
    # Of other languages.
    " con dar del dos las los mas mes par por que ser sin sol una uno".split()
)
"""Words that a reader does not take for an abbreviation; of up to six letters."""
NOTHING_SAID = frozenset(
    "aged disease diseases disorder disorders mixed n/a nos none normal not other others placebo "  # noqa: SIM905
    "patient patients stage syndrome syndromes treatment unknown unspecified".split()
)
"""Names that vocabularies give, and that say nothing where they stand."""
_STAGE = re.compile(r"(?:stage )?(?:i{1,3}|iv|vi{0,3}|i?x|[0-4])(?:[a-e][0-3]?)?", re.IGNORECASE)
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True)
class Name:
    """A name as it is written."""

    text: str
    language: str = "en"
    as_written: bool = False

    @property
    def capitals_only(self) -> bool:
        """Whether it counts in just these letters alone."""
        return self.as_written or counts_as_written(self.text)


@dataclass(frozen=True)
class Entry:
    """A concept with all its names; the preferred term is one of them in any case."""

    preferred: str
    names: tuple[Name, ...] = ()
    kind: str = ""
    code: str = ""
    other_codes: tuple[str, ...] = field(default=())

    def known(self) -> dict[str, Name]:
        """Its names that count, by how they are written, the preferred term first."""
        found = {self.preferred: Name(self.preferred)}
        found |= {name.text: name for name in self.names if says_something(name.text)}
        return found


def counts_as_written(text: str) -> bool:
    """Whether a name is one of capitals that would be an ordinary word, or too short, without."""
    if not text.isupper() and len(text) > 2:
        return False
    return len(text) <= 2 or text.lower() in ORDINARY


def says_something(text: str) -> bool:
    """Whether a name says what it is the name of: "II", "Stage IIIA" and "Other" do not."""
    letters = sum(1 for _ in _LETTER.finditer(text))
    if letters < 2 or not any(sign.isalpha() for sign in text):
        return False
    return text.lower() not in NOTHING_SAID and not _STAGE.fullmatch(text)
