"""Who answers for the study, and who oversees it."""

from dataclasses import dataclass
from typing import Self

from trials.ctgov.records.reader import Reader
from trials.vocabulary import AgencyClass, ResponsiblePartyType


@dataclass(frozen=True, slots=True)
class Sponsor:
    """A lead sponsor or collaborator."""

    name: str
    agency_class: AgencyClass | None

    @classmethod
    def read(cls, sponsor: Reader) -> Self:
        """From `leadSponsor` or one of `collaborators`."""
        return cls(sponsor.name("name"), sponsor.choice("class", AgencyClass))


@dataclass(frozen=True, slots=True)
class ResponsibleParty:
    """The sponsor or the investigator; older records only have `old_name_title`."""

    type: ResponsiblePartyType | None
    investigator_full_name: str
    investigator_title: str
    investigator_affiliation: str
    old_name_title: str
    old_organization: str

    @classmethod
    def read(cls, party: Reader) -> Self:
        """From `responsibleParty`."""
        return cls(
            type=party.choice("type", ResponsiblePartyType),
            investigator_full_name=party.text("investigatorFullName"),
            investigator_title=party.text("investigatorTitle"),
            investigator_affiliation=party.text("investigatorAffiliation"),
            old_name_title=party.text("oldNameTitle"),
            old_organization=party.text("oldOrganization"),
        )


@dataclass(frozen=True, slots=True)
class SponsorCollaborators:
    """`sponsorCollaboratorsModule`. A collaborator may stand there twice."""

    responsible_party: ResponsibleParty | None
    lead_sponsor: Sponsor | None
    collaborators: tuple[Sponsor, ...]

    @classmethod
    def read(cls, module: Reader) -> Self:
        """From the module."""
        return cls(
            responsible_party=module.one("responsibleParty", ResponsibleParty.read),
            lead_sponsor=module.one("leadSponsor", Sponsor.read),
            collaborators=module.each("collaborators", Sponsor.read),
        )


@dataclass(frozen=True, slots=True)
class Oversight:
    """`oversightModule`."""

    oversight_has_dmc: bool | None
    is_fda_regulated_drug: bool | None
    is_fda_regulated_device: bool | None
    is_unapproved_device: bool | None
    is_ppsd: bool | None
    is_us_export: bool | None
    fdaaa801_violation: bool | None

    @classmethod
    def read(cls, module: Reader) -> Self:
        """From the module."""
        return cls(
            oversight_has_dmc=module.flag("oversightHasDmc"),
            is_fda_regulated_drug=module.flag("isFdaRegulatedDrug"),
            is_fda_regulated_device=module.flag("isFdaRegulatedDevice"),
            is_unapproved_device=module.flag("isUnapprovedDevice"),
            is_ppsd=module.flag("isPpsd"),
            is_us_export=module.flag("isUsExport"),
            fdaaa801_violation=module.flag("fdaaa801Violation"),
        )
