"""ClinicalTrials.gov's words for a protocol, verbatim from its API v2, with labels for people."""

from collections.abc import Iterable

from django.db.models import TextChoices
from django.utils.text import capfirst

from trials.vocabulary.sentences import joined


class Status(TextChoices):
    """Overall status of a study."""

    NOT_YET_RECRUITING = "NOT_YET_RECRUITING", "Not yet recruiting"
    RECRUITING = "RECRUITING", "Recruiting"
    ENROLLING_BY_INVITATION = "ENROLLING_BY_INVITATION", "Enrolling by invitation"
    ACTIVE_NOT_RECRUITING = "ACTIVE_NOT_RECRUITING", "Active, not recruiting"
    SUSPENDED = "SUSPENDED", "Suspended"
    TERMINATED = "TERMINATED", "Terminated"
    COMPLETED = "COMPLETED", "Completed"
    WITHDRAWN = "WITHDRAWN", "Withdrawn before enrollment"
    AVAILABLE = "AVAILABLE", "Available"
    TEMPORARILY_NOT_AVAILABLE = "TEMPORARILY_NOT_AVAILABLE", "Temporarily not available"
    NO_LONGER_AVAILABLE = "NO_LONGER_AVAILABLE", "No longer available"
    APPROVED_FOR_MARKETING = "APPROVED_FOR_MARKETING", "Approved for marketing"
    WITHHELD = "WITHHELD", "Withheld"
    UNKNOWN = "UNKNOWN", "Unknown status"


# Every status stands in exactly one of these five sets. "Open" means that someone may enter
# today, so a study that is not yet recruiting is planned and not open. The words AVAILABLE to
# APPROVED_FOR_MARKETING belong to expanded access.
PLANNED_STATUSES = frozenset({Status.NOT_YET_RECRUITING})
OPEN_STATUSES = frozenset({Status.RECRUITING, Status.ENROLLING_BY_INVITATION, Status.AVAILABLE})
PAUSED_STATUSES = frozenset({Status.SUSPENDED, Status.TEMPORARILY_NOT_AVAILABLE})
CLOSED_STATUSES = frozenset(
    {
        Status.ACTIVE_NOT_RECRUITING,
        Status.COMPLETED,
        Status.TERMINATED,
        Status.WITHDRAWN,
        Status.NO_LONGER_AVAILABLE,
        Status.APPROVED_FOR_MARKETING,
    }
)
UNSTATED_STATUSES = frozenset({Status.WITHHELD, Status.UNKNOWN})

# The registry asks "why stopped" of these three only.
STOPPED_STATUSES = frozenset({Status.SUSPENDED, Status.TERMINATED, Status.WITHDRAWN})


class RecruitmentStatus(TextChoices):
    """Status of one site of a study."""

    NOT_YET_RECRUITING = "NOT_YET_RECRUITING", "Not yet recruiting"
    RECRUITING = "RECRUITING", "Recruiting"
    ENROLLING_BY_INVITATION = "ENROLLING_BY_INVITATION", "Enrolling by invitation"
    ACTIVE_NOT_RECRUITING = "ACTIVE_NOT_RECRUITING", "Active, not recruiting"
    SUSPENDED = "SUSPENDED", "Suspended"
    TERMINATED = "TERMINATED", "Terminated"
    COMPLETED = "COMPLETED", "Completed"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"
    AVAILABLE = "AVAILABLE", "Available"


class ExpandedAccessStatus(TextChoices):
    """Status of an expanded access record."""

    AVAILABLE = "AVAILABLE", "Available"
    TEMPORARILY_NOT_AVAILABLE = "TEMPORARILY_NOT_AVAILABLE", "Temporarily not available"
    NO_LONGER_AVAILABLE = "NO_LONGER_AVAILABLE", "No longer available"
    APPROVED_FOR_MARKETING = "APPROVED_FOR_MARKETING", "Approved for marketing"


class StudyType(TextChoices):
    """Whether a study gives something, only watches, or gives access outside a trial."""

    INTERVENTIONAL = "INTERVENTIONAL", "Interventional"
    OBSERVATIONAL = "OBSERVATIONAL", "Observational"
    EXPANDED_ACCESS = "EXPANDED_ACCESS", "Expanded access"


