"""`manage.py link_news`: all news read again, also when a run was stopped half way."""

import io
import os
import signal
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from news.linking import read_again, reject
from news.linking import walk as walking
from news.models import LinkingRun, NewsItem, TrialLink
from tests.config.processes import CHECKOUT, environment, wait_until
from tests.records import a_trial, an_editor, an_item

pytestmark = pytest.mark.django_db


def releases(number: int, body: str = "Number {}: Alliance A021602.") -> list[NewsItem]:
    return [an_item(f"item-{one}", body=body.format(one)) for one in range(number)]


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("link_news", *arguments, stdout=out, stderr=out)
    return out.getvalue()


@pytest.mark.slow
def test_what_the_registry_learnt_is_suggested_and_counted() -> None:
    releases(3)
    an_item("other", body="Alliance A082304.")
    a_trial("A021602")
    assert run() == (
        "items read: 4, new suggestions: 3, suggestions gone: 0, numbers not in the registry: 1,"
        " not read: 0.\n"
    )
    assert TrialLink.objects.open().count() == 3
    assert "items read: 4, new suggestions: 0" in run()
    assert LinkingRun.objects.filter(finished_at__isnull=False).count() == 2


def test_what_was_rejected_stays_and_what_is_gone_goes() -> None:
    a_trial("A021602")
    kept, changed = releases(2)
    for item in (kept, changed):
        read_again(item)
    reject(kept.trial_links.get(), an_editor())
    NewsItem.objects.filter(pk=changed.pk).update(body="Nothing.")
    assert "new suggestions: 0, suggestions gone: 1" in run()
    assert kept.trial_links.get().status == "REJECTED"


def test_only_some_items() -> None:
    a_trial("A021602")
    first, second, third = releases(3)
    assert "items read: 2, new suggestions: 2" in run("--item", first.slug, third.slug)
    assert not second.trial_links.exists()
    with pytest.raises(CommandError, match="No item has the address nowhere"):
        run("--item", first.slug, "nowhere")
    assert not LinkingRun.objects.exists()


@pytest.mark.slow
def test_a_stopped_run_goes_on_where_it_was_unless_it_is_restarted() -> None:
    a_trial("A021602")
    items = releases(4)
    LinkingRun.objects.create(last_item=items[1].pk)
    said = run()
    assert "goes on: 2 items are read, 2 are left" in said
    assert "items read: 2, new suggestions: 2" in said
    assert not items[1].trial_links.exists()
    LinkingRun.objects.create(last_item=items[3].pk)
    assert "items read: 4, new suggestions: 2" in run("--restart")
    assert not LinkingRun.objects.filter(finished_at=None).exists()


# Of this database: other tests run on the same server.
ADVISORY_LOCKS = """
    SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
REFUSING = """
CREATE FUNCTION refuse_a_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'not this one'; END $$;
CREATE TRIGGER refuse_a_link BEFORE INSERT ON news_triallink
FOR EACH ROW WHEN (NEW.item_id = {}) EXECUTE FUNCTION refuse_a_link();
"""


def test_an_item_that_cannot_be_read_is_named_and_holds_up_no_other() -> None:
    a_trial("A021602")
    items = releases(3)
    with connection.cursor() as cursor:
        cursor.execute(REFUSING.format(items[1].pk))
    out = io.StringIO()
    with pytest.raises(CommandError, match="could not be read"):
        call_command("link_news", stdout=out, stderr=out)
    assert "item-1: not read: ProgrammingError: not this one\n" in out.getvalue()
    assert "items read: 2, new suggestions: 2" in out.getvalue()
    assert not items[1].trial_links.exists()
    assert LinkingRun.objects.get().finished_at is not None


@pytest.mark.slow
def test_a_long_list_is_held_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walking, "BATCH", 2)
    a_trial("A021602")
    releases(5)
    assert "items read: 5" in run()


def test_history_says_which_command_it_was() -> None:
    from pghistory.models import Context

    a_trial("A021602")
    releases(1)
    run()
    assert Context.objects.filter(metadata__command="link_news").exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_run_that_is_killed_is_taken_up_and_a_second_one_refused() -> None:
    a_trial("A021602")
    releases(300, "Number {}: Alliance A021602. " + "Words of a release about cancer. " * 200)
    name = str(connection.settings_dict["NAME"])
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    command = [sys.executable, "manage.py", "link_news"]
    variables = environment(DATABASE_URL=url, SECRET_KEY="only for tests")
    with subprocess.Popen(command, cwd=CHECKOUT, env=variables) as process:
        wait_until(lambda: TrialLink.objects.count() > 5, "nothing is linked")
        with pytest.raises(CommandError, match="running already"):
            run()
        process.send_signal(signal.SIGKILL)
    done = TrialLink.objects.count()
    assert 0 < done < 300
    unfinished = LinkingRun.objects.get()
    assert NewsItem.objects.filter(pk__lte=unfinished.last_item).count() == done
    wait_until(_nobody_else, "the killed run still has the turn")
    assert f"items read: {300 - done}, new suggestions: {300 - done}" in run()


def _nobody_else() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(ADVISORY_LOCKS)
        return bool(cursor.fetchone()[0] == 0)
