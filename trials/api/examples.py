"""Requests for people to try: each a link on the page about the API, and each is tested."""

import dataclasses
from urllib.parse import quote


@dataclasses.dataclass(frozen=True)
class Example:
    """An address below `/api/v2`, as a person would write it, and what it gives."""

    says: str
    path: str

    @property
    def address(self) -> str:
        """The same as a link has it."""
        return quote(self.path, safe="/?&=,:|@+()")


EXAMPLES = (
    Example("One trial by its NCT ID", "/studies/NCT03375320"),
    Example("The same by the group's own number", "/studies/A021602"),
    Example("The same as a citation", "/studies/NCT03375320?format=ris"),
    Example("Only its findings and approvals", "/studies/NCT03375320?fields=NCTId,trialfolio"),
    Example("Trials of a disease", "/studies?query.cond=neuroendocrine tumor"),
    Example(
        "How many test a drug, and their titles",
        "/studies?query.intr=cabozantinib&countTotal=true&fields=NCTId,BriefTitle",
    ),
    Example("Trials of phase 3", "/studies?aggFilters=phase:3&fields=NCTId,Phase"),
    Example(
        "The largest first",
        "/studies?sort=EnrollmentCount:desc&fields=NCTId,EnrollmentCount&pageSize=3",
    ),
    Example("A table for a spreadsheet", "/studies?format=csv&fields=NCT Number,Study Title"),
    Example("What changed since a day", "/studies?updatedSince=2024-01-01&fields=NCTId"),
    Example("How often each phase occurs", "/stats/field/values?fields=Phase"),
    Example("When the data changed last", "/version"),
)
QUERIES = (
    Example("And, or, not", "carcinoid AND (cabozantinib OR everolimus) NOT leukemia"),
    Example("Words in this order", '"neuroendocrine tumors"'),
    Example("In one field", "AREA[Phase]PHASE3"),
    Example("From a day on", "AREA[StudyFirstPostDate]RANGE[2017-01-01,MAX]"),
    Example("All that state a field", "NOT AREA[EnrollmentCount]MISSING"),
    Example("The whole value and nothing else", "AREA[Acronym]COVERAGE[FullMatch]CABINET"),
)
"""Texts for `query.term` and `filter.advanced`."""
