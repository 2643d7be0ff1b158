"""What is studied and how: description, conditions, design, eligibility."""

from dataclasses import dataclass
from typing import Self

from trials.ctgov.records.dates import duration
from trials.ctgov.records.reader import Reader
from trials.vocabulary import (
    BioSpecRetention,
    DesignAllocation,
    DesignMasking,
    DesignTimePerspective,
    EnrollmentType,
    InterventionalAssignment,
    ObservationalModel,
    Phase,
    PrimaryPurpose,
    SamplingMethod,
    Sex,
    StandardAge,
    StudyType,
    WhoMasked,
)


@dataclass(frozen=True, slots=True)
class Description:
    """`descriptionModule`, in the registry's Markdown."""

    brief_summary: str
    detailed_description: str

    @classmethod
    def read(cls, module: Reader) -> Self:
        """From the module."""
        return cls(module.text("briefSummary"), module.text("detailedDescription"))


@dataclass(frozen=True, slots=True)
class Conditions:
    """`conditionsModule`. A condition or keyword may stand there twice."""

    conditions: tuple[str, ...]
    keywords: tuple[str, ...]

    @classmethod
    def read(cls, module: Reader) -> Self:
        """From the module."""
        return cls(module.texts("conditions"), module.texts("keywords"))


@dataclass(frozen=True, slots=True)
class DesignInfo:
    """`designInfo` and its `maskingInfo`."""

    allocation: DesignAllocation | None
    intervention_model: InterventionalAssignment | None
    intervention_model_description: str
    primary_purpose: PrimaryPurpose | None
    observational_model: ObservationalModel | None
    time_perspective: DesignTimePerspective | None
    masking: DesignMasking | None
    masking_description: str
    who_masked: tuple[WhoMasked, ...]

    @classmethod
    def read(cls, info: Reader) -> Self:
        """From `designInfo`."""
        masking = info.inside("maskingInfo")
        return cls(
            allocation=info.choice("allocation", DesignAllocation),
            intervention_model=info.choice("interventionModel", InterventionalAssignment),
            intervention_model_description=info.text("interventionModelDescription"),
            primary_purpose=info.choice("primaryPurpose", PrimaryPurpose),
            observational_model=info.choice("observationalModel", ObservationalModel),
            time_perspective=info.choice("timePerspective", DesignTimePerspective),
            masking=masking.choice("masking", DesignMasking),
            masking_description=masking.text("maskingDescription"),
            who_masked=masking.choices("whoMasked", WhoMasked),
        )


@dataclass(frozen=True, slots=True)
class ExpandedAccessTypes:
    """For whom a treatment is available outside studies."""

    individual: bool | None
    intermediate: bool | None
    treatment: bool | None

    @classmethod
    def read(cls, types: Reader) -> Self:
        """From `expandedAccessTypes`."""
        return cls(types.flag("individual"), types.flag("intermediate"), types.flag("treatment"))


@dataclass(frozen=True, slots=True)
class Design:
    """`designModule`. `info` is always there, its fields unknown where the registry has none."""

    study_type: StudyType | None
    phases: tuple[Phase, ...]
    info: DesignInfo
    enrollment_count: int | None
    enrollment_type: EnrollmentType | None
    patient_registry: bool | None
    target_duration: str
    bio_spec_retention: BioSpecRetention | None
    bio_spec_description: str
    expanded_access_types: ExpandedAccessTypes | None
    n_ptrs_to_this_exp_acc_nct_id: int | None

    @classmethod
    def read(cls, module: Reader) -> Self:
        """From the module."""
        enrollment, specimens = module.inside("enrollmentInfo"), module.inside("bioSpec")
        return cls(
            study_type=module.choice("studyType", StudyType),
            phases=module.choices("phases", Phase),
            info=DesignInfo.read(module.inside("designInfo")),
            enrollment_count=enrollment.count("count"),
            enrollment_type=enrollment.choice("type", EnrollmentType),
            patient_registry=module.flag("patientRegistry"),
            target_duration=module.parsed("targetDuration", duration) or "",
            bio_spec_retention=specimens.choice("retention", BioSpecRetention),
            bio_spec_description=specimens.text("description"),
            expanded_access_types=module.one("expandedAccessTypes", ExpandedAccessTypes.read),
            n_ptrs_to_this_exp_acc_nct_id=module.count("nPtrsToThisExpAccNctId"),
        )


@dataclass(frozen=True, slots=True)
class Eligibility:
    """`eligibilityModule`. Ages are as given, `18 Years`; "" where there is no limit."""

    eligibility_criteria: str
    healthy_volunteers: bool | None
    sex: Sex | None
    gender_based: bool | None
    gender_description: str
    minimum_age: str
    maximum_age: str
    std_ages: tuple[StandardAge, ...]
    study_population: str
    sampling_method: SamplingMethod | None

    @classmethod
    def read(cls, module: Reader) -> Self:
        """From the module."""
        return cls(
            eligibility_criteria=module.text("eligibilityCriteria"),
            healthy_volunteers=module.flag("healthyVolunteers"),
            sex=module.choice("sex", Sex),
            gender_based=module.flag("genderBased"),
            gender_description=module.text("genderDescription"),
            minimum_age=module.parsed("minimumAge", duration) or "",
            maximum_age=module.parsed("maximumAge", duration) or "",
            std_ages=module.choices("stdAges", StandardAge),
            study_population=module.text("studyPopulation"),
            sampling_method=module.choice("samplingMethod", SamplingMethod),
        )
