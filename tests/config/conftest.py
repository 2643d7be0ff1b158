"""Real processes for tests: a folder for their data, a cluster's users, a site."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.postgres_place import Place
from tests.config.processes import Site, User


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A TRIALFOLIO_DATA whose path has a space; what root keeps elsewhere is removed too."""
    folder = tmp_path_factory.mktemp("trialfolio data")
    yield folder
    place = Place(folder / "postgres")
    if place.as_root:
        shutil.rmtree(place.home, ignore_errors=True)


@pytest.fixture
def cluster_folder(data: Path) -> Path:
    """A cluster that tests of one module share, so that initdb runs once; not yet running."""
    return data / "postgres"


@pytest.fixture
def user(cluster_folder: Path) -> Iterator[User]:
    """A process that uses the cluster."""
    with User(cluster_folder) as process:
        yield process


@pytest.fixture
def site(data: Path) -> Iterator[Site]:
    """What `make run` starts, on a free port; not yet running."""
    with Site(data) as process:
        yield process
