"""Search areas: which fields a query looks into and how much each counts, as the registry has it.

From ClinicalTrials.gov's page "Search Areas" (19 areas). Weights go from 0 to 1.
"""

import dataclasses
import itertools
from collections.abc import Mapping
from typing import Any

from trials.api.pieces.piece import Kind, Piece
from trials.api.pieces.table import BY_NAME


@dataclasses.dataclass(frozen=True, eq=False)
class Area:
    """A search area; `param` is what follows `query.`, `label` is what the registry calls it."""

    name: str
    weights: Mapping[float, str]
    param: str = ""
    label: str = ""

    @property
    def parts(self) -> tuple[tuple[Piece, float], ...]:
        """Each field with its weight, the weightiest first."""
        return tuple(
            (BY_NAME[name], weight)
            for weight, names in self.weights.items()
            for name in names.split()
        )


AREAS = (
    Area(
        "BasicSearch",
        {
            1: "NCTId Acronym",
            0.89: "BriefTitle",
            0.85: "OfficialTitle",
            0.81: "Condition",
            0.8: "InterventionName",
            0.75: "InterventionOtherName",
            0.65: "Phase StdAge",
            0.6: "PrimaryOutcomeMeasure Keyword BriefSummary",
            0.5: "ArmGroupLabel SecondaryOutcomeMeasure",
            0.45: "InterventionDescription ArmGroupDescription",
            0.4: "PrimaryOutcomeDescription LeadSponsorName OrgStudyId SecondaryId NCTIdAlias",
            0.35: (
                "InterventionType ArmGroupType SecondaryOutcomeDescription LocationFacility"
                " LocationStatus LocationState LocationCountry LocationCity"
            ),
            0.3: (
                "BioSpecDescription ResponsiblePartyInvestigatorFullName"
                " ResponsiblePartyInvestigatorTitle ResponsiblePartyInvestigatorAffiliation"
                " ResponsiblePartyOldNameTitle ResponsiblePartyOldOrganization"
                " OverallOfficialAffiliation OverallOfficialRole OverallOfficialName"
                " CentralContactName ConditionMeshTerm InterventionMeshTerm DesignAllocation"
                " DesignInterventionModel DesignMasking DesignWhoMasked DesignObservationalModel"
                " DesignPrimaryPurpose DesignTimePerspective StudyType"
            ),
            0.25: "ConditionAncestorTerm InterventionAncestorTerm CollaboratorName",
            0.15: "OtherOutcomeMeasure OutcomeMeasureTitle",
            0.1: "OtherOutcomeDescription OutcomeMeasureDescription LocationContactName",
        },
        "term",
        "Other terms",
    ),
    Area(
        "ConditionSearch",
        {
            0.95: "Condition",
            0.6: "BriefTitle",
            0.55: "OfficialTitle",
            0.5: "ConditionMeshTerm",
            0.4: "ConditionAncestorTerm",
            0.3: "Keyword",
            0.2: "NCTId",
        },
        "cond",
        "Conditions or disease",
    ),
    Area(
        "InterventionSearch",
        {
            0.95: "InterventionName",
            0.85: "InterventionType ArmGroupType",
            0.75: "InterventionOtherName",
            0.65: "BriefTitle",
            0.6: "OfficialTitle",
            0.5: "ArmGroupLabel InterventionMeshTerm Keyword",
            0.4: "InterventionAncestorTerm InterventionDescription ArmGroupDescription",
        },
        "intr",
        "Intervention / treatment",
    ),
    Area("InterventionNameSearch", {1: "InterventionName", 0.9: "InterventionOtherName"}),
    Area(
        "ObsoleteConditionSearch",
        {0.95: "Condition", 0.8: "ConditionMeshTerm ConditionAncestorTerm", 0.6: "Keyword"},
    ),
    Area("ExternalIdsSearch", {0.9: "OrgStudyId", 0.7: "SecondaryId"}),
    Area("ExternalIdTypesSearch", {0.9: "OrgStudyIdType", 0.7: "SecondaryIdType"}),
    Area("EligibilitySearch", {0.95: "EligibilityCriteria", 0.8: "StudyPopulation"}),
    Area(
        "OutcomeSearch",
        {
            0.9: "PrimaryOutcomeMeasure",
            0.8: "SecondaryOutcomeMeasure",
            0.6: "PrimaryOutcomeDescription",
            0.5: "SecondaryOutcomeDescription",
            0.4: "OtherOutcomeMeasure OutcomeMeasureTitle",
            0.3: (
                "OtherOutcomeDescription OutcomeMeasureDescription"
                " OutcomeMeasurePopulationDescription"
            ),
        },
        "outc",
        "Outcome measure",
    ),
    Area(
        "OutcomeNameSearch",
        {
            0.98: "PrimaryOutcomeMeasure",
            0.8: "SecondaryOutcomeMeasure",
            0.5: "OtherOutcomeMeasure",
            0.3: "OutcomeMeasureTitle",
        },
    ),
    Area(
        "TitleSearch",
        {1: "Acronym", 0.95: "BriefTitle", 0.8: "OfficialTitle"},
        "titles",
        "Title / acronym",
    ),
    Area(
        "LocationSearch",
        {0.95: "LocationCity LocationState LocationCountry LocationFacility", 0.35: "LocationZip"},
        "locn",
        "Location terms",
    ),
    Area(
        "ContactSearch",
        {
            0.95: "OverallOfficialName",
            0.9: "CentralContactName",
            0.85: "OverallOfficialAffiliation",
            0.8: "LocationContactName",
        },
    ),
    Area("NCTIdSearch", {1: "NCTId", 0.9: "NCTIdAlias"}),
    Area(
        "IdSearch",
        {1: "NCTId", 0.9: "NCTIdAlias", 0.85: "Acronym", 0.8: "OrgStudyId", 0.75: "SecondaryId"},
        "id",
        "Study IDs",
    ),
    Area(
        "SponsorSearch",
        {1: "LeadSponsorName", 0.9: "CollaboratorName", 0.6: "OrgFullName"},
        "spons",
        "Sponsor / collaborator",
    ),
    Area("FunderTypeSearch", {1: "LeadSponsorClass", 0.9: "CollaboratorClass"}),
    Area(
        "ResponsiblePartySearch",
        {
            0.9: "ResponsiblePartyInvestigatorFullName",
            0.8: "ResponsiblePartyOldNameTitle ResponsiblePartyInvestigatorAffiliation",
            0.7: "ResponsiblePartyOldOrganization ResponsiblePartyInvestigatorTitle",
        },
    ),
    Area(
        "PatientSearch",
        {
            1: "Acronym",
            0.95: "Condition",
            0.9: "BriefTitle",
            0.85: "OfficialTitle",
            0.8: "ConditionMeshTerm",
            0.7: "ConditionAncestorTerm",
            0.65: "BriefSummary",
            0.6: "Keyword InterventionName InterventionOtherName PrimaryOutcomeMeasure StdAge",
            0.5: "ArmGroupLabel SecondaryOutcomeMeasure",
            0.45: "InterventionDescription ArmGroupDescription PrimaryOutcomeDescription",
            0.4: "LeadSponsorName OrgStudyId SecondaryId NCTIdAlias",
            0.35: (
                "SecondaryOutcomeDescription LocationFacility LocationState LocationCountry"
                " LocationCity"
            ),
            0.3: (
                "BioSpecDescription ResponsiblePartyInvestigatorFullName"
                " ResponsiblePartyInvestigatorTitle ResponsiblePartyInvestigatorAffiliation"
                " ResponsiblePartyOldNameTitle ResponsiblePartyOldOrganization"
                " OverallOfficialAffiliation OverallOfficialName CentralContactName"
                " DesignInterventionModel DesignMasking DesignWhoMasked DesignObservationalModel"
                " DesignPrimaryPurpose DesignTimePerspective InterventionMeshTerm"
            ),
            0.25: "InterventionAncestorTerm CollaboratorName",
            0.15: "OtherOutcomeMeasure",
            0.1: "OtherOutcomeDescription LocationContactName",
        },
        "patient",
    ),
)
_BY_NAME = {area.name: area for area in AREAS}


