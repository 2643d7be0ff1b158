"""`make run`: it answers, and however it ends, nothing of it stays behind."""

import os
import signal
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest
import requests

from benchmarks.pages import LIMIT, PAGES, Loaded, bytes_by_kind
from config.embedded_postgres import Cluster
from tests.config.processes import Site, manage, wait_until

pytestmark = pytest.mark.slow


def test_sigterm_stops_everything(site: Site) -> None:
    site.start()

    output = site.all_gone(lambda: os.kill(site.pid, signal.SIGTERM))

    assert site.process is not None
    assert site.process.returncode == 0
    assert f"Trialfolio answers at http://127.0.0.1:{site.port}/" in output
    assert output.endswith("Stopped.\n")


def test_ctrl_c_stops_everything(site: Site) -> None:
    site.start()

    output = site.all_gone(lambda: os.kill(site.pid, signal.SIGINT))

    assert output.endswith("Stopped.\n")


@pytest.mark.parametrize("victim", ["config.serve", "gunicorn", "config.postgres_keeper"])
def test_kill_9_leaves_nothing(site: Site, victim: str) -> None:
    site.start()

    output = site.all_gone(lambda: os.kill(site.one(victim), signal.SIGKILL))

    if victim != "config.serve":
        assert output.splitlines()[-1].partition(" has ended while it was needed: ")[1]


def test_beside_a_running_site(site: Site, data: Path, tmp_path: Path) -> None:
    """A command shares its server; a second site on its port ends in a sentence."""
    site.start()

    command = manage("showmigrations", TRIALFOLIO_DATA=str(data))
    with Site(tmp_path / "another") as second:
        second.variables["PORT"] = str(site.port)
        second.launch()
        refusal = second.output()

    assert command.returncode == 0, command.stderr
    assert "[X] 0001_initial" in command.stdout
    assert site.get("/readyz") == "ready\n"
    assert refusal == (
        f"Port {site.port} cannot be used (Address already in use): stop what uses it, or choose "
        "another, like PORT=8001 make run.\n"
    )


def test_a_first_view_is_small_and_what_it_loads_is_kept_for_ever(site: Site) -> None:
    site.start()
    base = f"http://127.0.0.1:{site.port}"
    sizes = {name: bytes_by_kind(f"{base}/{path}").total() for name, path in PAGES.items()}
    assert {name: size for name, size in sizes.items() if size > LIMIT} == {}

    loaded = Loaded()
    loaded.feed(requests.get(f"{base}/", timeout=30).text)
    assert loaded.addresses
    for address in loaded.addresses:
        kept = requests.head(f"{base}{address}", timeout=30).headers["Cache-Control"]
        assert kept == "max-age=315360000, public, immutable", address


def test_a_connection_is_kept_while_its_visitor_reads(site: Site) -> None:
    """Closed at the moment at which he sends, he would get no answer and not know what was done."""
    site.start()
    kept = HTTPConnection("127.0.0.1", site.port, timeout=30)
    for seconds in (0, 4):
        time.sleep(seconds)
        kept.request("GET", "/readyz")
        assert kept.getresponse().read() == b"ready\n"
    kept.close()


def test_two_clusters_side_by_side(data: Path) -> None:
    one, two = Cluster(data / "postgres"), Cluster(data / "beside-test")
    one.join()
    two.join()
    assert one.place.sockets != two.place.sockets

    one.leave()
    assert two.lives()
    two.leave()
    wait_until(lambda: not two.lives(), "the second one stays behind")


def test_a_port_that_is_none(data: Path) -> None:
    with Site(data) as site:
        site.variables["PORT"] = "http"
        site.launch()

        assert site.output() == "PORT is 'http': it should be a number from 1 to 65535.\n"
