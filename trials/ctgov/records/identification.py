"""Who the study is: its numbers and titles."""

from dataclasses import dataclass
from typing import Any, Self

from trials.ctgov.records.reader import Reader
from trials.ctgov.records.refusal import shown
from trials.identifiers import is_nct_id
from trials.vocabulary import AgencyClass, OrgStudyIdType, SecondaryIdType


@dataclass(frozen=True, slots=True)
class OrgStudyId:
    """The number the responsible organisation gave it."""

    id: str
    type: OrgStudyIdType | None
    link: str

    @classmethod
    def read(cls, info: Reader) -> Self:
        """From `orgStudyIdInfo`."""
        return cls(info.text("id"), info.choice("type", OrgStudyIdType), info.text("link"))


@dataclass(frozen=True, slots=True)
class SecondaryId:
    """Any other number: grant, registry, sponsor."""

    id: str
    type: SecondaryIdType | None
    domain: str
    link: str

    @classmethod
    def read(cls, info: Reader) -> Self:
        """From one of `secondaryIdInfos`."""
        return cls(
            id=info.name("id"),
            type=info.choice("type", SecondaryIdType),
            domain=info.text("domain"),
            link=info.text("link"),
        )


@dataclass(frozen=True, slots=True)
class Organization:
    """An organisation under the class the registry puts it in."""

    full_name: str
    agency_class: AgencyClass | None

    @classmethod
    def read(cls, organization: Reader) -> Self:
        """From `organization`."""
        return cls(organization.text("fullName"), organization.choice("class", AgencyClass))


@dataclass(frozen=True, slots=True)
class Identification:
    """`identificationModule`."""

    nct_id: str
    nct_id_aliases: tuple[str, ...]
    org_study_id: OrgStudyId | None
    secondary_ids: tuple[SecondaryId, ...]
    brief_title: str
    official_title: str
    acronym: str
    organization: Organization | None

    @property
    def title(self) -> str:
        """The brief title, or the official one where that is all there is."""
        return self.brief_title if self.brief_title.strip() else self.official_title

    @classmethod
    def read(cls, module: Reader) -> Self:
        """From the module; a study without any ID or any title is refused."""
        found = cls(
            nct_id=module.parsed("nctId", nct_number) or "",
            nct_id_aliases=module.parsed_list("nctIdAliases", nct_number),
            org_study_id=module.one("orgStudyIdInfo", OrgStudyId.read),
            secondary_ids=module.each("secondaryIdInfos", SecondaryId.read),
            brief_title=module.text("briefTitle"),
            official_title=module.text("officialTitle"),
            acronym=module.text("acronym"),
            organization=module.one("organization", Organization.read),
        )
        found._check(module)
        return found

    def _check(self, module: Reader) -> None:
        own = self.org_study_id.id.strip() if self.org_study_id else ""
        if not (own or module.has("nctId")):
            module.refuse("nctId", "a study needs an ID: give nctId or orgStudyIdInfo.id")
        if not self.title.strip():
            module.refuse("briefTitle", "a study needs a title: give briefTitle or officialTitle")


def nct_number(text: str) -> str:
    """Check the form of an NCT number; ValueError for any other text."""
    if not is_nct_id(text):
        raise ValueError(f"expected NCT and eight digits, found {shown(text)}")
    return text


def raw_identification(study: object) -> dict[str, Any]:
    """The module as it stands in JSON that nobody has checked; {} where there is none."""
    section = study.get("protocolSection") if isinstance(study, dict) else None
    module = section.get("identificationModule") if isinstance(section, dict) else None
    return module if isinstance(module, dict) else {}
