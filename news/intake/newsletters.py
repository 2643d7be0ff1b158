"""Lines that name a newsletter and its issue: "E-News - March 2025", "March 2025 | Volume 10"."""

import re

from news.intake.dates import printed_date

_NAME = r"(?:[\w'.&]+[ -]){0,4}?(?:E-?)?(?:news|newsletter|bulletin)"
_BETWEEN = r" ?[-\u2013\u2014|:,(]? ?"
_DATE = r"[A-Za-z0-9 ,./-]{4,40}"
_FORMS = (
    re.compile(rf"(?P<name>{_NAME}){_BETWEEN}(?P<date>{_DATE})", re.IGNORECASE),
    re.compile(rf"(?P<date>{_DATE}?){_BETWEEN}(?P<name>{_NAME})", re.IGNORECASE),
)
_ALONE = re.compile(r"(?:[\w'.&]+[ -]){0,4}?(?:E-?news|(?:E-?)?newsletter|bulletin)", re.IGNORECASE)
_VOLUME = re.compile(
    r"[-\u2013\u2014|:,\s]*\b(?:vol(?:ume|\.)?|issue|no\.?|number|edition) ?#?[0-9]{1,4}\b[ |,]*",
    re.IGNORECASE,
)


def issue_named(text: str, newsletter: str = "") -> tuple[str, str] | None:
    """Give title and date of the issue; the name may stand in the line before."""
    text = _VOLUME.sub(" ", text).strip(" |,-\u2013\u2014()")
    if newsletter and (dated := printed_date(text)):
        return f"{newsletter}, {text}", dated
    for form in _FORMS:
        match = form.fullmatch(text)
        if match and (dated := printed_date(match["date"])):
            return f"{match['name'].strip()}, {match['date'].strip()}", dated
    return None


def newsletter_named(text: str) -> str:
    """Give the name where a line is nothing else; "" where it is not."""
    return text if _ALONE.fullmatch(text) else ""
