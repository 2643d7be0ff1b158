"""ClinicalTrials.gov's words outside the protocol: results, annotations and derived data."""

from django.db.models import TextChoices


class OutcomeMeasureType(TextChoices):
    """How an outcome with results was planned."""

    PRIMARY = "PRIMARY", "Primary"
    SECONDARY = "SECONDARY", "Secondary"
    OTHER_PRE_SPECIFIED = "OTHER_PRE_SPECIFIED", "Other, planned beforehand"
    POST_HOC = "POST_HOC", "Post hoc"


class ReportingStatus(TextChoices):
    """Whether the numbers of an outcome are there."""

    POSTED = "POSTED", "Posted"
    NOT_POSTED = "NOT_POSTED", "Not posted"


class MeasureParam(TextChoices):
    """What number a measure gives."""

    MEAN = "MEAN", "Mean"
    GEOMETRIC_MEAN = "GEOMETRIC_MEAN", "Geometric mean"
    LEAST_SQUARES_MEAN = "LEAST_SQUARES_MEAN", "Least squares mean"
    GEOMETRIC_LEAST_SQUARES_MEAN = "GEOMETRIC_LEAST_SQUARES_MEAN", "Geometric least squares mean"
    LOG_MEAN = "LOG_MEAN", "Log mean"
    MEDIAN = "MEDIAN", "Median"
    NUMBER = "NUMBER", "Number"
    COUNT_OF_PARTICIPANTS = "COUNT_OF_PARTICIPANTS", "Count of participants"
    COUNT_OF_UNITS = "COUNT_OF_UNITS", "Count of units"


class MeasureDispersionType(TextChoices):
    """What the spread beside a measure is."""

    NA = "NA", "Not applicable"
    STANDARD_DEVIATION = "STANDARD_DEVIATION", "Standard deviation"
    STANDARD_ERROR = "STANDARD_ERROR", "Standard error"
    INTER_QUARTILE_RANGE = "INTER_QUARTILE_RANGE", "Interquartile range"
    FULL_RANGE = "FULL_RANGE", "Full range"
    CONFIDENCE_80 = "CONFIDENCE_80", "80% confidence interval"
    CONFIDENCE_90 = "CONFIDENCE_90", "90% confidence interval"
    CONFIDENCE_95 = "CONFIDENCE_95", "95% confidence interval"
    CONFIDENCE_975 = "CONFIDENCE_975", "97.5% confidence interval"
    CONFIDENCE_99 = "CONFIDENCE_99", "99% confidence interval"
    CONFIDENCE_OTHER = "CONFIDENCE_OTHER", "Confidence interval of another level"
    GEOMETRIC_COEFFICIENT = "GEOMETRIC_COEFFICIENT", "Geometric coefficient of variation"


class AnalysisDispersionType(TextChoices):
    """What the spread beside an estimated effect is."""

    STANDARD_DEVIATION = "STANDARD_DEVIATION", "Standard deviation"
    STANDARD_ERROR_OF_MEAN = "STANDARD_ERROR_OF_MEAN", "Standard error of the mean"


class ConfidenceIntervalNumSides(TextChoices):
    """Whether an interval is bounded on one side or both."""

    ONE_SIDED = "ONE_SIDED", "One-sided"
    TWO_SIDED = "TWO_SIDED", "Two-sided"


class NonInferiorityType(TextChoices):
    """What an analysis set out to show."""

    SUPERIORITY = "SUPERIORITY", "Superiority"
    NON_INFERIORITY = "NON_INFERIORITY", "Non-inferiority"
    EQUIVALENCE = "EQUIVALENCE", "Equivalence"
    OTHER = "OTHER", "Other"
    NON_INFERIORITY_OR_EQUIVALENCE = (
        "NON_INFERIORITY_OR_EQUIVALENCE",
        "Non-inferiority or equivalence",
    )
    SUPERIORITY_OR_OTHER = "SUPERIORITY_OR_OTHER", "Superiority or other"
    NON_INFERIORITY_OR_EQUIVALENCE_LEGACY = (
        "NON_INFERIORITY_OR_EQUIVALENCE_LEGACY",
        "Non-inferiority or equivalence (older record)",
    )
    SUPERIORITY_OR_OTHER_LEGACY = (
        "SUPERIORITY_OR_OTHER_LEGACY",
        "Superiority or other (older record)",
    )


class EventAssessment(TextChoices):
    """How adverse events were collected."""

    SYSTEMATIC_ASSESSMENT = "SYSTEMATIC_ASSESSMENT", "Asked for systematically"
    NON_SYSTEMATIC_ASSESSMENT = "NON_SYSTEMATIC_ASSESSMENT", "As reported by participants"


class AgreementRestrictionType(TextChoices):
    """How long a sponsor may hold back an investigator's publication."""

    LTE60 = "LTE60", "60 days or less"
    GT60 = "GT60", "More than 60 days"
    OTHER = "OTHER", "Other restriction"


class BrowseLeafRelevance(TextChoices):
    """How near a term of the registry's tree is to the study."""

    LOW = "LOW", "Low"
    HIGH = "HIGH", "High"


class UnpostedEventType(TextChoices):
    """What happened to results that are not posted yet."""

    RELEASE = "RELEASE", "Submitted"
    UNRELEASE = "UNRELEASE", "Submission canceled"
    RESET = "RESET", "Returned for changes"


class ViolationEventType(TextChoices):
    """A step of a violation notice by the FDA."""

    VIOLATION_IDENTIFIED = "VIOLATION_IDENTIFIED", "Violation identified"
    CORRECTION_CONFIRMED = "CORRECTION_CONFIRMED", "Correction confirmed"
    ISSUES_IN_LETTER_ADDRESSED_CONFIRMED = (
        "ISSUES_IN_LETTER_ADDRESSED_CONFIRMED",
        "Issues of the letter addressed",
    )
    PENALTY_IMPOSED = "PENALTY_IMPOSED", "Penalty imposed"
