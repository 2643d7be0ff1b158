"""Which columns of a trial a study fills, and with what. Pure."""

import re
from typing import Any

from trials.ctgov.records import ExpandedAccess, ResponsibleParty, Study

Values = dict[str, Any]
REGISTRY = "ClinicalTrials.gov"
WEB = re.compile(r"https?://[^\s]+", re.IGNORECASE)


def word(value: object) -> str:
    """A word, a date or nothing, as the column holds it."""
    return "" if value is None else str(value)


def plain(text: str) -> str:
    """However it is capitalised and spaced."""
    return " ".join(text.casefold().split())


def web_address(text: str) -> str:
    """The address, "" for what is none of the web: it would become a link that runs a script."""
    address = text.strip()
    return address if WEB.fullmatch(address) else ""


def trial_values(study: Study) -> Values:
    """The columns of `Trial` by name, except its two IDs; `lead_sponsor` is a name."""
    return {
        "brief_title": study.identification.title.strip(),
        "official_title": study.identification.official_title,
        "acronym": study.identification.acronym.strip(),
        "brief_summary": study.description.brief_summary,
        "detailed_description": study.description.detailed_description,
        "keywords": [keyword.strip() for keyword in study.conditions.keywords],
        **_status(study),
        **_design(study),
        **_eligibility(study),
        **_oversight(study),
        **_sharing(study),
    }


def version_date(study: Study) -> str:
    """The registry's own date of this version."""
    posting = study.status.last_update
    return word(posting.post_date or posting.submit_date)


def status_as_of(study: Study, since: str = "") -> str:
    """When the registry said that the status holds: the best of its dates that is not before."""
    status, updated = study.status, study.status.last_update
    given = (status.status_verified_date, updated.submit_date, updated.post_date)
    dates = [str(date) for date in given if date] or [""]
    return next((date for date in dates if date >= since), dates[0])


def _status(study: Study) -> Values:
    status = study.status
    return {
        "last_known_status": word(status.last_known_status),
        "why_stopped": status.why_stopped,
        "start_date": word(status.start_date),
        "start_date_type": word(status.start_date_type),
        "primary_completion_date": word(status.primary_completion_date),
        "primary_completion_date_type": word(status.primary_completion_date_type),
        "completion_date": word(status.completion_date),
        "completion_date_type": word(status.completion_date_type),
        "delayed_posting": status.delayed_posting,
        "results_waived": status.results_waived,
        **_expanded_access(status.expanded_access),
        "first_submitted": word(status.study_first.submit_date),
        "results_first_submitted": word(status.results_first.submit_date),
        "last_update_submitted": word(status.last_update.submit_date),
        "first_posted": word(status.study_first.post_date),
        "results_first_posted": word(status.results_first.post_date),
        "last_update_posted": word(status.last_update.post_date),
    }


def _expanded_access(access: ExpandedAccess | None) -> Values:
    return {
        "has_expanded_access": access.has_expanded_access if access else None,
        "expanded_access_nct_id": access.nct_id if access else "",
        "expanded_access_status": word(access.status_for_nct_id) if access else "",
    }


def _design(study: Study) -> Values:
    design, info = study.design, study.design.info
    return {
        "study_type": word(design.study_type),
        "phases": [str(phase) for phase in design.phases],
        "allocation": word(info.allocation),
        "intervention_model": word(info.intervention_model),
        "intervention_model_description": info.intervention_model_description,
        "observational_model": word(info.observational_model),
        "time_perspective": word(info.time_perspective),
        "masking": word(info.masking),
        "who_masked": [str(who) for who in info.who_masked],
        "masking_description": info.masking_description,
        "primary_purpose": word(info.primary_purpose),
        "enrollment": design.enrollment_count,
        "enrollment_type": word(design.enrollment_type),
        "patient_registry": design.patient_registry,
        "target_duration": design.target_duration,
        "bio_spec_retention": word(design.bio_spec_retention),
        "bio_spec_description": design.bio_spec_description,
    }


def _eligibility(study: Study) -> Values:
    eligibility = study.eligibility
    return {
        "eligibility_criteria": eligibility.eligibility_criteria,
        "sex": word(eligibility.sex),
        "gender_based": eligibility.gender_based,
        "gender_description": eligibility.gender_description,
        "minimum_age": eligibility.minimum_age,
        "maximum_age": eligibility.maximum_age,
        "std_ages": [str(age) for age in eligibility.std_ages],
        "healthy_volunteers": eligibility.healthy_volunteers,
        "study_population": eligibility.study_population,
        "sampling_method": word(eligibility.sampling_method),
    }


def _oversight(study: Study) -> Values:
    sponsors, oversight = study.sponsor_collaborators, study.oversight
    return {
        "lead_sponsor": sponsors.lead_sponsor.name.strip() if sponsors.lead_sponsor else "",
        "responsible_party": _party(sponsors.responsible_party),
        "has_dmc": oversight.oversight_has_dmc,
        "is_fda_regulated_drug": oversight.is_fda_regulated_drug,
        "is_fda_regulated_device": oversight.is_fda_regulated_device,
        "is_unapproved_device": oversight.is_unapproved_device,
        "is_ppsd": oversight.is_ppsd,
        "fdaaa801_violation": oversight.fdaaa801_violation,
        "is_us_export": oversight.is_us_export,
    }


def _party(party: ResponsibleParty | None) -> Values:
    """Under the registry's own keys; what is not known has none."""
    if party is None:
        return {}
    known = {
        "type": word(party.type),
        "investigatorFullName": party.investigator_full_name,
        "investigatorTitle": party.investigator_title,
        "investigatorAffiliation": party.investigator_affiliation,
        "oldNameTitle": party.old_name_title,
        "oldOrganization": party.old_organization,
    }
    return {key: value for key, value in known.items() if value}


def _sharing(study: Study) -> Values:
    sharing = study.ipd_sharing_statement
    return {
        "ipd_sharing": word(sharing.ipd_sharing),
        "ipd_info_types": [str(kind) for kind in sharing.info_types],
        "ipd_description": sharing.description,
        "ipd_time_frame": sharing.time_frame,
        "ipd_access_criteria": sharing.access_criteria,
        "ipd_url": web_address(sharing.url),
    }
