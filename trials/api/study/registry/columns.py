"""Where each column of a trial stands in a study: one table, and how its values are written there.

The two main IDs stand among the numbers: `numbers.py`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from trials.api.study.registry.paths import Json, at, put
from trials.ctgov.drift.difference import same
from trials.identifiers import is_nct_id


def _in(module: str, **columns: str) -> dict[str, str]:
    return {column: f"protocolSection.{module}.{key}" for column, key in columns.items()}


COLUMNS: Mapping[str, str] = {
    **_in(
        "identificationModule",
        brief_title="briefTitle",
        official_title="officialTitle",
        acronym="acronym",
    ),
    **_in(
        "statusModule",
        overall_status="overallStatus",
        last_known_status="lastKnownStatus",
        delayed_posting="delayedPosting",
        why_stopped="whyStopped",
        has_expanded_access="expandedAccessInfo.hasExpandedAccess",
        expanded_access_nct_id="expandedAccessInfo.nctId",
        expanded_access_status="expandedAccessInfo.statusForNctId",
        start_date="startDateStruct.date",
        start_date_type="startDateStruct.type",
        primary_completion_date="primaryCompletionDateStruct.date",
        primary_completion_date_type="primaryCompletionDateStruct.type",
        completion_date="completionDateStruct.date",
        completion_date_type="completionDateStruct.type",
        first_submitted="studyFirstSubmitDate",
        first_posted="studyFirstPostDateStruct.date",
        results_waived="resultsWaived",
        results_first_submitted="resultsFirstSubmitDate",
        results_first_posted="resultsFirstPostDateStruct.date",
        last_update_submitted="lastUpdateSubmitDate",
        last_update_posted="lastUpdatePostDateStruct.date",
    ),
    **_in(
        "sponsorCollaboratorsModule",
        responsible_party="responsibleParty",
        lead_sponsor="leadSponsor.name",
    ),
    **_in(
        "oversightModule",
        has_dmc="oversightHasDmc",
        is_fda_regulated_drug="isFdaRegulatedDrug",
        is_fda_regulated_device="isFdaRegulatedDevice",
        is_unapproved_device="isUnapprovedDevice",
        is_ppsd="isPpsd",
        is_us_export="isUsExport",
        fdaaa801_violation="fdaaa801Violation",
    ),
    **_in(
        "descriptionModule",
        brief_summary="briefSummary",
        detailed_description="detailedDescription",
    ),
    **_in("conditionsModule", keywords="keywords"),
    **_in(
        "designModule",
        study_type="studyType",
        patient_registry="patientRegistry",
        target_duration="targetDuration",
        phases="phases",
        allocation="designInfo.allocation",
        intervention_model="designInfo.interventionModel",
        intervention_model_description="designInfo.interventionModelDescription",
        primary_purpose="designInfo.primaryPurpose",
        observational_model="designInfo.observationalModel",
        time_perspective="designInfo.timePerspective",
        masking="designInfo.maskingInfo.masking",
        masking_description="designInfo.maskingInfo.maskingDescription",
        who_masked="designInfo.maskingInfo.whoMasked",
        bio_spec_retention="bioSpec.retention",
        bio_spec_description="bioSpec.description",
        enrollment="enrollmentInfo.count",
        enrollment_type="enrollmentInfo.type",
    ),
    **_in(
        "eligibilityModule",
        eligibility_criteria="eligibilityCriteria",
        healthy_volunteers="healthyVolunteers",
        sex="sex",
        gender_based="genderBased",
        gender_description="genderDescription",
        minimum_age="minimumAge",
        maximum_age="maximumAge",
        std_ages="stdAges",
        study_population="studyPopulation",
        sampling_method="samplingMethod",
    ),
    **_in(
        "ipdSharingStatementModule",
        ipd_sharing="ipdSharing",
        ipd_description="description",
        ipd_info_types="infoTypes",
        ipd_time_frame="timeFrame",
        ipd_access_criteria="accessCriteria",
        ipd_url="url",
    ),
}
# What says nothing by itself and goes along when a column is another than the registry's.
ALONG: Mapping[str, Mapping[str, str]] = {
    "overall_status": _in("statusModule", status_as_of="statusVerifiedDate"),
    "lead_sponsor": _in("sponsorCollaboratorsModule", lead_sponsor_class="leadSponsor.class"),
}
DAYS = frozenset(
    {
        "first_submitted",
        "first_posted",
        "results_first_submitted",
        "results_first_posted",
        "last_update_submitted",
        "last_update_posted",
    }
)


def day(value: str) -> str:
    """The registry has whole days here: a month or year cannot be told."""
    return value if len(value) == len("2018-07-15") else ""


def _number(value: str) -> str:
    return value if is_nct_id(value) else ""


def _retractions(words: str) -> list[Json]:
    return [{"source": words}] if words else []


# Columns of parts are among them.
WRITTEN: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(DAYS, day),
    "date": day,
    "expanded_access_nct_id": _number,
    "retraction": _retractions,
}


def written(column: str, value: Any) -> Any:
    """A column's value as the registry writes it."""
    return WRITTEN[column](value) if column in WRITTEN else value


def put_columns(study: Json, ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> None:
    """Write what is another here than in the registry's version, and only that.

    Where we may tell no status of ours, the registry's stays.
    """
    for column, path in COLUMNS.items():
        mine, given = ours.get(column), theirs.get(column)
        if column not in ours or same(mine, given):
            continue
        if column == "responsible_party":
            _put_keys(study, path, mine or {}, given or {})
        else:
            value = as_received(written(column, mine), at(study, path))
            put(study, path, value)
        for other, place in ALONG.get(column, {}).items():
            put(study, place, ours[other])


def as_received(value: Any, received: Any) -> Any:
    """A list with those of its texts that only differ by blanks around them as they came."""
    if not isinstance(value, list):
        return value
    texts = received if isinstance(received, list) else []
    came = {text.strip(): text for text in texts if isinstance(text, str)}
    return [came.get(item, item) if isinstance(item, str) else item for item in value]


def _put_keys(study: Json, path: str, mine: Json, given: Json) -> None:
    for key in {**given, **mine}:
        if not same(mine.get(key), given.get(key)):
            put(study, f"{path}.{key}", mine.get(key))
