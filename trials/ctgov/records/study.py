"""One study as ClinicalTrials.gov's API v2 writes it: JSON in, a frozen record out."""

from dataclasses import dataclass
from typing import Self

from trials.ctgov.records.arms import ArmsInterventions, Outcome, read_outcomes
from trials.ctgov.records.derived import Derived
from trials.ctgov.records.design import Conditions, Description, Design, Eligibility
from trials.ctgov.records.identification import Identification
from trials.ctgov.records.people import ContactsLocations
from trials.ctgov.records.reader import Reader
from trials.ctgov.records.references import Documents, IpdSharingStatement, References
from trials.ctgov.records.refusal import Problem, StudyRefused, shown
from trials.ctgov.records.results import Results
from trials.ctgov.records.soundness import unsound
from trials.ctgov.records.sponsors import Oversight, SponsorCollaborators
from trials.ctgov.records.status import StatusModule


@dataclass(frozen=True, slots=True)
class Study:
    """A whole study, every module there: what the registry leaves out is "", None or ().

    Lists keep the registry's order, and what stands there twice (arms with one label, equal
    interventions, collaborators, conditions, references): making rows unique is for the importer.
    Of the results, outcome measures are kept; `has_results_section` says whether the JSON holds
    any results at all.
    """

    identification: Identification
    status: StatusModule
    sponsor_collaborators: SponsorCollaborators
    oversight: Oversight
    description: Description
    conditions: Conditions
    design: Design
    arms_interventions: ArmsInterventions
    outcomes: tuple[Outcome, ...]
    eligibility: Eligibility
    contacts_locations: ContactsLocations
    references: References
    ipd_sharing_statement: IpdSharingStatement
    documents: Documents
    derived: Derived
    results: Results
    has_results: bool | None
    has_results_section: bool

    @classmethod
    def read(cls, study: Reader) -> Self:
        """From the whole study; what is wrong is noted in the reader's problems."""
        protocol = study.inside("protocolSection")
        return cls(
            identification=Identification.read(protocol.inside("identificationModule")),
            status=StatusModule.read(protocol.inside("statusModule")),
            sponsor_collaborators=SponsorCollaborators.read(
                protocol.inside("sponsorCollaboratorsModule")
            ),
            oversight=Oversight.read(protocol.inside("oversightModule")),
            description=Description.read(protocol.inside("descriptionModule")),
            conditions=Conditions.read(protocol.inside("conditionsModule")),
            design=Design.read(protocol.inside("designModule")),
            arms_interventions=ArmsInterventions.read(protocol.inside("armsInterventionsModule")),
            outcomes=read_outcomes(protocol.inside("outcomesModule")),
            eligibility=Eligibility.read(protocol.inside("eligibilityModule")),
            contacts_locations=ContactsLocations.read(protocol.inside("contactsLocationsModule")),
            references=References.read(protocol.inside("referencesModule")),
            ipd_sharing_statement=IpdSharingStatement.read(
                protocol.inside("ipdSharingStatementModule")
            ),
            documents=Documents.read(study.inside("documentSection").inside("largeDocumentModule")),
            derived=Derived.read(study.inside("derivedSection")),
            results=Results.read(study.inside("resultsSection")),
            has_results=study.flag("hasResults"),
            has_results_section=study.has("resultsSection"),
        )


def parse_study(data: object) -> Study:
    """Read one study as the API gives it; StudyRefused names every problem and its place.

    Keys that the registry's schema does not have are ignored; an unknown word of an enum is not.
    """
    if not isinstance(data, dict):
        raise StudyRefused([Problem("", f"expected a study (an object), found {shown(data)}")])
    if problems := unsound(data):
        raise StudyRefused(problems)
    study = Study.read(Reader(data, problems))
    if problems:
        raise StudyRefused(problems)
    return study
