"""What was sent, laid out on the record as it is now: rows in today's order, theirs where only they
changed something, and mine where I did, until somebody chose.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from trials.admin.newer.comparing import MINE, THEIRS, Difference, Kind, changes, of_fields
from trials.admin.newer.rows import ROW, Row, SentRows
from trials.admin.newer.shown import Kept, Part, Shown, Table, Values
from trials.admin.newer.values import UNKNOWN, as_sent, names_of

# Begins the names of inputs that say what was chosen of two.
CHOICE = "_choice:"


class Layout:
    """The form that was sent, on the record as it is now."""

    def __init__(self, shown: Shown, base: Kept | None, data: Any, files: Any) -> None:
        self.is_of_ours = base is not None
        """Whether the form said from which version it was made."""
        self.data, self.files = data.copy(), files.copy()
        self.base = shown.kept()
        self.differences: list[Difference] = []
        self.changed = False
        """Whether it says something else than the record."""
        self._lay_main(shown.main, base.fields if base else None)
        for table in shown.tables:
            if f"{table.name}-TOTAL_FORMS" in self.data:
                self._lay_table(table, base.rows.get(table.name) if base else None)

    @property
    def open(self) -> list[Difference]:
        """What nobody saw yet, or chose of."""
        return [one for one in self.differences if one.is_open]

    @property
    def rows_kept(self) -> list[tuple[str, str]]:
        """Inputs that carry rows of mine which are not in the record any more."""
        return [
            (f"{ROW}{one.table}:{one.row}", one.mine) for one in self.open if one.kind == Kind.GONE
        ]

    def _lay_main(self, part: Part, base: Values | None) -> None:
        for one in of_fields(part, base, self.data, self.files, ""):
            if self._settle(one, self.base.fields) == THEIRS:
                _replace(self.data, self.files, names_of(part.bound[one.name]), _of(part, one.name))
        self.changed |= changes(part, part.values, self.data, self.files, "")

    def _settle(self, one: Difference, base: Values) -> str:
        """Whose value goes into the form; what nobody chose of yet is asked again."""
        self.differences.append(one)
        if not one.overlaps:
            return THEIRS if one.field is not None else ""
        one.choice = self._chosen(one)
        if not one.choice:
            _keep_asking(base, one.name, one.base)
        return one.choice or MINE

    def _chosen(self, one: Difference) -> str:
        """What was chosen, if the value was the one that stands there now."""
        choice, _, seen = self.data.get(f"{CHOICE}{one.key}", "").partition(":")
        return choice if choice in (MINE, THEIRS) and seen == mark(one.theirs) else ""

    def _lay_table(self, table: Table, base: dict[str, Values] | None) -> None:
        sent = SentRows(table, self.data, self.files)
        rows = [self._lay_row(table, part, sent, base) for part in table.parts]
        added = [*sent.new, *self._removed(table, sent, base)]
        sent.write(rows, added, self.data, self.files)
        self.changed |= any(self._says_more(table, at) for at in range(len(rows) + len(added)))

    def _says_more(self, table: Table, at: int) -> bool:
        prefix = f"{table.name}-{at}-"
        part = table.parts[at] if at < len(table.parts) else table.empty
        if f"{prefix}DELETE" in self.data:
            return at < len(table.parts)
        return changes(part, part.values, self.data, self.files, prefix)

    def _lay_row(
        self, table: Table, part: Part, sent: SentRows, base: dict[str, Values] | None
    ) -> Row:
        """A row that the record has now."""
        before = base.get(part.key) if base is not None else None
        mine = sent.by_key.get(part.key)
        if mine is None:
            if before is None:
                self._tell(Kind.ADDED, table, part.key, theirs=part.values)
            return Row(_all_of(part))
        if mine.is_deleted:
            return self._lay_deleted(table, part, mine, before)
        kept = self.base.rows[table.name][part.key]
        found = of_fields(part, before, self.data, self.files, mine.prefix, table.name)
        for one in list(found):
            if self._settle(one, kept) == THEIRS:
                _replace(mine.data, mine.files, _ends(part, one.name), _of_row(part, one.name))
        return mine

    def _lay_deleted(self, table: Table, part: Part, mine: Row, before: Values | None) -> Row:
        if before is None or before == part.values:
            return mine
        one = self._tell(Kind.DELETED, table, part.key, before, part.values, overlaps=True)
        if not one.choice:
            self.base.rows[table.name][part.key] = before
        return Row(_all_of(part) | ({} if one.choice == THEIRS else {"DELETE": ["on"]}))

    def _removed(
        self, table: Table, sent: SentRows, base: dict[str, Values] | None
    ) -> Iterator[Row]:
        """Rows that I was sent and they removed; what I changed of one can be added again."""
        for key, mine in sent.gone.items():
            before = base.get(key) if base is not None else None
            if mine.is_deleted:
                continue
            if before is not None and mine.prefix and not self._touched(table, mine, before):
                self._tell(Kind.REMOVED, table, key, before)
                continue
            text = json.dumps(mine.data)
            one = self._tell(Kind.GONE, table, key, before, mine=text, overlaps=True)
            if not one.choice and before is not None:
                self.base.rows[table.name][key] = before
            if one.choice == MINE:
                yield Row({name: value for name, value in mine.data.items() if name != "id"})

    def _touched(self, table: Table, mine: Row, before: Values) -> bool:
        return changes(table.empty, before, self.data, self.files, mine.prefix)

    def _tell(
        self,
        kind: Kind,
        table: Table,
        key: str,
        base: Any = None,
        theirs: Any = None,
        *,
        mine: Any = None,
        overlaps: bool = False,
    ) -> Difference:
        one = Difference(kind, table.name, key, "", base, theirs, mine, overlaps)
        one.choice = self._chosen(one) if overlaps else ""
        self.differences.append(one)
        return one


def mark(value: Any) -> str:
    """A short text by which a value that was shown is known again."""
    words = json.dumps(value, sort_keys=True, default=str)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _keep_asking(base: Values, name: str, before: Any) -> None:
    if before is UNKNOWN:
        base.pop(name, None)
    else:
        base[name] = before


def _replace(data: Any, files: Any, names: list[str], values: dict[str, list[str]]) -> None:
    for name in names:
        data.pop(name, None)
        files.pop(name, None)
    for name, some in values.items():
        _put(data, name, some)


def _put(data: Any, name: str, values: list[str]) -> None:
    if hasattr(data, "setlist"):
        data.setlist(name, values)
    else:
        data[name] = values


def _of(part: Part, name: str) -> dict[str, list[str]]:
    return as_sent(part.bound[name])


def _of_row(part: Part, name: str) -> dict[str, list[str]]:
    """The same under the names that a row has without its prefix."""
    start = len(str(part.form.prefix)) + 1
    return {key[start:]: values for key, values in _of(part, name).items()}


def _ends(part: Part, name: str) -> list[str]:
    start = len(str(part.form.prefix)) + 1
    return [one[start:] for one in names_of(part.bound[name])]


def _all_of(part: Part) -> dict[str, list[str]]:
    """A row as a browser would send it."""
    sent = {"id": [part.key]}
    for name in part.bound:
        sent |= _of_row(part, name)
    return sent