class Phase(TextChoices):
    """One phase; a study has a list of them (see phases_label)."""

    NA = "NA", "Not applicable"
    EARLY_PHASE1 = "EARLY_PHASE1", "Early phase 1"
    PHASE1 = "PHASE1", "Phase 1"
    PHASE2 = "PHASE2", "Phase 2"
    PHASE3 = "PHASE3", "Phase 3"
    PHASE4 = "PHASE4", "Phase 4"


def phases_label(phases: Iterable[str]) -> str:
    """Give the phases of one study in plain words: "Phase 2 and 3", or "" for none."""
    given = frozenset(phases)
    unknown = given.difference(Phase.values)
    if unknown:
        raise ValueError(
            f"Not a phase: {', '.join(sorted(unknown))}. Use one of {', '.join(Phase.values)}."
        )
    words = joined([phase.label for phase in Phase if phase in given])
    said_once = f"Phase {words.replace('Phase ', '')}"
    return said_once if words.startswith("Phase ") else words.replace("Phase", "phase")


class DesignAllocation(TextChoices):
    """How participants are assigned to arms."""

    RANDOMIZED = "RANDOMIZED", "Randomized"
    NON_RANDOMIZED = "NON_RANDOMIZED", "Not randomized"
    NA = "NA", "Not applicable"


class InterventionalAssignment(TextChoices):
    """Intervention model: how the arms relate to each other in time."""

    SINGLE_GROUP = "SINGLE_GROUP", "Single group"
    PARALLEL = "PARALLEL", "Parallel groups"
    CROSSOVER = "CROSSOVER", "Crossover"
    FACTORIAL = "FACTORIAL", "Factorial"
    SEQUENTIAL = "SEQUENTIAL", "Sequential"


class PrimaryPurpose(TextChoices):
    """The main reason for the intervention."""

    TREATMENT = "TREATMENT", "Treatment"
    PREVENTION = "PREVENTION", "Prevention"
    DIAGNOSTIC = "DIAGNOSTIC", "Diagnosis"
    ECT = "ECT", "Educational, counseling or training"
    SUPPORTIVE_CARE = "SUPPORTIVE_CARE", "Supportive care"
    SCREENING = "SCREENING", "Screening"
    HEALTH_SERVICES_RESEARCH = "HEALTH_SERVICES_RESEARCH", "Health services research"
    BASIC_SCIENCE = "BASIC_SCIENCE", "Basic science"
    DEVICE_FEASIBILITY = "DEVICE_FEASIBILITY", "Device feasibility"
    OTHER = "OTHER", "Other purpose"


class DesignMasking(TextChoices):
    """How many parties do not know the assignment."""

    NONE = "NONE", "None (open label)"
    SINGLE = "SINGLE", "Single"
    DOUBLE = "DOUBLE", "Double"
    TRIPLE = "TRIPLE", "Triple"
    QUADRUPLE = "QUADRUPLE", "Quadruple"


class WhoMasked(TextChoices):
    """A party that does not know the assignment."""

    PARTICIPANT = "PARTICIPANT", "Participant"
    CARE_PROVIDER = "CARE_PROVIDER", "Care provider"
    INVESTIGATOR = "INVESTIGATOR", "Investigator"
    OUTCOMES_ASSESSOR = "OUTCOMES_ASSESSOR", "Outcomes assessor"


class ObservationalModel(TextChoices):
    """How an observational study chooses and follows people."""

    COHORT = "COHORT", "Cohort"
    CASE_CONTROL = "CASE_CONTROL", "Case-control"
    CASE_ONLY = "CASE_ONLY", "Case-only"
    CASE_CROSSOVER = "CASE_CROSSOVER", "Case-crossover"
    ECOLOGIC_OR_COMMUNITY = "ECOLOGIC_OR_COMMUNITY", "Ecologic or community"
    FAMILY_BASED = "FAMILY_BASED", "Family-based"
    DEFINED_POPULATION = "DEFINED_POPULATION", "Defined population"
    NATURAL_HISTORY = "NATURAL_HISTORY", "Natural history"
    OTHER = "OTHER", "Other model"


