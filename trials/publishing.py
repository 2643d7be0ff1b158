"""What is public, and since when: states, a time, and the two words `public()` and `listed()`."""

from collections.abc import Sequence
from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from trials.checked import at_once
from trials.vocabulary import PublishingState


def listed_by(relation: str = "") -> Q:
    """`listed()` for rows that have such a record, by the name of that relation."""
    to = f"{relation}__" if relation else ""
    return Q(**{f"{to}state": PublishingState.APPROVED, f"{to}release_at__lte": Now()})


def withdrawn_by(relation: str = "") -> Q:
    """The same for what was public and is listed no more, though it keeps its address."""
    to = f"{relation}__" if relation else ""
    return Q(
        **{
            f"{to}state": PublishingState.WITHDRAWN,
            f"{to}release_at__lte": Now(),
            f"{to}withdrawn_at__gte": F(f"{to}release_at"),
        }
    )


APPROVED_AND_DUE = listed_by()
WITHDRAWN_AFTER_RELEASE = withdrawn_by()


def may_be_named(source: str = "source") -> Q:
    """Rows whose source is public now, by the name of that relation; or that name no source."""
    return Q(**{source: None}) | Q(**{f"{source}__public_from__lte": Now()})


def is_public_sql(row: str) -> str:
    """`public()` for a row of a trigger or a join, by its name."""
    return (
        f"({row}.release_at <= now() AND ({row}.state = 'APPROVED'"
        f" OR ({row}.state = 'WITHDRAWN' AND {row}.withdrawn_at >= {row}.release_at)))"
    )


WAS_PUBLIC = is_public_sql("OLD")


class PublishingQuerySet(models.QuerySet[Any]):
    """The database's clock decides: no job publishes anything."""

    def public(self) -> Self:
        """What has an address: approved and due, or withdrawn after that."""
        return self.filter(APPROVED_AND_DUE | WITHDRAWN_AFTER_RELEASE)

    def listed(self) -> Self:
        """What lists, search, counts, feeds and the API show: public, the withdrawn left out."""
        return self.filter(APPROVED_AND_DUE)

    def embargoed(self) -> Self:
        """Approved for a time to come."""
        return self.filter(state=PublishingState.APPROVED, release_at__gt=Now())

    def obstacles(self) -> dict[int, str]:
        """What these records lack for approval, by their key; most kinds lack nothing."""
        return {}


class Publishing(models.Model):
    """A record that is written, reviewed, approved for a time, and perhaps withdrawn later."""

    state = models.CharField(
        max_length=30,
        choices=PublishingState.choices,
        default=PublishingState.DRAFT,
        help_text="Staff write and submit for review; Publishers approve and withdraw.",
    )
    release_at = models.DateTimeField(
        "public from",
        null=True,
        blank=True,
        help_text="The record shows from this moment on, to the second. Needed for approval.",
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawal_reason = models.TextField(
        blank=True, help_text="Shown to readers on the page of a withdrawn record."
    )

    class Meta:
        abstract = True

    @property
    def is_withdrawn(self) -> bool:
        """Whether the page carries a notice instead of being listed."""
        return self.state == PublishingState.WITHDRAWN

    def get_constraints(self) -> list[tuple[type[models.Model], Sequence[models.BaseConstraint]]]:
        """What is validated: all CHECKs in one query."""
        return [(model, at_once(rules)) for model, rules in super().get_constraints()]


def publishing_constraints() -> list[models.BaseConstraint]:
    """The rules between state and times; each model lists them in its Meta."""
    return [
        models.CheckConstraint(
            condition=Q(state__in=PublishingState.values),
            name="%(app_label)s_%(class)s_state_known",
            violation_error_message="Choose one of the states in the list.",
        ),
        models.CheckConstraint(
            condition=~Q(state=PublishingState.APPROVED) | Q(release_at__isnull=False),
            name="%(app_label)s_%(class)s_approved_has_time",
            violation_error_message="An approved record needs the time from which it is public.",
        ),
        models.CheckConstraint(
            condition=Q(state=PublishingState.WITHDRAWN, withdrawn_at__isnull=False)
            | (~Q(state=PublishingState.WITHDRAWN) & Q(withdrawn_at__isnull=True)),
            name="%(app_label)s_%(class)s_withdrawn_has_time",
            violation_error_message="A withdrawn record, and no other, has a time of withdrawal.",
        ),
    ]


def publishing_triggers() -> list[pgtrigger.Trigger]:
    """Once public, always there: neither deleted, nor drafted again, nor moved in time or key."""
    return [
        pgtrigger.Trigger(
            name="public_stays",
            when=pgtrigger.Before,
            operation=pgtrigger.Delete,
            func=f"""
                IF {WAS_PUBLIC} THEN
                    RAISE EXCEPTION 'A record that was public is never deleted: withdraw it.'
                        USING ERRCODE = 'restrict_violation',
                              CONSTRAINT = TG_TABLE_NAME || '_public_stays';
                END IF;
                RETURN OLD;""",
        ),
        pgtrigger.Trigger(
            name="public_keeps_its_time",
            when=pgtrigger.Before,
            operation=pgtrigger.UpdateOf("id", "state", "release_at", "withdrawn_at"),
            func=f"""
                IF {WAS_PUBLIC} AND (NEW.id <> OLD.id OR NOT {is_public_sql("NEW")}
                        OR NEW.release_at IS DISTINCT FROM OLD.release_at) THEN
                    RAISE EXCEPTION
                        'A record that was public keeps its time and can only be withdrawn.'
                        USING ERRCODE = 'restrict_violation',
                              CONSTRAINT = TG_TABLE_NAME || '_public_keeps_its_time';
                END IF;
                RETURN NEW;""",
        ),
        pgtrigger.Trigger(
            name="public_stays_whole",
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            operation=pgtrigger.Truncate,
            func="""
                EXECUTE format('SELECT EXISTS (SELECT FROM %I.%I t WHERE PUBLIC)',
                    TG_TABLE_SCHEMA, TG_TABLE_NAME) INTO any_public;
                IF any_public THEN
                    RAISE EXCEPTION 'A record that was public is never deleted: withdraw it.'
                        USING ERRCODE = 'restrict_violation',
                              CONSTRAINT = TG_TABLE_NAME || '_public_stays';
                END IF;
                RETURN NULL;""".replace("PUBLIC", is_public_sql("t").replace("'", "''")),  # nosec B608 # names of our own
            declare=[("any_public", "boolean")],
        ),
    ]
