"""The sections of a trial's form, in the registry's order: their fields and their rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from trials.admin.base import Rows
from trials.admin.design import ArmRows, CohortRows, EndpointRows, InterventionRows
from trials.admin.evidence import DocumentRows, FindingRows, ReferenceRows
from trials.admin.names import FormerNameRows, IdentifierRows, StatusRows
from trials.admin.organisation import ConditionRows, OrganisationRows
from trials.admin.people import ContactRows, OfficialRows
from trials.admin.publishing import PUBLISHING

Fields = tuple[str | tuple[str, ...], ...]
SECTIONS: tuple[tuple[str, Fields, tuple[type[Rows], ...]], ...] = (
    (
        "Identification",
        (
            ("protocol_id", "nct_id", "acronym"),
            "brief_title",
            "official_title",
            "main_identifiers",
        ),
        (IdentifierRows, FormerNameRows),
    ),
    (
        "Status",
        (
            "status",
            ("last_known_status", "why_stopped"),
            ("start_date", "start_date_type"),
            ("primary_completion_date", "primary_completion_date_type"),
            ("completion_date", "completion_date_type"),
            ("first_posted", "results_first_posted", "last_update_posted"),
            ("first_submitted", "results_first_submitted", "last_update_submitted"),
            ("delayed_posting", "results_waived"),
            ("has_expanded_access", "expanded_access_nct_id", "expanded_access_status"),
        ),
        (StatusRows,),
    ),
    ("Sponsor and collaborators", ("lead_sponsor",), (OrganisationRows,)),
    (
        "Oversight",
        (
            ("has_dmc", "is_fda_regulated_drug", "is_fda_regulated_device", "is_us_export"),
            ("is_unapproved_device", "is_ppsd", "fdaaa801_violation"),
        ),
        (),
    ),
    ("Description", ("plain_summary", "brief_summary", "detailed_description"), ()),
    ("Conditions", ("keywords",), (ConditionRows,)),
    (
        "Design",
        (
            "study_type",
            "phases",
            ("allocation", "allocation_ratio", "primary_purpose"),
            ("intervention_model", "intervention_model_description"),
            "masking",
            "who_masked",
            "masking_description",
            ("observational_model", "time_perspective"),
            ("enrollment", "enrollment_type"),
            ("patient_registry", "target_duration"),
            ("bio_spec_retention", "bio_spec_description"),
        ),
        (),
    ),
    ("Arms and interventions", (), (InterventionRows, ArmRows, CohortRows)),
    ("Outcomes", (), (EndpointRows,)),
    (
        "Eligibility",
        (
            "eligibility_criteria",
            ("sex", "gender_based", "gender_description"),
            ("minimum_age", "maximum_age", "healthy_volunteers"),
            "std_ages",
            ("study_population", "sampling_method"),
        ),
        (),
    ),
    ("Contacts and locations", ("site_list",), (ContactRows, OfficialRows)),
    ("References", (), (ReferenceRows, DocumentRows)),
    (
        "Sharing of participants' data",
        (
            "ipd_sharing",
            "ipd_info_types",
            "ipd_description",
            "ipd_time_frame",
            "ipd_access_criteria",
            "ipd_url",
        ),
        (),
    ),
    ("Findings and decisions", ("evidence_lists", "in_pictures"), (FindingRows,)),
    ("Publishing", (*PUBLISHING, "registry_list", ("version", "last_change")), ()),
)


@dataclass(frozen=True)
class Section:
    """One section as the template prints it."""

    title: str
    fieldset: Any
    rows: list[Any]

    @property
    def anchor(self) -> str:
        """Where the links at the top lead."""
        return f"section-{slugify(self.title)}"

    @property
    def has_errors(self) -> bool:
        """Whether something in it must be mended."""
        lines = any(line.errors() for line in self.fieldset)
        return lines or any(rows.formset.total_error_count() for rows in self.rows)


def inlines_of(trial: Any) -> list[type[Rows]]:
    """The rows of a trial; a new one has no arms or cohorts yet that a finding could name."""
    rows = [one for _, _, inlines in SECTIONS for one in inlines]
    return rows if trial else [one for one in rows if one is not FindingRows]


def laid_out(fieldsets: Iterable[Any], formsets: Iterable[Any]) -> list[Section]:
    """Fields and rows of each section together."""
    of_class = {type(formset.opts): formset for formset in formsets}
    return [
        Section(title, fieldset, [of_class[one] for one in inlines if one in of_class])
        for (title, _, inlines), fieldset in zip(SECTIONS, fieldsets, strict=True)
    ]
