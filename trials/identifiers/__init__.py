"""Which numbers exist: schemes of trial identifiers, their keys, and where a text names them."""

from trials.identifiers.folding import (
    FOLD_RULES,
    LOWER,
    NCT_PATTERN,
    PROTOCOL_PATTERN,
    SCHEMES,
    SQUEEZED,
    UPPER,
    classify,
    display,
    fold,
    is_nct_id,
    is_protocol_id,
    slug,
)
from trials.identifiers.mentions import Mention, find_mentions, in_one_list, mentions_in
from trials.identifiers.plain import Plain, readings
from trials.identifiers.scheme import Rule, Scheme

__all__ = [
    "FOLD_RULES",
    "LOWER",
    "NCT_PATTERN",
    "PROTOCOL_PATTERN",
    "SCHEMES",
    "SQUEEZED",
    "UPPER",
    "Mention",
    "Plain",
    "Rule",
    "Scheme",
    "classify",
    "display",
    "find_mentions",
    "fold",
    "in_one_list",
    "is_nct_id",
    "is_protocol_id",
    "mentions_in",
    "readings",
    "slug",
]
