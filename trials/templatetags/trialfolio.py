"""How values are written for people: dates, numbers with intervals, addresses of sources."""

from datetime import datetime
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from trials import markdown as md
from trials import partial_dates
from trials.cards import card_of
from trials.discrepancies import printed_value
from trials.durations import ages_in_words
from trials.evidence_table import from_registry
from trials.identifiers import slug
from trials.models import Finding, Source
from trials.outputs.structured_data import breadcrumbs as breadcrumb_list
from trials.outputs.structured_data import script
from trials.printed import limit, plain
from trials.search.answer import OtherNames
from trials.site import LANGUAGE, lang_attribute
from trials.vocabulary import ContactRole, Phase, Quantity, phases_label

register = template.Library()
LISTS = {
    "home": "Home",
    "trials": "Trials",
    "news": "News",
    "issues": "Newsletter",
    "approvals": "Approvals",
}
"""Pages that others stand below, by their names in the URL configuration."""
register.filter("in_words", partial_dates.in_words)
register.filter("printed_value", printed_value)
register.filter("slug_of", slug)
register.filter("card", card_of)
register.filter("ages", ages_in_words)
register.filter("lang", lang_attribute)


@register.filter
def phases(words: list[str]) -> str:
    """The phases of a trial: “Phase 2 and 3”; nothing where it has none."""
    return phases_label(word for word in words if word != Phase.NA)


@register.filter
def other_names(told: OtherNames, most: int | None = None) -> SafeString:
    """Names that were searched too, each in another language marked as that."""
    marked = (
        format_html('<span lang="{}">{}</span>', told.foreign[name], name)
        if name in told.foreign
        else _unbroken(name)
        for name in told.names[:most]
    )
    return format_html_join(", ", "{}", ((name,) for name in marked))


def _unbroken(name: str) -> str:
    """XL-184 on one line: at a hyphen within a number a browser would break it."""
    if "-" in name and " " not in name:
        return format_html('<span class="whole">{}</span>', name)
    return name


@register.filter
def day_in_words(value: datetime) -> str:
    """A moment's day (in UTC): 26 March 2025."""
    return partial_dates.in_words(value.date().isoformat())


@register.filter
def moment(value: datetime) -> str:
    """A moment for machines, to the second."""
    return value.isoformat(timespec="seconds")


@register.filter
def markdown(text: str, heading: int = 4) -> SafeString:
    """Registry text as HTML, headings from that level on."""
    return mark_safe(md.to_html(text, heading))  # noqa: S308 (nh3 has cleaned it)  # nosec B308


@register.filter
def interval(finding: Finding) -> str:
    """Level and limits, with as many decimals as the value is printed with; one-sided too."""
    level = f"{plain(finding.level)}% " if finding.level is not None else ""
    lower, upper = (limit(one, finding.value_text) for one in (finding.lower, finding.upper))
    if lower and upper:
        return f"{level}CI {lower}–{upper}" if level else f"interval {lower}–{upper}"  # noqa: RUF001
    if lower:
        return f"{level}CI from {lower} upwards"
    return f"{level}CI up to {upper}" if upper else ""


@register.filter
def p_value(finding: Finding) -> str:
    """“p<0.001”, “p=0.03”; nothing where the value itself is that."""
    if finding.quantity == Quantity.P_VALUE or not finding.p_value:
        return ""
    bare = finding.p_value.lstrip("=")
    return f"p{bare}" if bare[:1] in "<>≤≥" else f"p={bare.strip()}"


@register.filter
def source_url(source: Source) -> str:
    """Where a source can be read; empty if that is not known."""
    if source.url or not (source.doi or source.pmid):
        return source.url
    if source.doi:
        return f"https://doi.org/{source.doi}"
    return f"https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/"


@register.filter
def version_date(finding: Finding) -> str:
    """The date of the version of a registry's record that it stands in; empty for other sources."""
    record = finding.registry_record if from_registry(finding) else None
    return record.version_date if record else ""


@register.filter
def get(mapping: dict[Any, Any], key: Any) -> Any:
    """The value of a key that is a variable."""
    return mapping.get(key)


@register.filter
def contact_role(word: str) -> str:
    """What a contact is, in words: those of a site come as bare values, without a row's methods."""
    return str(ContactRole(word).label)


@register.filter
def telephone(number: str) -> str:
    """A phone number as an address: tel:+15555550100."""
    return "tel:" + "".join(c for c in number if c in "+0123456789")


@register.inclusion_tag("breadcrumbs.html", takes_context=True)
def breadcrumbs(context: dict[str, Any], *steps: Any, for_programs: bool = True) -> dict[str, Any]:
    """The way to this page: names of lists, records, and perhaps words for the page itself.

    Programs are told of it too, but for pages that no search engine shall keep.
    """
    request = context["request"]
    way = [_step(step, request.path) for step in ("home", *steps)]
    full = [(name, request.build_absolute_uri(address)) for name, address in way]
    return {
        "above": way[:-1],
        "here": way[-1][0],
        "language": getattr(steps[-1], "language", LANGUAGE),
        "data": script(breadcrumb_list(full)) if for_programs else "",
    }


def _step(step: Any, here: str) -> tuple[str, str]:
    """Its name and its address."""
    if isinstance(step, str) and step in LISTS:
        return LISTS[step], reverse(step)
    return str(step), here if isinstance(step, str) else step.get_absolute_url()
