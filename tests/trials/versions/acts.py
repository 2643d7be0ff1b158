"""Changes of a trial and its parts that a sequence is drawn from: by forms, in bulk, in SQL."""

import copy
import random
from collections.abc import Callable
from itertools import count
from typing import Any

import pghistory
from django.db import connection

from tests.trials.ctgov.studies import INVENTED
from trials.ctgov.importer import import_study
from trials.models import Arm, Finding, Organisation, Source, Trial

NUMBERS = count(10_000_000)
Act = Callable[[Trial, random.Random], Any]


def sql(text: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text, values)


def one_of(rows: Any, chance: random.Random) -> Any:
    found = list(rows.order_by("pk"))
    return chance.choice(found) if found else None


def word(chance: random.Random) -> str:
    return "".join(chance.choices("abcdefgh é“", k=8)).strip() or "word"


def retitle(trial: Trial, chance: random.Random) -> None:
    fields = {"acronym": word(chance), "phases": chance.choice([[], ["PHASE2", "PHASE3"]])}
    Trial.objects.filter(pk=trial.pk).update(**fields, enrollment=chance.randint(0, 900))


def new_ids(trial: Trial, chance: random.Random) -> None:
    Trial.objects.filter(pk=trial.pk).update(nct_id=f"NCT{next(NUMBERS)}")


def arms(trial: Trial, chance: random.Random) -> None:
    made = Arm.objects.bulk_create(
        Arm(trial=trial, label=f"{word(chance)} {chance.random()}") for _ in range(3)
    )
    made[0].interventions.add(trial.interventions.create(name=str(chance.random())))


def arm_gone(trial: Trial, chance: random.Random) -> None:
    arm = one_of(trial.arms.filter(findings=None, compared_findings=None), chance)
    if arm:
        arm.delete()


def arm_again(trial: Trial, chance: random.Random) -> None:
    """The same key, deleted and made in one transaction."""
    arm = one_of(trial.arms.filter(findings=None, compared_findings=None), chance)
    if arm:
        given, key = list(arm.interventions.all()), arm.pk
        arm.delete()
        Arm.objects.create(pk=key, trial=trial, label=f"again {chance.random()}")
        Arm.objects.get(pk=key).interventions.set(given)


def in_bulk(trial: Trial, chance: random.Random) -> None:
    sql("UPDATE trials_arm SET position = position + %s WHERE trial_id = %s", 1, trial.pk)
    sql(
        "DELETE FROM trials_site s WHERE trial_id = %s AND id %% 3 = 0"
        " AND NOT EXISTS (SELECT FROM trials_contact c WHERE c.site_id = s.id)",
        trial.pk,
    )


def sites(trial: Trial, chance: random.Random) -> None:
    sql(
        "INSERT INTO trials_site (trial_id, facility, status, city, state, zip, country, position,"
        " latitude, longitude) SELECT %s, 'H', '', 'City ' || n, '', '', '', n, n + 0.1, n / 7.0"
        " FROM generate_series(1, 4) n",
        trial.pk,
    )


def site_moves(trial: Trial, chance: random.Random) -> None:
    """To another trial, or back from it."""
    other = trial.merged.get()
    here, there = (trial, other) if chance.random() < 0.5 else (other, trial)
    site = here.sites.filter(contacts=None).first()
    if site:
        here.sites.filter(pk=site.pk).update(trial=there)


def design(trial: Trial, chance: random.Random) -> None:
    endpoint = trial.endpoints.create(level="PRIMARY", measure=word(chance))
    endpoint.cohorts.add(trial.cohorts.create(label=f"{chance.random()}"))


def unlink(trial: Trial, chance: random.Random) -> None:
    if endpoint := one_of(trial.endpoints, chance):
        endpoint.cohorts.clear()


def finding(trial: Trial, chance: random.Random) -> None:
    source = Source.objects.create(kind="PUBLICATION", title=word(chance))
    value = f"{chance.randint(1, 99)}.{chance.randint(1, 9)}"
    trial.findings.create(
        quantity="MEDIAN",
        value_text=value,
        value=value,
        source=source,
        arm=one_of(trial.arms, chance),
        cohort=one_of(trial.cohorts, chance),
    )


def finding_moves(trial: Trial, chance: random.Random) -> None:
    Finding.objects.filter(trial=trial).update(note=word(chance), level=None, lower=None)
    if chance.random() < 0.5:
        Finding.objects.filter(trial=trial, state="DRAFT").delete()  # others were public


def sources(trial: Trial, chance: random.Random) -> None:
    Source.objects.filter(findings__trial=trial).update(title=word(chance))
    Organisation.objects.filter(sponsored_trials=trial).update(short_name=word(chance))


def sponsor(trial: Trial, chance: random.Random) -> None:
    """One that changed while nothing pointed to it."""
    new = Organisation.objects.create(name=f"Sponsor {next(NUMBERS)}")
    Organisation.objects.filter(pk=new.pk).update(short_name=word(chance))
    Trial.objects.filter(pk=trial.pk).update(lead_sponsor=new)


def status(trial: Trial, chance: random.Random) -> None:
    trial.status_changes.create(status="RECRUITING", effective=f"20{chance.randint(10, 30)}")
    if chance.random() < 0.3:
        trial.status_changes.all()[0].delete()


def imported(trial: Trial, chance: random.Random) -> None:
    """A new version of the registry's record, with other arms and sites than the one before."""
    data = copy.deepcopy(INVENTED)
    protocol = data["protocolSection"]
    protocol["identificationModule"] = {
        "nctId": Trial.objects.get(pk=trial.pk).nct_id,
        "briefTitle": word(chance),
    }
    places = protocol["contactsLocationsModule"]["locations"]
    protocol["contactsLocationsModule"]["locations"] = chance.choices(places, k=3)
    with pghistory.context(command="import_ctgov"):
        import_study(data)


ACTS: list[Act] = [
    *(retitle, new_ids, arms, arm_gone, arm_again, in_bulk, sites, site_moves, design, unlink),
    *(finding, finding_moves, sources, sponsor, status, imported),
]
