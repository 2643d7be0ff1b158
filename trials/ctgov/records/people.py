"""Whom to call and where the study runs: contacts, officials, locations."""

from dataclasses import dataclass
from typing import Self

from trials.ctgov.records.reader import Reader
from trials.vocabulary import ContactRole, OfficialRole, RecruitmentStatus


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to call or write to; older records leave out any of the fields."""

    name: str
    role: ContactRole | None
    phone: str
    phone_ext: str
    email: str

    @classmethod
    def read(cls, contact: Reader) -> Self:
        """From one of `centralContacts`, or of a location's `contacts`."""
        return cls(
            name=contact.text("name"),
            role=contact.choice("role", ContactRole),
            phone=contact.text("phone"),
            phone_ext=contact.text("phoneExt"),
            email=contact.text("email"),
        )


@dataclass(frozen=True, slots=True)
class Official:
    """Who leads the study."""

    name: str
    affiliation: str
    role: OfficialRole | None

    @classmethod
    def read(cls, official: Reader) -> Self:
        """From one of `overallOfficials`."""
        return cls(
            name=official.name("name"),
            affiliation=official.text("affiliation"),
            role=official.choice("role", OfficialRole),
        )


@dataclass(frozen=True, slots=True)
class GeoPoint:
    """Degrees north and east."""

    lat: float
    lon: float

    @classmethod
    def read(cls, point: Reader) -> Self:
        """From `geoPoint`."""
        return cls(point.degrees("lat", 90), point.degrees("lon", 180))


@dataclass(frozen=True, slots=True)
class Location:
    """A site. Many have no name or status; the same one may stand there twice."""

    facility: str
    status: RecruitmentStatus | None
    city: str
    state: str
    zip: str
    country: str
    contacts: tuple[Contact, ...]
    geo_point: GeoPoint | None

    @classmethod
    def read(cls, location: Reader) -> Self:
        """From one of `locations`."""
        return cls(
            facility=location.text("facility"),
            status=location.choice("status", RecruitmentStatus),
            city=location.text("city"),
            state=location.text("state"),
            zip=location.text("zip"),
            country=location.text("country"),
            contacts=location.each("contacts", Contact.read),
            geo_point=location.one("geoPoint", GeoPoint.read),
        )


@dataclass(frozen=True, slots=True)
class ContactsLocations:
    """`contactsLocationsModule`."""

    central_contacts: tuple[Contact, ...]
    overall_officials: tuple[Official, ...]
    locations: tuple[Location, ...]

    @classmethod
    def read(cls, module: Reader) -> Self:
        """From the module."""
        return cls(
            central_contacts=module.each("centralContacts", Contact.read),
            overall_officials=module.each("overallOfficials", Official.read),
            locations=module.each("locations", Location.read),
        )
