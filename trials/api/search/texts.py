"""Terms and phrases as conditions on the words of fields."""

from collections.abc import Sequence

from trials.api.essie import FieldCoverage, TermExpansion
from trials.api.index.tags import BEGIN, END, is_indexed, tag
from trials.api.pieces import Piece
from trials.api.search.context import Budget, Context
from trials.api.search.fields import tags_of
from trials.api.search.synonyms import segments
from trials.api.search.variants import variants
from trials.api.search.words import Words, chain, either, lexeme, together
from trials.folding import words_in

Forms = tuple[tuple[str, ...], ...]
"""Words in order, each with the forms it may have."""
NOWHERE = "'/'"
"""A lexeme that no study has."""
AT_BEGIN = {FieldCoverage.FULL_MATCH, FieldCoverage.STARTS_WITH}
AT_END = {FieldCoverage.FULL_MATCH, FieldCoverage.ENDS_WITH}


def of_term(text: str, context: Context, budget: Budget) -> Words:
    """Words side by side: by default each of them somewhere in the fields."""
    if is_adjacent(context):
        return of_phrase(text, context, budget)
    parts = [_named(words, context, budget) for words in segments(text, context.names)]
    found = [part for part in parts if part]
    if not found:
        return Words(NOWHERE)
    lossy = context.expansion is TermExpansion.LOSSY
    return Words(either(found) if lossy else together(found))


def of_phrase(text: str, context: Context, budget: Budget) -> Words:
    """Words one after the other in one value of one field."""
    words = words_in(text)
    if not words:
        return Words(NOWHERE)
    found = [_adjacent(words, context, budget)]
    if named := context.of_names:
        others = context.names.get(tuple(words), ())
        found += [_adjacent(name, named, budget) for name in others]
    return Words(either(found))


def is_adjacent(context: Context) -> bool:
    """Whether a term's words have to stand together as those of a phrase do."""
    wide = {TermExpansion.RELAXATION, TermExpansion.LOSSY}
    return context.expansion not in wide or context.coverage is not FieldCoverage.CONTAINS


def forms_of(words: Sequence[str], expansion: TermExpansion) -> Forms:
    """The forms of each word that count, as far as words may be widened."""
    if expansion is TermExpansion.NONE:
        return tuple((word,) for word in words)
    return tuple(variants(word) for word in words)


def _named(texts: Sequence[str], context: Context, budget: Budget) -> str:
    """Words side by side, or another name of what they call together; "" if they are no words.

    The words of another name may stand apart, as those of a term: adjacent ones are dear.
    """
    written = [words for text in texts if (words := words_in(text))]
    own = [_adjacent(words, context, budget) for words in written]
    if not own:
        return ""
    join = either if context.expansion is TermExpansion.LOSSY else together
    found = [join(own)]
    if named := context.of_names:
        others = context.names.get(tuple(word for words in written for word in words), ())
        found += [together([_adjacent([w], named, budget) for w in name]) for name in others]
    return either(found)


def _adjacent(words: Sequence[str], context: Context, budget: Budget) -> str:
    """Words in order, in any of the fields."""
    forms = forms_of(words, context.expansion)
    if context.coverage is FieldCoverage.CONTAINS:
        return _anywhere(forms, tags_of(context.pieces), budget)
    return _covering(forms, context.pieces, context.coverage, budget)


def _anywhere(forms: Forms, tags: tuple[str, ...], budget: Budget) -> str:
    budget.look_up(sum(map(len, forms)) * len(tags))
    if len(forms) == 1:
        return either([lexeme(form, tag) for form in forms[0] for tag in tags])
    return either([f"({chain(forms, tag)})" for tag in tags])


def _covering(
    forms: Forms, pieces: tuple[Piece, ...], coverage: FieldCoverage, budget: Budget
) -> str:
    """Only fields have marks where values begin and end, groups of them have none."""
    begin = ((BEGIN,),) if coverage in AT_BEGIN else ()
    end = ((END,),) if coverage in AT_END else ()
    tags = tuple(tag(piece) for piece in pieces if is_indexed(piece))
    return _anywhere((*begin, *forms, *end), tags or tags_of(pieces), budget)