def find_area(name: str) -> Area | None:
    """The search area of this name."""
    return _BY_NAME.get(name)


def pieces_of_area(name: str) -> list[Piece]:
    """The fields of a search area; none for any other name."""
    area = find_area(name)
    return [piece for piece, _ in area.parts] if area else []


def search_areas() -> list[dict[str, Any]]:
    """What `/studies/search-areas` answers: the one search document with its areas."""
    return [{"name": "Study", "areas": [_told(area) for area in AREAS]}]


def _told(area: Area) -> dict[str, Any]:
    alike = itertools.groupby(area.parts, key=_manner)
    parts = [_part(manner, [piece.name for piece, _ in found]) for manner, found in alike]
    named = {"param": area.param, "uiLabel": area.label}
    return {
        "name": area.name,
        "parts": parts,
        **{key: value for key, value in named.items() if value},
    }


def _manner(part: tuple[Piece, float]) -> tuple[float, str, bool, bool]:
    """What fields must share to stand in one part: weight, type, enum or not, synonyms or not."""
    piece, weight = part
    is_enum = piece.kind is Kind.ENUM
    return weight, piece.shape if is_enum else piece.kind.value, is_enum, piece.synonyms


def _part(manner: tuple[float, str, bool, bool], names: list[str]) -> dict[str, Any]:
    weight, kind, is_enum, synonyms = manner
    return {
        "pieces": names,
        "type": kind,
        "weight": weight,
        "isEnum": is_enum,
        "isSynonyms": synonyms,
    }
