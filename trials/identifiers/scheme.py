"""What one family of identifiers is: its form, spellings, folded key and group words.

`pattern`, `folds` and `keys` mean the same to Python and to PostgreSQL: [0-9] for a digit, no
look-around, no shorthand classes. Spellings feed the scanner (trials.identifiers.mentions).
"""

from dataclasses import dataclass

from trials.vocabulary import IdentifierKind

Rule = tuple[str, str]
"""A pattern, and what to put in its place."""

_NOUN = "(?:protocol|trial|study)"


def after_group(names: str) -> str:
    """Spell a group's name and what may stand before the number: "(CALGB) ", "RTOG protocol "."""
    return rf"(?:[(\[](?:{names})[)\]]|(?:{names}))(?:[ ]{_NOUN}[ ]|[ -]{{0,2}})"


@dataclass(frozen=True)
class Scheme:
    """One family of identifiers."""

    name: str
    kind: IdentifierKind
    pattern: str
    """The display form, without anchors."""
    keys: tuple[Rule, ...]
    """Folded key (without anchors) to display form; the first that fits counts."""
    spelling: str = ""
    """How text writes it where nothing else looks like that."""
    exact_case: bool = False
    """Whether the spelling counts in this case only; a bare one always does."""
    bare: str = ""
    """How text writes it where other things look like that too: it needs a word near by."""
    kept: str = ""
    """A squeezed spelling (A-Z and 0-9 only) in which the one group is the key; no anchors."""
    folds: tuple[Rule, ...] = ()
    """What else brings a squeezed spelling to its key; with anchors."""
    nouns_after: str = ""
    """Squeezed names of the group, after which the word protocol, trial or study goes out."""
    words: str = ""
    """Names of the group: near a bare spelling they make it certain."""
    said_trial: bool = False
    """Whether the word trial right beside makes it certain too: companies' numbers look unlike."""
    telling: bool = False
    """Whether a bare spelling is so long that it is hardly chance if the registry has it."""
    not_after: tuple[str, ...] = ()
    """Words (lower case) right before a bare spelling which show that it is something else."""
