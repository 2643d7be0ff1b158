"""Our own words: what the registry has no list for (identifiers, evidence, approvals, news)."""

from django.db.models import TextChoices


class IdentifierKind(TextChoices):
    """Whose number an identifier is."""

    PROTOCOL = "PROTOCOL", "Protocol ID"
    NCT = "NCT", "ClinicalTrials.gov ID"
    CTRP = "CTRP", "NCI Clinical Trials Reporting Program ID"
    EUDRACT = "EUDRACT", "EudraCT number"
    CTIS = "CTIS", "EU trial number (CTIS)"
    ISRCTN = "ISRCTN", "ISRCTN number"
    OTHER_GROUP = "OTHER_GROUP", "Protocol ID of another group"
    OTHER_REGISTRY = "OTHER_REGISTRY", "Number in another registry"
    SPONSOR = "SPONSOR", "Sponsor's own number"
    FUNDING = "FUNDING", "Grant or funding number"


# Kinds that lead to one trial, so a folded key stands once among them. A sponsor's number is
# unique at that sponsor only, and one grant pays for many trials.
RESOLVING_KINDS = frozenset(IdentifierKind) - {IdentifierKind.SPONSOR, IdentifierKind.FUNDING}


class EndpointLevel(TextChoices):
    """Rank of an endpoint in the protocol."""

    PRIMARY = "PRIMARY", "Primary"
    SECONDARY = "SECONDARY", "Secondary"
    OTHER = "OTHER", "Other"
    POST_HOC = "POST_HOC", "Post hoc"


class SourceKind(TextChoices):
    """What a number or statement is taken from."""

    REGISTRY = "REGISTRY", "Registry record"
    PUBLICATION = "PUBLICATION", "Publication"
    ABSTRACT = "ABSTRACT", "Abstract"
    PRESENTATION = "PRESENTATION", "Presentation"
    PRESS_RELEASE = "PRESS_RELEASE", "Press release"
    LABEL = "LABEL", "Product label"
    GUIDELINE = "GUIDELINE", "Guideline"
    REPORT = "REPORT", "Report"


class Quantity(TextChoices):
    """What a finding's number is."""

    ENROLLMENT = "ENROLLMENT", "Enrollment"
    COUNT = "COUNT", "Count"
    MEDIAN = "MEDIAN", "Median"
    MEAN = "MEAN", "Mean"
    LEAST_SQUARES_MEAN = "LEAST_SQUARES_MEAN", "Least squares mean"
    GEOMETRIC_MEAN = "GEOMETRIC_MEAN", "Geometric mean"
    GEOMETRIC_LEAST_SQUARES_MEAN = "GEOMETRIC_LEAST_SQUARES_MEAN", "Geometric least squares mean"
    LOG_MEAN = "LOG_MEAN", "Log mean"
    RATE = "RATE", "Rate"
    PROPORTION = "PROPORTION", "Proportion"
    HAZARD_RATIO = "HAZARD_RATIO", "Hazard ratio"
    ODDS_RATIO = "ODDS_RATIO", "Odds ratio"
    RISK_RATIO = "RISK_RATIO", "Risk ratio"
    DIFFERENCE = "DIFFERENCE", "Difference"
    P_VALUE = "P_VALUE", "P-value"
    FOLLOW_UP = "FOLLOW_UP", "Length of follow-up"
    NUMBER = "NUMBER", "Number"
    OTHER = "OTHER", "Other quantity"


# Of these the measure says all; “Grade 3: other quantity” would say less.
_SAID_BY_MEASURE = frozenset({Quantity.COUNT, Quantity.NUMBER, Quantity.OTHER})


def quantity_in_words(quantity: str, measure: str = "") -> str:
    """What a number is: “Grade 3: proportion”, “LS mean difference”, “Deaths”, “Median”."""
    label = Quantity(quantity).label
    if not measure:
        return label
    said = quantity in _SAID_BY_MEASURE or label.casefold() in measure.casefold()
    return measure if said else f"{measure}: {label[:1].lower()}{label[1:]}"


class ApprovalDecision(TextChoices):
    """What an agency decided about a product."""

    APPROVED = "APPROVED", "Approved"
    ACCELERATED_APPROVAL = "ACCELERATED_APPROVAL", "Accelerated approval"
    CONDITIONAL_APPROVAL = "CONDITIONAL_APPROVAL", "Conditional approval"
    CONVERTED = "CONVERTED", "Converted to full approval"
    REFUSED = "REFUSED", "Refused"
    WITHDRAWN = "WITHDRAWN", "Approval withdrawn"
    PRIORITY_REVIEW = "PRIORITY_REVIEW", "Priority review granted"
    BREAKTHROUGH_DESIGNATION = "BREAKTHROUGH_DESIGNATION", "Breakthrough therapy designation"
    ORPHAN_DESIGNATION = "ORPHAN_DESIGNATION", "Orphan designation"
    FAST_TRACK_DESIGNATION = "FAST_TRACK_DESIGNATION", "Fast track designation"


# Numbers that compare two arms.
COMPARISONS = (
    Quantity.HAZARD_RATIO,
    Quantity.ODDS_RATIO,
    Quantity.RISK_RATIO,
    Quantity.DIFFERENCE,
)

# After these a product may be given for the indication.
GRANTING_DECISIONS = frozenset(
    {
        ApprovalDecision.APPROVED,
        ApprovalDecision.ACCELERATED_APPROVAL,
        ApprovalDecision.CONDITIONAL_APPROVAL,
        ApprovalDecision.CONVERTED,
    }
)


class PublishingState(TextChoices):
    """How far a record is on its way to the public."""

    DRAFT = "DRAFT", "Draft"
    IN_REVIEW = "IN_REVIEW", "In review"
    APPROVED = "APPROVED", "Approved"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"


class NewsKind(TextChoices):
    """What kind of news an item is."""

    PRESS_RELEASE = "PRESS_RELEASE", "Press release"
    NEWSLETTER_ARTICLE = "NEWSLETTER_ARTICLE", "Newsletter article"
    ANNOUNCEMENT = "ANNOUNCEMENT", "Announcement"


class LinkRole(TextChoices):
    """What a news item says about a trial."""

    RESULTS = "RESULTS", "Results"
    INTERIM = "INTERIM", "Interim analysis"
    APPROVAL = "APPROVAL", "Approval"
    ACTIVATION = "ACTIVATION", "Opened to enrollment"
    ACCRUAL = "ACCRUAL", "Accrual"
    BACKGROUND = "BACKGROUND", "Background"


class LinkStatus(TextChoices):
    """What people have decided about a link."""

    SUGGESTED = "SUGGESTED", "Suggested"
    CONFIRMED = "CONFIRMED", "Confirmed"
    REJECTED = "REJECTED", "Rejected"


class LinkMethod(TextChoices):
    """How a link was found."""

    IDENTIFIER = "IDENTIFIER", "Identifier in the text"
    LINK = "LINK", "Address in the text"
    ALIAS = "ALIAS", "Other number or name"
    ACRONYM = "ACRONYM", "Acronym"
    TITLE = "TITLE", "Title"
    PUBLICATION = "PUBLICATION", "Publication cited"
    MANUAL = "MANUAL", "Set by an editor"
