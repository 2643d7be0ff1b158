"""What is written about the study: references, links, shared data, documents."""

import datetime as dt
from dataclasses import dataclass
from typing import Self

from trials.ctgov.records.dates import full_date, minute
from trials.ctgov.records.reader import Reader
from trials.vocabulary import IpdSharing, IpdSharingInfoType, ReferenceType


@dataclass(frozen=True, slots=True)
class Retraction:
    """The notice that takes a reference back."""

    pmid: str
    source: str

    @classmethod
    def read(cls, retraction: Reader) -> Self:
        """From one of `retractions`."""
        return cls(retraction.text("pmid"), retraction.text("source"))


@dataclass(frozen=True, slots=True)
class Reference:
    """A publication; at least one of PubMed number and citation is known."""

    pmid: str
    type: ReferenceType | None
    citation: str
    retractions: tuple[Retraction, ...]

    @classmethod
    def read(cls, reference: Reader) -> Self:
        """From one of `references`."""
        found = cls(
            pmid=reference.text("pmid"),
            type=reference.choice("type", ReferenceType),
            citation=reference.text("citation"),
            retractions=reference.each("retractions", Retraction.read),
        )
        if not (found.pmid.strip() or found.citation.strip()):
            reference.refuse("citation", "a reference needs a citation or a pmid")
        return found


@dataclass(frozen=True, slots=True)
class SeeAlsoLink:
    """An address somebody typed: check its scheme before making it a link."""

    label: str
    url: str

    @classmethod
    def read(cls, link: Reader) -> Self:
        """From one of `seeAlsoLinks`."""
        return cls(link.text("label"), link.name("url"))


@dataclass(frozen=True, slots=True)
class AvailIpd:
    """A data set or document that others can get; `type` is free text."""

    id: str
    type: str
    url: str
    comment: str

    @classmethod
    def read(cls, ipd: Reader) -> Self:
        """From one of `availIpds`."""
        return cls(ipd.text("id"), ipd.text("type"), ipd.text("url"), ipd.text("comment"))


@dataclass(frozen=True, slots=True)
class References:
    """`referencesModule`. The same reference or link may stand there twice."""

    references: tuple[Reference, ...]
    see_also_links: tuple[SeeAlsoLink, ...]
    avail_ipds: tuple[AvailIpd, ...]

    @classmethod
    def read(cls, module: Reader) -> Self:
        """From the module."""
        return cls(
            references=module.each("references", Reference.read),
            see_also_links=module.each("seeAlsoLinks", SeeAlsoLink.read),
            avail_ipds=module.each("availIpds", AvailIpd.read),
        )


@dataclass(frozen=True, slots=True)
class IpdSharingStatement:
    """`ipdSharingStatementModule`: whether data of single participants will be shared."""

    ipd_sharing: IpdSharing | None
    description: str
    info_types: tuple[IpdSharingInfoType, ...]
    time_frame: str
    access_criteria: str
    url: str

    @classmethod
    def read(cls, module: Reader) -> Self:
        """From the module."""
        return cls(
            ipd_sharing=module.choice("ipdSharing", IpdSharing),
            description=module.text("description"),
            info_types=module.choices("infoTypes", IpdSharingInfoType),
            time_frame=module.text("timeFrame"),
            access_criteria=module.text("accessCriteria"),
            url=module.text("url"),
        )


@dataclass(frozen=True, slots=True)
class LargeDoc:
    """A protocol, analysis plan or consent form; `upload_date` is without a time zone."""

    type_abbrev: str
    has_protocol: bool | None
    has_sap: bool | None
    has_icf: bool | None
    label: str
    date: dt.date | None
    upload_date: dt.datetime | None
    filename: str
    size: int | None

    @classmethod
    def read(cls, doc: Reader) -> Self:
        """From one of `largeDocs`."""
        return cls(
            type_abbrev=doc.text("typeAbbrev"),
            has_protocol=doc.flag("hasProtocol"),
            has_sap=doc.flag("hasSap"),
            has_icf=doc.flag("hasIcf"),
            label=doc.text("label"),
            date=doc.parsed("date", full_date),
            upload_date=doc.parsed("uploadDate", minute),
            filename=doc.text("filename"),
            size=doc.count("size"),
        )


@dataclass(frozen=True, slots=True)
class Documents:
    """`largeDocumentModule` of the document section."""

    no_sap: bool | None
    large_docs: tuple[LargeDoc, ...]

    @classmethod
    def read(cls, module: Reader) -> Self:
        """From the module."""
        return cls(module.flag("noSap"), module.each("largeDocs", LargeDoc.read))