class DesignTimePerspective(TextChoices):
    """When an observational study looks, relative to enrollment."""

    RETROSPECTIVE = "RETROSPECTIVE", "Retrospective"
    PROSPECTIVE = "PROSPECTIVE", "Prospective"
    CROSS_SECTIONAL = "CROSS_SECTIONAL", "Cross-sectional"
    OTHER = "OTHER", "Other time perspective"


class SamplingMethod(TextChoices):
    """How the people of an observational study are sampled."""

    PROBABILITY_SAMPLE = "PROBABILITY_SAMPLE", "Probability sample"
    NON_PROBABILITY_SAMPLE = "NON_PROBABILITY_SAMPLE", "Non-probability sample"


class BioSpecRetention(TextChoices):
    """Which specimens a study keeps."""

    NONE_RETAINED = "NONE_RETAINED", "None kept"
    SAMPLES_WITH_DNA = "SAMPLES_WITH_DNA", "Samples with DNA"
    SAMPLES_WITHOUT_DNA = "SAMPLES_WITHOUT_DNA", "Samples without DNA"


class EnrollmentType(TextChoices):
    """Whether an enrollment is counted or planned."""

    ACTUAL = "ACTUAL", "Actual"
    ESTIMATED = "ESTIMATED", "Estimated"


class DateType(TextChoices):
    """Whether a date has happened or is planned."""

    ACTUAL = "ACTUAL", "Actual"
    ESTIMATED = "ESTIMATED", "Estimated"


class ArmGroupType(TextChoices):
    """What an arm is for."""

    EXPERIMENTAL = "EXPERIMENTAL", "Experimental"
    ACTIVE_COMPARATOR = "ACTIVE_COMPARATOR", "Active comparator"
    PLACEBO_COMPARATOR = "PLACEBO_COMPARATOR", "Placebo comparator"
    SHAM_COMPARATOR = "SHAM_COMPARATOR", "Sham comparator"
    NO_INTERVENTION = "NO_INTERVENTION", "No intervention"
    OTHER = "OTHER", "Other arm"


# Arms that others are compared with, the usual first.
CONTROLS = (
    ArmGroupType.PLACEBO_COMPARATOR,
    ArmGroupType.SHAM_COMPARATOR,
    ArmGroupType.NO_INTERVENTION,
    ArmGroupType.ACTIVE_COMPARATOR,
)


class InterventionType(TextChoices):
    """What kind of thing an intervention is."""

    BEHAVIORAL = "BEHAVIORAL", "Behavioral"
    BIOLOGICAL = "BIOLOGICAL", "Biological"
    COMBINATION_PRODUCT = "COMBINATION_PRODUCT", "Combination product"
    DEVICE = "DEVICE", "Device"
    DIAGNOSTIC_TEST = "DIAGNOSTIC_TEST", "Diagnostic test"
    DIETARY_SUPPLEMENT = "DIETARY_SUPPLEMENT", "Dietary supplement"
    DRUG = "DRUG", "Drug"
    GENETIC = "GENETIC", "Genetic"
    PROCEDURE = "PROCEDURE", "Procedure"
    RADIATION = "RADIATION", "Radiation"
    OTHER = "OTHER", "Other intervention"


class Sex(TextChoices):
    """Who may take part."""

    ALL = "ALL", "All"
    FEMALE = "FEMALE", "Female"
    MALE = "MALE", "Male"


class StandardAge(TextChoices):
    """The registry's three age groups."""

    CHILD = "CHILD", "Child (birth to 17 years)"
    ADULT = "ADULT", "Adult (18 to 64 years)"
    OLDER_ADULT = "OLDER_ADULT", "Older adult (65 years and over)"


class AgencyClass(TextChoices):
    """What kind of organisation a sponsor is."""

    NIH = "NIH", "US National Institutes of Health"
    FED = "FED", "US federal agency"
    OTHER_GOV = "OTHER_GOV", "Other government"
    INDUSTRY = "INDUSTRY", "Industry"
    NETWORK = "NETWORK", "Network"
    INDIV = "INDIV", "Individual"
    OTHER = "OTHER", "Other organisation"
    AMBIG = "AMBIG", "Ambiguous"
    UNKNOWN = "UNKNOWN", "Unknown"


