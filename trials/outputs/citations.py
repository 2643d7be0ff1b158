"""A record as others cite it: APA and Vancouver to copy; RIS, BibTeX and CSL-JSON as files.

APA is the 7th edition, Vancouver the National Library of Medicine's “Citing Medicine”. By hand and
not by a processor of styles: docs/decisions, “Citations”. A file carries the day on which it was
made, as the day of reading; a page is kept, so there that day is left to the reader.
"""

import datetime as dt
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from trials import markdown
from trials.outputs.ris import in_one_line, ris_of
from trials.partial_dates import MONTHS, in_words
from trials.record import TrialRecord
from trials.site import publisher

TYPES = {
    "ris": "application/x-research-info-systems; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "csl.json": "application/vnd.citationstyles.csl+json",
}
"""The files, by the ending of their address."""
# A brace counts in BibTeX even behind a backslash, so these have names.
BIBTEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{mark: f"\\{mark}" for mark in "$%&#_"},
}


@dataclass(frozen=True)
class Citation:
    """What is told of a cited record."""

    key: str
    """The ID in its address."""
    kind: str
    """What it is, such as “Clinical trial record”."""
    authors: tuple[str, ...]
    """Organisations; none where none is known."""
    title: str
    updated: str
    """Its last change, as exact as it is known: 2025, 2025-03 or 2025-03-26."""
    address: str
    short_title: str = ""
    numbers: tuple[str, ...] = ()
    nct_id: str = ""
    published: str = ""
    summary: str = ""
    topics: tuple[str, ...] = ()
    language: str = "en"
    note: str = ""
    read_on: str = ""
    """The day on which it was asked for; "" on a page."""


@dataclass(frozen=True)
class Text:
    """A citation to copy: the title is set apart, since APA wants it in italics."""

    before: str
    title: str
    after: str

    def __str__(self) -> str:
        return f"{self.before}{self.title}{self.after}"


def citation_of(record: TrialRecord, site: str) -> Citation:
    """A trial by its group, or else its sponsor; `site` is our address, without a slash."""
    trial = record.trial
    sponsor = (trial.lead_sponsor,) if trial.lead_sponsor else ()
    withdrawn = f", withdrawn {_day(trial.withdrawn_at)}" if trial.is_withdrawn else ""
    return Citation(
        key=trial.public_id,
        kind=f"Clinical trial record{withdrawn}",
        authors=tuple(one.name for one in record.groups or sponsor),
        title=in_one_line(trial.official_title or trial.brief_title),
        short_title=in_one_line(trial.brief_title),
        updated=max(trial.updated_at, trial.release_at or trial.updated_at).date().isoformat(),
        published=trial.release_at.date().isoformat() if trial.release_at else "",
        address=f"{site}{trial.get_absolute_url()}",
        numbers=(trial.public_id, *(row.value for row in record.other_numbers)),
        nct_id=trial.nct_id or "",
        summary=trial.plain_summary or markdown.opening(trial.brief_summary),
        topics=tuple(condition.name for condition in record.conditions),
        note=f"Version {trial.revision} of the record. {trial.withdrawal_reason}".strip(),
    )


def apa(cited: Citation) -> Text:
    """Who. (When). What (numbers) [kind]. Where. Without an author the title comes first."""
    year, *rest = _parts(cited.updated)
    day = ", ".join(filter(None, [str(year), " ".join(map(str, _month_named(rest)))]))
    when = f"({day})."
    numbers = f" ({', '.join(cited.numbers)})" if cited.numbers else ""
    what = f"{numbers} [{cited.kind}]."
    where = f" {publisher()}. {cited.address}"
    if not cited.authors:
        return Text("", _bare(cited.title), f"{what} {when}{where}")
    before = f"{_ended(_with_ampersand(cited.authors))} {when} "
    return Text(before, _bare(cited.title), f"{what}{where}")


def vancouver(cited: Citation) -> Text:
    """Who. What [Internet]. Where; when. Numbers. Address."""
    before = f"{_ended(', '.join(cited.authors))} " if cited.authors else ""
    published = cited.published or cited.updated
    updated = f" [updated {_short(cited.updated)}]" if cited.updated != published else ""
    numbers = f" {cited.kind} {', '.join(cited.numbers)}." if cited.numbers else f" {cited.kind}."
    when = f"{publisher()}; {_short(published)}{updated}."
    after = f" [Internet]. {when}{numbers} Available from: {cited.address}"
    return Text(before, _bare(cited.title), after)


