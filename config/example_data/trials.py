"""Makes the example trials: CABINET with all its parts, and those of which little is known."""

from typing import Any

from django.db.models.functions import Now
from django.utils.text import slugify

from config.example_data.shelf import organisation, read, source
from trials.models import Condition, Finding, Membership, Trial
from trials.vocabulary import PublishingState, Quantity

PUBLIC_NOW = {"state": PublishingState.APPROVED, "release_at": Now()}
UNITS = {Quantity.MEDIAN: "months", Quantity.PROPORTION: "%"}
LEVEL = 95
PLAIN_PARTS = ("identifiers", "officials", "interventions", "cohorts", "documents")
SOURCED_PARTS = ("former_names", "status_changes", "references")
PUBLISHED_PARTS = ("approvals", "guideline_listings")
POSITIONED = {"officials", "interventions", "cohorts", "arms", "endpoints", "references"}


def load_trials() -> list[Trial]:
    """Make the trials that are not there yet; those that are stay as they are."""
    made = [_cabinet(), *(_named(dict(values)) for values in read("trials")["trials"])]
    return [trial for trial in made if trial]


def _new(values: dict[str, Any]) -> Trial | None:
    """The trial, unless one of its IDs is taken."""
    for name in ("protocol_id", "nct_id"):
        if Trial.objects.identified_by(values.get(name, "")).exists():
            return None
    return Trial.objects.create(**values, **PUBLIC_NOW)


def _named(values: dict[str, Any]) -> Trial | None:
    """A trial of which only numbers and a name are held: name, else number, is its title."""
    group, identifiers = values.pop("group", None), values.pop("identifiers", [])
    values.setdefault("brief_title", values.get("acronym") or values.get("protocol_id"))
    trial = _new(values)
    if trial:
        for each in identifiers:
            trial.identifiers.create(**each, resolves=each["kind"] != "SPONSOR")
        if group:
            trial.memberships.create(organisation=organisation(group), role=Membership.GROUP)
    return trial


def _cabinet() -> Trial | None:
    parts = read("cabinet")
    sponsor = organisation(parts["organisations"]["sponsor"])
    trial = _new(parts["trial"] | {"lead_sponsor": sponsor})
    if trial:
        _organisations(trial, parts["organisations"])
        for name in (*PLAIN_PARTS, *SOURCED_PARTS, *PUBLISHED_PARTS):
            _add(trial, name, parts[name])
        _conditions(trial, parts["conditions"])
        _arms_and_endpoints(trial, parts)
        for group in read("cabinet_findings")["from"]:
            _findings(trial, group)
    return trial


def _add(trial: Trial, name: str, rows: list[dict[str, Any]]) -> None:
    """Make parts of one kind, in the order of the file."""
    for position, row in enumerate(rows):
        values = dict(row)
        if "source" in values:
            values["source"] = source(values["source"])
        if name in POSITIONED:
            values["position"] = position
        if name == "identifiers":
            values["resolves"] = values["kind"] != "FUNDING"
        if name in PUBLISHED_PARTS:
            values |= PUBLIC_NOW
        getattr(trial, name).create(**values)


def _organisations(trial: Trial, keys: dict[str, Any]) -> None:
    for role, name in ((Membership.GROUP, "groups"), (Membership.COLLABORATOR, "collaborators")):
        for position, key in enumerate(keys[name]):
            trial.memberships.create(organisation=organisation(key), role=role, position=position)


def _conditions(trial: Trial, rows: list[dict[str, Any]]) -> None:
    for position, row in enumerate(rows):
        defaults = {"slug": slugify(row["name"])}
        condition, _ = Condition.objects.get_or_create(name=row["name"], defaults=defaults)
        trial.trial_conditions.create(condition=condition, position=position)


def _arms_and_endpoints(trial: Trial, parts: dict[str, Any]) -> None:
    """These two name other parts: interventions, cohorts."""
    for position, row in enumerate(parts["arms"]):
        values = dict(row)
        given = values.pop("interventions")
        arm = trial.arms.create(**values, position=position)
        arm.interventions.set(trial.interventions.filter(name__in=given))
    for position, row in enumerate(parts["endpoints"]):
        values = dict(row)
        measured_in = values.pop("cohorts", [])
        endpoint = trial.endpoints.create(**values, position=position)
        endpoint.cohorts.set(trial.cohorts.filter(label__in=measured_in))


def _findings(trial: Trial, group: dict[str, Any]) -> None:
    """The numbers of one source; `preferred` may be said of all or of one."""
    parts: dict[str, dict[str, Any]] = {
        "cohort": {cohort.label: cohort for cohort in trial.cohorts.all()},
        "endpoint": {endpoint.abbreviation: endpoint for endpoint in trial.endpoints.all()},
        "arm": {arm.label: arm for arm in trial.arms.all()},
    }
    parts["comparator"] = parts["arm"]
    for row in group["numbers"]:
        lower, upper = row.get("interval", (None, None))
        Finding.objects.create(
            trial=trial,
            source=source(group["source"]),
            **{name: known[row[name]] for name, known in parts.items() if name in row},
            quantity=row["quantity"],
            value_text=row["value"],
            value=row["value"],
            unit=UNITS.get(row["quantity"], ""),
            lower=lower,
            upper=upper,
            level=LEVEL if lower else None,
            p_value=row.get("p", ""),
            is_preferred=row.get("preferred", group.get("preferred", False)),
            note=row.get("note", ""),
            **PUBLIC_NOW,
        )