class ResponsiblePartyType(TextChoices):
    """Who answers for the record."""

    SPONSOR = "SPONSOR", "Sponsor"
    PRINCIPAL_INVESTIGATOR = "PRINCIPAL_INVESTIGATOR", "Principal investigator"
    SPONSOR_INVESTIGATOR = "SPONSOR_INVESTIGATOR", "Sponsor-investigator"


class OfficialRole(TextChoices):
    """Role of an overall official."""

    STUDY_CHAIR = "STUDY_CHAIR", "Study chair"
    STUDY_DIRECTOR = "STUDY_DIRECTOR", "Study director"
    PRINCIPAL_INVESTIGATOR = "PRINCIPAL_INVESTIGATOR", "Principal investigator"
    SUB_INVESTIGATOR = "SUB_INVESTIGATOR", "Sub-investigator"


class ContactRole(TextChoices):
    """Role of a contact, of the study or of a site."""

    CONTACT = "CONTACT", "Contact"
    STUDY_CHAIR = "STUDY_CHAIR", "Study chair"
    STUDY_DIRECTOR = "STUDY_DIRECTOR", "Study director"
    PRINCIPAL_INVESTIGATOR = "PRINCIPAL_INVESTIGATOR", "Principal investigator"
    SUB_INVESTIGATOR = "SUB_INVESTIGATOR", "Sub-investigator"


class ReferenceType(TextChoices):
    """How a publication relates to the study; DERIVED ones the registry found by itself."""

    BACKGROUND = "BACKGROUND", "Background"
    RESULT = "RESULT", "Results"
    DERIVED = "DERIVED", "Found by the registry"


DOCUMENTS = {"Prot": "Protocol", "SAP": "analysis plan", "ICF": "consent form"}


def document_label(type_abbrev: str) -> str:
    """What a file at the registry holds: “Protocol and analysis plan” for `Prot_SAP`."""
    return str(capfirst(joined([DOCUMENTS.get(each, each) for each in type_abbrev.split("_")])))


class OrgStudyIdType(TextChoices):
    """Which agency's grant number a study has as its own number."""

    NIH = "NIH", "NIH grant or contract"
    FDA = "FDA", "FDA grant or contract"
    VA = "VA", "VA grant or contract"
    CDC = "CDC", "CDC grant or contract"
    AHRQ = "AHRQ", "AHRQ grant or contract"
    SAMHSA = "SAMHSA", "SAMHSA grant or contract"


class SecondaryIdType(TextChoices):
    """What a further number of a study is."""

    NIH = "NIH", "NIH grant or contract"
    FDA = "FDA", "FDA grant or contract"
    VA = "VA", "VA grant or contract"
    CDC = "CDC", "CDC grant or contract"
    AHRQ = "AHRQ", "AHRQ grant or contract"
    SAMHSA = "SAMHSA", "SAMHSA grant or contract"
    OTHER_GRANT = "OTHER_GRANT", "Other grant or funding number"
    EUDRACT_NUMBER = "EUDRACT_NUMBER", "EudraCT number"
    CTIS = "CTIS", "EU trial number (CTIS)"
    REGISTRY = "REGISTRY", "Number in another registry"
    OTHER = "OTHER", "Other number"


class IpdSharing(TextChoices):
    """Whether data of individual participants will be shared."""

    YES = "YES", "Yes"
    NO = "NO", "No"
    UNDECIDED = "UNDECIDED", "Undecided"


class IpdSharingInfoType(TextChoices):
    """What is shared beside the data of individual participants."""

    STUDY_PROTOCOL = "STUDY_PROTOCOL", "Study protocol"
    SAP = "SAP", "Statistical analysis plan"
    ICF = "ICF", "Informed consent form"
    CSR = "CSR", "Clinical study report"
    ANALYTIC_CODE = "ANALYTIC_CODE", "Analytic code"
