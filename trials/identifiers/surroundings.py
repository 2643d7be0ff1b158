"""What stands around the numbers of a text: names of groups, the word trial, words that refuse."""

import re
from bisect import bisect_left, bisect_right

from trials.identifiers.folding import SCHEMES
from trials.identifiers.plain import Plain
from trials.identifiers.scheme import Scheme

NEAR = 40
"""Characters within which the name of a group vouches for a bare number."""

_WORDS = {scheme.name: re.compile(scheme.words) for scheme in SCHEMES if scheme.words}
_MARKS = " .:#=_/-"
_NUMBER = (" id", " no", " num", " number")
_TRIALS = ("trial", "study", "protocol", "ensayo", "estudio", "protocolo")
_SAY_TRIAL = tuple(f"{word}{plural}" for word in _TRIALS for plural in ("", "s"))
_TRIAL_AFTER = re.compile(r"(?i)[ )]{1,2}(?:clinical |randomi[sz]ed )?(?:trial|study|protocol)")


class Surroundings:
    """The words of one plain text, by where they stand."""

    def __init__(self, plain: Plain) -> None:
        self._plain, self._text = plain, plain.text
        self._names: dict[str, tuple[list[int], list[int]]] = {}

    def vouch(self, scheme: Scheme, start: int, end: int) -> bool:
        """Say whether the group's name is near, or the word trial (study, protocol) beside."""
        if scheme.words and self._named_near(scheme.name, start, end):
            return True
        return scheme.said_trial and (
            self._follows_trial(start) or _TRIAL_AFTER.match(self._text, end) is not None
        )

    def refuse(self, scheme: Scheme, start: int) -> bool:
        """Say whether a word right before claims the number: "part no. A021602"."""
        if not scheme.not_after:
            return False
        before = self._plain.lower[max(0, start - NEAR) : start].rstrip(_MARKS)
        if before.endswith(_NUMBER):
            before = before[: before.rindex(" ")].rstrip(_MARKS)
        return before.endswith(scheme.not_after) and any(
            before.endswith(word) and not _is_letter(before[-len(word) - 1 : -len(word)])
            for word in scheme.not_after
        )

    def _named_near(self, name: str, start: int, end: int) -> bool:
        starts, ends = self._named(name)
        if not starts:
            return False
        before, after = bisect_right(ends, start) - 1, bisect_left(starts, end)
        return (before >= 0 and starts[before] >= start - NEAR) or (
            after < len(ends) and ends[after] <= end + NEAR
        )

    def _named(self, name: str) -> tuple[list[int], list[int]]:
        """Where the names of a group begin and end: looked for once, when the first one asks."""
        if name not in self._names:
            found = [match.span() for match in _WORDS[name].finditer(self._text)]
            spans = [span for span in found if not _is_letter(self._text[span[0] - 1 : span[0]])]
            self._names[name] = ([start for start, _ in spans], [end for _, end in spans])
        return self._names[name]

    def _follows_trial(self, start: int) -> bool:
        """Say whether the word stands right before, with one or two marks between."""
        before = self._plain.lower[max(0, start - 12) : start]
        word = before.rstrip(" :#(")
        return 1 <= len(before) - len(word) <= 2 and word.endswith(_SAY_TRIAL)


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()
