"""seal_history and verify_history, as an operator sees them."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.accounts import member
from trials.models import Seal, Trial
from trials.sealing.sources import sources

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def trial() -> Trial:
    trial = Trial.objects.create(protocol_id="A021602", brief_title="Before")
    trial.arms.create(label="Placebo")
    Trial.objects.update(brief_title="After")
    return trial


def sealed() -> str:
    """What seal_history says."""
    out = StringIO()
    call_command("seal_history", stdout=out)
    return out.getvalue()


def digest(said: str) -> str:
    found = re.search(r"seal [0-9]+ ([0-9a-f]{64})", said)
    assert found
    return found[1]


def verified(*arguments: str) -> str:
    """What verify_history says of a history that is as it was sealed."""
    out = StringIO()
    call_command("verify_history", *arguments, stdout=out)
    return out.getvalue()


def wrong(*arguments: str) -> str:
    """What it says of one that is not; it ends with 1."""
    out = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("verify_history", *arguments, stdout=out)
    assert refused.value.returncode == 1
    return out.getvalue()


def tamper(sql: str) -> None:
    """As an owner who turned the triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(sql)
        cursor.execute("SET session_replication_role = origin")


def test_a_history_that_nobody_touched(trial: Trial) -> None:
    said = sealed()

    assert "events sealed" in said
    assert digest(said) in said
    counted = verified("--digest", digest(said))
    assert "wrong: 0" in counted
    assert "events not sealed yet: 0" in counted
    assert "No digest was given" in verified()


def test_nothing_new_is_no_new_seal(trial: Trial) -> None:
    first = sealed()
    number = Seal.objects.count()

    again = sealed()

    assert "0 events sealed, in 0 seals." in again
    assert digest(again) == digest(first)
    assert Seal.objects.count() == number


def test_the_history_of_a_new_site_can_be_sealed_and_verified() -> None:
    assert "accounts_grouppermissionevent" in {source.table for source in sources()}
    assert "0 events sealed" not in sealed()
    assert "wrong: 0" in verified()


def test_a_membership_whose_event_was_changed_is_named() -> None:
    member("kim", "Publishers")
    sealed()
    tamper(
        "UPDATE accounts_membershipevent SET group_id ="
        " (SELECT id FROM auth_group WHERE name = 'Staff')"
    )
    said = wrong()
    assert re.search(
        r"Event \d+ of accounts_membershipevent \(added the membership \d+, “kim in Publishers”\)"
        " is not what it was",
        said,
    )


def test_a_right_that_was_given_behind_the_history_is_named() -> None:
    kim = member("kim")
    sealed()
    tamper(f"UPDATE auth_user SET is_superuser = true WHERE id = {kim.pk}")
    assert f"Account {kim.pk}, “kim” is not what event" in wrong()


def test_an_event_that_was_changed_is_named(trial: Trial) -> None:
    sealed()
    tamper("UPDATE trials_trialevent SET brief_title = 'Never' WHERE pgh_label = 'insert'")

    said = wrong()

    assert re.search(
        r"Event \d+ of trials_trialevent \(added the trial \d+, “A021602[^”]*”\) is not what it",
        said,
    )
    assert "wrong: 1" in said


def test_a_revision_that_the_log_does_not_know_is_named(trial: Trial) -> None:
    sealed()
    tamper("UPDATE trials_trial SET revision = revision + 5")
    assert f"The revision of trial {trial.pk} is 8, and the last" in wrong()


def test_a_file_of_digests(trial: Trial, tmp_path: Path) -> None:
    kept = tmp_path / "digests.txt"
    kept.write_text(sealed())
    Trial.objects.update(brief_title="Once more")
    kept.write_text(kept.read_text() + sealed())

    assert "digests kept elsewhere: 2" in verified("--digests", str(kept))


def test_all_cut_off_together_shows_against_a_kept_digest(trial: Trial) -> None:
    sealed()
    before = Seal.objects.count()
    Trial.objects.update(brief_title="A third")
    kept = digest(sealed())
    tamper(
        f"""
        DELETE FROM trials_trialevent WHERE brief_title = 'A third';
        DELETE FROM trials_changelogentry WHERE revision = (
            SELECT max(revision) FROM trials_changelogentry);
        DELETE FROM trials_eventseal WHERE seal_id > {before};
        DELETE FROM trials_contextseal WHERE seal_id > {before};
        DELETE FROM trials_seal WHERE number > {before};
        UPDATE trials_trial SET brief_title = 'After', revision = revision - 1"""
    )

    assert "wrong: 0" in verified()
    assert f"The digest {kept}, kept elsewhere, is of no seal" in wrong("--digest", kept)


def test_what_is_no_digest(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="holds no digest"):
        verified("--digest", "12345")
    with pytest.raises(CommandError, match="cannot be read"):
        verified("--digests", str(tmp_path / "none"))
    file = tmp_path / "digests.txt"
    file.write_text(f"First\nSeal 1: {'a' * 64}\nSeal 2: {'a' * 63}x\n")
    with pytest.raises(CommandError, match=r"^Line 3 of \S+ holds no digest: 64 of the letters"):
        verified("--digests", str(file))
    file.write_text("First\nSecond\n")
    with pytest.raises(CommandError, match=r"^No line of \S+ holds a digest: 64 of the letters"):
        verified("--digests", str(file))
    with pytest.raises(CommandError, match="1 or more"):
        call_command("seal_history", batch=0)
