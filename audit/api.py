"""schemathesis: requests made from openapi.json, and the answers held against it."""

import re
import subprocess
import sys
import tempfile

from audit.site import CHECKOUT, Site

OPTIONS = (
    *("--checks=all", "--max-examples=60", "--phases=examples,coverage,fuzzing", "--seed=1"),
    *("--generation-database=none", "--no-color"),
)


def fuzz(site: Site) -> None:
    """Print how many requests were made; a failed check ends it."""
    settings = f"--config-file={CHECKOUT / 'schemathesis.toml'}"
    address = f"{site.address}/api/v2/openapi.json"
    command = [sys.executable, "-m", "schemathesis.cli", settings, "run", *OPTIONS, address]
    with tempfile.TemporaryDirectory() as notes:
        done = subprocess.run(command, cwd=notes, capture_output=True, text=True)
    found = re.search(r"(\d+) generated, (\d+) passed", done.stdout)
    if done.returncode or found is None:
        raise SystemExit(f"schemathesis:\n{done.stdout[-6000:]}{done.stderr[-2000:]}")
    print(f"schemathesis: {found[1]} cases, {found[2]} passed", flush=True)
