"""From the registry's study JSON to frozen records: pure, strict, with the place of each problem.

`parse_study(data)` gives a `Study` or raises `StudyRefused`. The shape is that of
ClinicalTrials.gov's API v2; fields have the names of its keys in snake case.
"""

from trials.ctgov.records.arms import ArmGroup, ArmsInterventions, Intervention, Outcome
from trials.ctgov.records.derived import Derived, MeshTerm
from trials.ctgov.records.design import (
    Conditions,
    Description,
    Design,
    DesignInfo,
    Eligibility,
    ExpandedAccessTypes,
)
from trials.ctgov.records.identification import (
    Identification,
    Organization,
    OrgStudyId,
    SecondaryId,
    raw_identification,
)
from trials.ctgov.records.people import (
    Contact,
    ContactsLocations,
    GeoPoint,
    Location,
    Official,
)
from trials.ctgov.records.references import (
    AvailIpd,
    Documents,
    IpdSharingStatement,
    LargeDoc,
    Reference,
    References,
    Retraction,
    SeeAlsoLink,
)
from trials.ctgov.records.refusal import Problem, StudyRefused
from trials.ctgov.records.results import OutcomeMeasure, Results
from trials.ctgov.records.results_analyses import Analysis
from trials.ctgov.records.results_numbers import (
    Denom,
    DenomCount,
    MeasureCategory,
    MeasureClass,
    MeasureGroup,
    Measurement,
)
from trials.ctgov.records.sponsors import (
    Oversight,
    ResponsibleParty,
    Sponsor,
    SponsorCollaborators,
)
from trials.ctgov.records.status import ExpandedAccess, Posting, StatusModule
from trials.ctgov.records.study import Study, parse_study

__all__ = [
    "Analysis",
    "ArmGroup",
    "ArmsInterventions",
    "AvailIpd",
    "Conditions",
    "Contact",
    "ContactsLocations",
    "Denom",
    "DenomCount",
    "Derived",
    "Description",
    "Design",
    "DesignInfo",
    "Documents",
    "Eligibility",
    "ExpandedAccess",
    "ExpandedAccessTypes",
    "GeoPoint",
    "Identification",
    "Intervention",
    "IpdSharingStatement",
    "LargeDoc",
    "Location",
    "MeasureCategory",
    "MeasureClass",
    "MeasureGroup",
    "Measurement",
    "MeshTerm",
    "Official",
    "OrgStudyId",
    "Organization",
    "Outcome",
    "OutcomeMeasure",
    "Oversight",
    "Posting",
    "Problem",
    "Reference",
    "References",
    "ResponsibleParty",
    "Results",
    "Retraction",
    "SecondaryId",
    "SeeAlsoLink",
    "Sponsor",
    "SponsorCollaborators",
    "StatusModule",
    "Study",
    "StudyRefused",
    "parse_study",
    "raw_identification",
]
