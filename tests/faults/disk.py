"""A disk for PostgreSQL that can be filled: a file system in memory under its data directory."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.site import Faulty

ROOM = 48  # megabytes beside what stands there: three segments of the log
CHUNK = bytes(64 * 1024)


@contextmanager
def small_disk(faulty: Faulty) -> Iterator[Path]:
    """Its data on a disk of little room; the test is skipped where nothing may be mounted."""
    data = faulty.cluster.place.data
    faulty.cluster.leave()
    real = data.with_name("data.elsewhere")
    data.rename(real)
    data.mkdir(mode=0o700)
    owner = real.stat()
    used = sum(one.stat().st_size for one in real.rglob("*") if one.is_file()) // 2**20
    options = f"size={used + ROOM}m,mode=0700,uid={owner.st_uid},gid={owner.st_gid}"
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(data)], capture_output=True
    )
    try:
        if mounted.returncode:
            pytest.skip("nothing may be mounted here")
        subprocess.run(["cp", "-a", f"{real}/.", str(data)], check=True)
        faulty.start_postgres()
        yield data
        faulty.cluster.leave()
    finally:
        if not mounted.returncode:
            subprocess.run(["umount", "-l", str(data)], check=True)
        data.rmdir()
        real.rename(data)
        faulty.start_postgres()


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """No room at all, until the block ends."""
    filler = disk / "filler"
    try:
        with filler.open("wb", buffering=0) as file:
            _fill(file.fileno())
        yield
    finally:
        filler.unlink()


def _fill(descriptor: int) -> None:
    size = len(CHUNK)
    while size:
        try:
            os.write(descriptor, CHUNK[:size])
        except OSError:
            size //= 2
