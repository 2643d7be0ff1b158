"""Any past version is rebuilt exactly: replay equals what was, for every kind of change."""

import random

import pytest
from django.db import connection, transaction
from hypothesis import given, settings, strategies

from config.roles import TRIGGERS
from tests.examples import examples
from tests.trials.versions.acts import ACTS, NUMBERS, Act
from tests.trials.versions.standing import assert_same, filled, shared, standing
from trials.models import Arm, Organisation, Trial
from trials.versions.kinds import parts_of
from trials.versions.log import log_of, version
from trials.versions.rebuilding import Of, Rows, rebuild
from trials.versions.telling import tell
from trials.versions.walking import walk

pytestmark = pytest.mark.django_db(transaction=True)
SEQUENCES = strategies.lists(
    strategies.lists(strategies.sampled_from(ACTS), min_size=1, max_size=3), min_size=1, max_size=9
)


def a_trial() -> Trial:
    sponsor = Organisation.objects.create(name=f"Sponsor {next(NUMBERS)}")
    trial = Trial.objects.create(
        nct_id=f"NCT{next(NUMBERS)}", brief_title="Testing", lead_sponsor=sponsor
    )
    Trial.objects.create(nct_id=f"NCT{next(NUMBERS)}", brief_title="Other", merged_into=trial)
    return trial


def revision(trial: Trial) -> int:
    return int(Trial.objects.values_list("revision", flat=True).get(pk=trial.pk))


@pytest.mark.slow
@given(sequence=SEQUENCES, seed=strategies.integers(0, 2**32))
@settings(max_examples=examples(60))
def test_replay_equals_what_was(sequence: list[list[Act]], seed: int) -> None:
    chance, trial = random.Random(seed), a_trial()  # noqa: S311
    stood = {revision(trial): snapshot(trial)}
    for acts in sequence:
        with transaction.atomic():
            for act in acts:
                act(trial, chance)
        stood[revision(trial)] = snapshot(trial)
    assert set(stood) == set(range(1, max(stood) + 1))
    for number, (rows, others) in stood.items():
        assert_same(rebuild(Trial, trial.pk, number), rows, others)
    versions = [version(row) for row in log_of(Trial, trial.pk).order_by("revision")]
    for step in walk(Of(Trial, trial.pk), versions)[1:]:
        assert_same(step.snapshot, *stood[step.version.revision])
    snapshots = [step.snapshot for step in walk(Of(Trial, trial.pk), versions)]
    kinds = list(parts_of(Trial))
    assert tell(snapshots, kinds) == [tell([one], kinds)[0] for one in snapshots]


def snapshot(trial: Trial) -> tuple[Rows, Rows]:
    rows = standing(Trial, trial.pk)
    return rows, shared(rows)


def test_every_part_belongs_to_a_version() -> None:
    """Whatever has a key of a trial and moves it is found without being named."""
    names = {kind.__name__ for kind in parts_of(Trial)}
    assert {"Arm", "Finding", "Site", "TrialIdentifier", "Approval", "TrialLink"} <= names


@pytest.mark.slow
def test_transactions_of_one_moment_are_told_apart() -> None:
    """Two that began in the same microsecond are two versions, whichever wrote first."""
    trial = a_trial()
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS)  # whose path is their own (config/roles.py)
        for (function,) in cursor.fetchall():
            path = "set_clock, public, pg_catalog, pg_temp"
            cursor.execute(f"ALTER FUNCTION {function} SET search_path = {path}")
        cursor.execute(
            "CREATE SCHEMA set_clock; CREATE FUNCTION set_clock.now() RETURNS timestamptz"
            " LANGUAGE sql AS $$SELECT '2030-01-01 00:00Z'::timestamptz$$;"
            " SET search_path = set_clock, public, pg_catalog"
        )
        try:
            for label in "abc":
                trial.arms.create(label=label)
                Trial.objects.filter(pk=trial.pk).update(acronym=label)
        finally:
            cursor.execute("SET search_path TO DEFAULT; DROP SCHEMA set_clock CASCADE")
    assert Trial.pgh_event_model.objects.filter(pgh_created_at__year=2030).count() == 3  # type: ignore[attr-defined]
    arms = [labels(trial, number) for number in range(1, 8)]
    assert arms == ["", "a", "a", "ab", "ab", "abc", "abc"]
    acronyms = [rebuild(Trial, trial.pk, number).own["acronym"] for number in range(1, 8)]
    assert acronyms == ["", "", "a", "a", "b", "b", "c"]


def labels(trial: Trial, number: int) -> str:
    return "".join(sorted(a["label"] for a in rebuild(Trial, trial.pk, number).rows[Arm].values()))


@pytest.mark.slow
def test_a_deleted_draft_is_rebuilt_too() -> None:
    trial = a_trial()
    trial.merged.all().delete()
    trial.arms.create(label="Drug")
    before, key = standing(Trial, trial.pk), trial.pk
    trial.delete()
    assert filled(rebuild(Trial, key, 2).rows) == filled(before)
    assert not rebuild(Trial, key, 3).rows[Trial]
