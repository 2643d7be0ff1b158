"""PostgreSQL's sizes: one place for the embedded server, docker-compose.yml and the book of it."""

import re
import shutil
import subprocess
from pathlib import Path

import psycopg
import pytest

from config import postgres_settings
from config.embedded_postgres import Cluster
from config.postgres_settings import FILES, memory, settings, sizes
from config.problems import Problem
from tests.config.processes import CHECKOUT, manage

MEMORY = ("shared_buffers", "effective_cache_size", "work_mem", "maintenance_work_mem")
UNITS = {"MB": 1, "GB": 1024}
COMPOSE = (CHECKOUT / "docker-compose.yml").read_text()
OPERATIONS = (CHECKOUT / "docs" / "operations.md").read_text()


def megabytes(text: str) -> int:
    return int(text[:-2]) * UNITS[text[-2:]]


def test_the_sizes_from_the_smallest() -> None:
    assert sizes() == ["1GB", "4GB", "16GB", "64GB"]
    assert memory("DATABASE_MEMORY", "") == "1GB"
    assert memory("DATABASE_MEMORY", " 16 gb") == "16GB"


@pytest.mark.parametrize("text", ["3GB", "much", "../1GB", "common", "1GB.conf"])
def test_another_word_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(Problem, match="should be 1GB, 4GB, 16GB or 64GB, the memory that"):
        memory("DATABASE_MEMORY", text)


@pytest.mark.parametrize("size", sizes())
def test_each_size_says_all_and_fits_its_name(size: str) -> None:
    found = settings(size)

    assert set(found) == {*MEMORY, "max_wal_size"} | set(settings("common"))
    assert found["jit"] == "off"
    assert megabytes(found["shared_buffers"]) <= megabytes(size) / 4
    assert megabytes(found["effective_cache_size"]) < megabytes(size)
    busy = 16 * megabytes(found["work_mem"]) + 2 * megabytes(found["maintenance_work_mem"])
    assert megabytes(found["shared_buffers"]) + busy < megabytes(size)


def test_a_line_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.conf").write_text("# words\n\nwork_mem 8MB\n")

    with pytest.raises(Problem, match=r"bad.conf has a line that cannot be read: work_mem 8MB"):
        postgres_settings._read(tmp_path / "bad.conf")


def test_compose_mounts_the_same_files_and_names_one_by_the_same_variable() -> None:
    mounted = re.search(r"- \./(\S+):/etc/trialfolio:ro\n", COMPOSE)

    assert mounted is not None
    assert CHECKOUT / mounted[1] == FILES
    assert '"config_file=/etc/trialfolio/${DATABASE_MEMORY:-1GB}.conf"' in COMPOSE
    assert postgres_settings.DEFAULT_MEMORY == "1GB"
    assert '"listen_addresses=*"' in COMPOSE


def test_the_book_has_the_numbers_of_the_files() -> None:
    for size in sizes():
        found = settings(size)
        shown = [
            found[name].replace("MB", " MB").replace("GB", " GB")
            for name in ("shared_buffers", "work_mem", "maintenance_work_mem")
        ]
        assert re.search(
            rf"\| `{size}`.*\| {' | '.join(shown)} \|".replace(" | ", r" \| "), OPERATIONS
        )


@pytest.mark.slow
@pytest.mark.parametrize("size", ["1GB", "4GB"])
def test_the_embedded_server_has_them(size: str, data: Path) -> None:
    cluster = Cluster(data / "postgres", size)
    cluster.join()
    try:
        with psycopg.connect(cluster.url()) as connection:
            rows = connection.execute(
                "SELECT lower(name), current_setting(name) FROM pg_settings"
                " WHERE lower(name) = ANY(%s)",
                [list(settings(size))],
            ).fetchall()
    finally:
        cluster.leave()

    assert dict(rows) == settings(size)


@pytest.mark.slow
def test_postgres_reads_the_files_itself(data: Path) -> None:
    """As in the container: by their place, with what they include."""
    cluster = Cluster(data / "postgres")
    cluster.join()
    cluster.leave()
    place = cluster.place
    files = place.data.parent / "files"  # where PostgreSQL's account can read them
    shutil.copytree(FILES, files)
    for size in sizes():
        found = subprocess.run(
            [
                *(place.binaries / "postgres", "-D", place.data),
                *("-c", f"config_file={files / size}.conf", "-C", "shared_buffers"),
            ],
            user=place.account if place.as_root else None,
            capture_output=True,
            text=True,
        )
        assert found.stderr == ""
        assert int(found.stdout) * 8 / 1024 == megabytes(settings(size)["shared_buffers"])


@pytest.mark.slow
def test_a_wrong_word_stops_a_command_with_the_sentence(data: Path) -> None:
    said = manage("check", TRIALFOLIO_DATA=str(data), DATABASE_MEMORY="lots")

    assert said.returncode == 1
    assert said.stderr.startswith("DATABASE_MEMORY is 'lots': it should be 1GB, 4GB, 16GB or 64GB")
    assert "Traceback" not in said.stderr