def ris(cited: Citation) -> str:
    """One reference of type report. A comma ends the name of an organisation."""
    return ris_of(_ris_tags(cited))


def _ris_tags(cited: Citation) -> Iterator[tuple[str, str]]:
    yield "TY", "RPRT"
    yield "ID", cited.key
    yield "AN", cited.nct_id
    yield "M3", cited.kind
    yield "TI", cited.title
    yield "ST", cited.short_title
    yield from (("AU", f"{name},") for name in cited.authors)
    yield "PY", cited.updated[:4]
    yield "DA", _slashed(cited.updated)
    yield "Y2", _slashed(cited.read_on)
    yield "PB", publisher()
    yield "SN", ", ".join(cited.numbers)
    yield "N1", cited.note
    yield "AB", cited.summary
    yield from (("KW", topic) for topic in cited.topics)
    yield "LA", cited.language
    yield "UR", cited.address


def _slashed(day: str) -> str:
    """2025/03/26/ and, where only the month is known, 2025/03//; nothing of no day."""
    return "/".join([*day.split("-"), "", "", ""][:3]) + "/" if day else ""


def bibtex(cited: Citation) -> str:
    """One entry @misc, in UTF-8; a second pair of braces keeps capitals and names whole."""
    fields = {
        "author": " and ".join(f"{{{_escaped(name)}}}" for name in cited.authors),
        "title": f"{{{_escaped(cited.title)}}}",
        "shorttitle": f"{{{_escaped(cited.short_title)}}}" if cited.short_title else "",
        "type": _escaped(cited.kind),
        "number": _escaped(", ".join(cited.numbers)),
        "howpublished": publisher(),
        "publisher": publisher(),
        **dict(zip(("year", "month", "day"), map(str, _parts(cited.updated)), strict=False)),
        "note": _escaped(cited.note),
        "keywords": _escaped(", ".join(cited.topics)),
        "url": cited.address,
        "urldate": cited.read_on,
    }
    told = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{re.sub('[^A-Za-z0-9-]', '-', cited.key)},\n{told}}}\n"


def csl_json(cited: Citation) -> str:
    """A list of one item, as citation processors and reference managers take it."""
    item: dict[str, Any] = {
        "id": cited.key,
        "type": "report",
        "genre": cited.kind,
        "author": [{"literal": name} for name in cited.authors],
        "title": cited.title,
        "title-short": cited.short_title,
        "number": ", ".join(cited.numbers),
        "issued": {"date-parts": [_parts(cited.updated)]},
        "accessed": {"date-parts": [_parts(cited.read_on)]} if cited.read_on else None,
        "publisher": publisher(),
        "abstract": cited.summary,
        "keyword": ", ".join(cited.topics),
        "language": cited.language,
        "note": cited.note,
        "URL": cited.address,
    }
    known = {name: value for name, value in item.items() if value}
    return json.dumps([known], ensure_ascii=False, indent=2) + "\n"


WRITERS = {"ris": ris, "bib": bibtex, "csl.json": csl_json}
"""What writes each file of TYPES."""


def _with_ampersand(names: Sequence[str]) -> str:
    """“A”, “A & B”, “A, B, & C”."""
    if len(names) < 3:
        return " & ".join(names)
    return f"{', '.join(names[:-1])}, & {names[-1]}"


def _bare(title: str) -> str:
    """Without a full stop, since more of the sentence follows."""
    return title.removesuffix(".")


def _ended(text: str) -> str:
    """With one full stop, whatever it ends with: “Exelixis, Inc.” has its own."""
    return text if text.endswith(".") else f"{text}."


def _day(at: dt.datetime | None) -> str:
    return in_words(at.date().isoformat()) if at else ""


def _parts(day: str) -> list[int]:
    """Year, month and day, as far as they are known."""
    return [int(part) for part in day.split("-")]


def _month_named(parts: Sequence[int]) -> list[Any]:
    """Month and day, the month by its name."""
    return [MONTHS[month - 1] for month in parts[:1]] + list(parts[1:])


def _short(day: str) -> str:
    """2025 Mar 26."""
    year, *rest = _parts(day)
    month, *days = [str(part) for part in _month_named(rest)] or [""]
    return " ".join(filter(None, [str(year), month[:3], *days]))


def _escaped(text: str) -> str:
    """As LaTeX prints it."""
    return "".join(BIBTEX.get(one, one) for one in in_one_line(text))
