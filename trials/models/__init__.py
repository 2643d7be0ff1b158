"""What is true: the registry's models, one file for each part of the record."""

from trials.history import ChangeLogEntry
from trials.models.aliases import Alias
from trials.models.approval import Approval, GuidelineListing, SupportingTrial
from trials.models.concept import Concept, ConceptKind, ConceptName
from trials.models.design import (
    Arm,
    ArmIntervention,
    Cohort,
    Endpoint,
    EndpointCohort,
    Intervention,
)
from trials.models.draft import Draft, Remark
from trials.models.evidence import Document, Finding, Reference, Source
from trials.models.link_answer import LinkAnswer
from trials.models.memberships import Membership, TrialCondition, TrialOrganisation
from trials.models.names import FormerAddress, FormerName, StatusChange, TrialIdentifier
from trials.models.organisation import Condition, Organisation
from trials.models.people import Contact, Official, Site
from trials.models.proposal import Proposal
from trials.models.registry import ImportRun, RegistryRecord
from trials.models.sealing import ContextSeal, EventSeal, Seal, SealedTable
from trials.models.search import (
    SearchDead,
    SearchDocument,
    SearchPosting,
    SearchSegment,
    SearchTodo,
    SearchWord,
)
from trials.models.sent import SentForm
from trials.models.study import StudyToRender, StudyVersion
from trials.models.trial import Trial
from trials.models.visitor import VisitorCount

__all__ = [
    "Alias",
    "Approval",
    "Arm",
    "ArmIntervention",
    "ChangeLogEntry",
    "Cohort",
    "Concept",
    "ConceptKind",
    "ConceptName",
    "Condition",
    "Contact",
    "ContextSeal",
    "Document",
    "Draft",
    "Endpoint",
    "EndpointCohort",
    "EventSeal",
    "Finding",
    "FormerAddress",
    "FormerName",
    "GuidelineListing",
    "ImportRun",
    "Intervention",
    "LinkAnswer",
    "Membership",
    "Official",
    "Organisation",
    "Proposal",
    "Reference",
    "RegistryRecord",
    "Remark",
    "Seal",
    "SealedTable",
    "SearchDead",
    "SearchDocument",
    "SearchPosting",
    "SearchSegment",
    "SearchTodo",
    "SearchWord",
    "SentForm",
    "Site",
    "Source",
    "StatusChange",
    "StudyToRender",
    "StudyVersion",
    "SupportingTrial",
    "Trial",
    "TrialCondition",
    "TrialIdentifier",
    "TrialOrganisation",
    "VisitorCount",
]
