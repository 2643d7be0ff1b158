"""What is asked about a trial for its page: each statement is written once (trials/statements.py).

Small lists come with the trial itself, as JSON.
"""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from trials.models import (
    Approval,
    Cohort,
    Contact,
    Document,
    FormerName,
    Intervention,
    Official,
    Reference,
    Trial,
    TrialCondition,
    TrialIdentifier,
    TrialOrganisation,
)
from trials.publishing import may_be_named
from trials.statements import Statement
from trials.vocabulary import LinkStatus

OF_THE_TRIAL = {"trial": OuterRef("pk")}


def _rows(parts: QuerySet[Any], *fields: str, **named: Any) -> ArraySubquery:
    """The fields of each part, as a list of JSON objects beside the row they belong to."""
    pairs = {field: F(field) for field in fields} | named
    return ArraySubquery(parts.values(row=JSONObject(**pairs)))


def _small_lists(*, preview: bool) -> dict[str, ArraySubquery]:
    """The lists that come with the trial's own row."""
    own, shown = OF_THE_TRIAL, Q() if preview else may_be_named()
    conditions = TrialCondition.objects.filter(**own).order_by("position", "id")
    organisations = TrialOrganisation.objects.filter(**own).order_by("role", "position", "id")
    identifiers = TrialIdentifier.objects.filter(**own).order_by("id")
    names = FormerName.objects.filter(shown, **own).order_by("kind", "-used_until", "-id")
    return {
        "identifier_rows": _rows(
            identifiers, *("kind", "value", "resolves", "retired", "type", "domain", "link")
        ),
        "name_rows": _rows(names, "kind", "name", "used_from", "used_until"),
        "condition_rows": _rows(conditions, name=F("condition__name"), slug=F("condition__slug")),
        "organisation_rows": _rows(
            organisations,
            "role",
            name=F("organisation__name"),
            short_name=F("organisation__short_name"),
        ),
        "official_rows": _rows(_placed(Official), "name", "affiliation", "role"),
        "contact_rows": _contacts(site=None, **own),
        "intervention_rows": _rows(
            _placed(Intervention), "id", "type", "name", "description", "other_names"
        ),
        "reference_rows": _rows(
            _placed(Reference).filter(shown), "type", "citation", "pmid", "url", "retraction"
        ),
        "document_rows": _rows(_placed(Document), "label", "filename", "date"),
        "cohort_rows": _rows(
            _placed(Cohort),
            *("id", "label", "name", "description", "allocation_ratio"),
        ),
    }


def _placed(model: Any) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.filter(**OF_THE_TRIAL).order_by("position", "id")
    return rows


def _contacts(**of: Any) -> ArraySubquery:
    contacts = Contact.objects.filter(**of).order_by("position", "id")
    return _rows(contacts, "name", "role", "phone", "phone_ext", "email")


class Statements:
    """All that is asked about a trial, for its page or for a preview with what is not public."""

    def __init__(self, *, preview: bool) -> None:
        self._preview = preview
        self.trial = Statement(self._trial)
        self.arms = Statement(self._arms)
        self.endpoints = Statement(self._endpoints)
        self.status_changes = Statement(self._status_changes)
        self.findings = Statement(lambda pk: self._shown(Trial(pk=pk).findings).for_page())
        self.approvals = Statement(self._approvals)
        self.guideline_listings = Statement(
            lambda pk: self._shown(Trial(pk=pk).guideline_listings).select_related("source")
        )
        self.sites = Statement(
            lambda pk: Trial(pk=pk).sites.annotate(contact_rows=_contacts(site=OuterRef("pk")))
        )
        self.news = Statement(self._news)

    def _shown(self, parts: Any) -> Any:
        return parts.all() if self._preview else parts.listed()

    def _trial(self, pk: int) -> Any:
        lists = _small_lists(preview=self._preview)
        return Trial.objects.select_related("lead_sponsor").annotate(**lists).filter(pk=pk)

    def _arms(self, pk: int) -> Any:
        names = Intervention.objects.filter(arms=OuterRef("pk")).order_by("position", "id")
        given = ArraySubquery(names.values("name"))
        return Trial(pk=pk).arms.annotate(given=given).order_by("position", "id")

    def _endpoints(self, pk: int) -> Any:
        labels = Cohort.objects.filter(endpoints=OuterRef("pk")).order_by("position", "id")
        return Trial(pk=pk).endpoints.annotate(measured_in=ArraySubquery(labels.values("label")))

    def _status_changes(self, pk: int) -> Any:
        shown = Q() if self._preview else may_be_named()
        changes = Trial(pk=pk).status_changes.filter(shown, site=None).order_by("-id")
        return changes.select_related("cohort", "arm", "source")

    def _approvals(self, pk: int) -> Any:
        resting = Q(trial=pk) | Q(supporting_trials__trial=pk)
        return self._shown(Approval.objects).filter(resting).distinct().for_page()

    def _news(self, pk: int) -> Any:
        every: Any = Trial(pk=pk).news_links
        links = every.filter(status=LinkStatus.CONFIRMED) if self._preview else every.listed()
        return links.select_related("item").order_by("-item__release_at", "-item_id")


PUBLIC, ALL_OF_IT = Statements(preview=False), Statements(preview=True)
