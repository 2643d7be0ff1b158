"""What the first visit needs: example data, API, search, an account, static files."""

import hashlib
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, call_command

from news.models import NewsItem
from trials.models import Trial

EDITOR = "admin"


class Command(BaseCommand):
    """Does only what is missing, so it runs at every start."""

    help = "Load example data into an empty database, make the first account, collect static files."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run each."""
        if is_empty():
            self.stdout.write("Loading example data into the empty database")
            call_command("load_example_data")
        call_command("render_studies")
        call_command("refresh_search")
        call_command("clearsessions")
        self.make_editor()
        collect_static()

    def make_editor(self) -> None:
        """Make the first account, once; its password is shown now and kept nowhere."""
        users = get_user_model()._default_manager
        # The example data has an account of its own that nobody can use.
        if users.filter(is_active=True).exists():
            return
        password = secrets.token_urlsafe(12)
        users.create_superuser(EDITOR, email="", password=password)
        self.stdout.write(
            f"Account for /admin/: {EDITOR}, password {password} (shown this once; "
            f"`manage.py changepassword {EDITOR}` sets another). "
            "The first time it leads you to a second factor: have an app for codes at hand."
        )


def is_empty() -> bool:
    """Whether the registry holds no record at all, public or not."""
    return not (Trial.objects.exists() or NewsItem.objects.exists())


def collect_static() -> None:
    """Run collectstatic when a file has changed since it last ran."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    state = state_of_static_files()
    if not stamp.exists() or stamp.read_text() != state:
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(state)


def state_of_static_files() -> str:
    """A digest of path, size and time of all static files."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            file = Path(storage.path(path))
            digest.update(f"{file} {file.stat().st_size} {file.stat().st_mtime_ns}\n".encode())
    return digest.hexdigest()
