"""Text as it comes from a stream: as much of it as is looked at, and where in the file that is."""

import codecs
from collections.abc import Iterable

from trials.ctgov.files import sentences
from trials.ctgov.files.refusal import Unreadable
from trials.ctgov.files.strict import after_space

_BYTE_ORDER_MARK = "\ufeff"


class Text:
    """A window on the text of a stream: `at` moves on in `read`, what lies behind it is let go."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self.read = ""
        self.at = 0
        self.ended = False
        self.broken = ""  # why the stream ended before its end
        self.line = 1  # of `at`
        self._before = 0  # characters of that line that are let go
        self._doubtful = False  # whether a byte that is no UTF-8 was met
        self._begun = False

    def more(self) -> bool:
        """Read on, False at the end. As much again as waits: so nothing is read over and over."""
        if self.ended:
            return False
        self._let_go()
        pieces = [self.read]
        wanted = max(1, len(self.read))
        while wanted > 0 and not self.ended:
            pieces.append(self._piece())
            wanted -= len(pieces[-1])
        self.read = "".join(pieces)
        return True

    def peek(self) -> str:
        """The next character that is no space, "" at the end."""
        while True:
            self.advance(after_space(self.read, self.at))
            if self.at < len(self.read):
                return self.read[self.at]
            if not self.more():
                return ""

    def advance(self, to: int) -> None:
        """Go on to there."""
        self.line += self.read.count("\n", self.at, to)
        self.at = to

    def place(self, at: int) -> str:
        """Where in the file that is, in words."""
        line = self.line + self.read.count("\n", self.at, at)
        start = self.read.rfind("\n", 0, at)
        column = at - start if start >= 0 else self._before + at + 1
        return sentences.place(line, column)

    def wrong_byte(self, start: int, end: int) -> str:
        """The sentence on a byte in between that is no UTF-8, "" if there is none."""
        found = sentences.ESCAPED_BYTE.search(self.read, start, end) if self._doubtful else None
        return sentences.no_utf8(found.group(), self.place(found.start())) if found else ""

    def _piece(self) -> str:
        try:
            chunk = next(self._chunks, b"")
        except Unreadable as error:
            chunk, self.broken = b"", str(error)
        self.ended = not chunk
        piece = self._decoder.decode(chunk, final=self.ended)
        if piece and not self._begun:
            self._begun = True
            piece = piece.removeprefix(_BYTE_ORDER_MARK)
        self._doubtful = self._doubtful or _holds_escaped(piece)
        return piece

    def _let_go(self) -> None:
        start = self.read.rfind("\n", 0, self.at)
        self._before = self.at - start - 1 if start >= 0 else self._before + self.at
        self.read, self.at = self.read[self.at :], 0


def _holds_escaped(piece: str) -> bool:
    """Encoding finds them ten times faster than a pattern does."""
    try:
        piece.encode()
    except UnicodeEncodeError:
        return True
    return False
