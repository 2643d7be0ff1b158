"""A handful of invented studies as rows: with their versions, and their places as Site rows."""

import json
from typing import Any

from model_bakery import baker

from tests.records import PUBLIC
from trials.api.index import numbers_of, words_of
from trials.models import Contact, Site, Trial
from trials.models.study import StudyVersion

Json = dict[str, Any]


def a_study(number: int, **modules: Json) -> Json:
    """A study with a number and a title; modules by their keys without `Module`."""
    identification = {"nctId": f"NCT{number:08}", "briefTitle": f"Study {number}"}
    protocol: Json = {"identificationModule": identification}
    for name, module in modules.items():
        protocol.setdefault(f"{name}Module", {}).update(module)
    return {"protocolSection": protocol, "hasResults": False}


def a_place(city: str, country: str = "", status: str = "", **more: Any) -> Json:
    """A location; what is empty is left out."""
    told = {"city": city, "country": country, "status": status, **more}
    return {key: value for key, value in told.items() if value}


def keep(*studies: Json) -> None:
    """Make trials, sites and versions of studies."""
    for study in studies:
        protocol = study["protocolSection"]
        number = protocol["identificationModule"]["nctId"]
        trial: Trial = baker.make(Trial, nct_id=number, lead_sponsor=None, **PUBLIC)
        for location in protocol.get("contactsLocationsModule", {}).get("locations", []):
            _keep_place(trial, location)
        StudyVersion.objects.create(
            trial=trial,
            revision=1,
            body=json.dumps(study),
            beyond="{}",
            size=1,
            words=words_of(study),
            numbers=numbers_of(study),
            is_edited=False,
        )


def _keep_place(trial: Trial, location: Json) -> None:
    point = location.get("geoPoint", {})
    told = {key: location.get(key, "") for key in ("facility", "status", "city", "state", "zip")}
    site = Site.objects.create(
        trial=trial,
        country=location.get("country", ""),
        latitude=point.get("lat"),
        longitude=point.get("lon"),
        **told,
    )
    for contact in location.get("contacts", []):
        told = {key: contact.get(key, "") for key in ("name", "role", "phone", "email")}
        Contact.objects.create(trial=trial, site=site, **told)
