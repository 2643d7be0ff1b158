"""bandit: code that is known to be dangerous. What was looked at has `# nosec` and its reason."""

import json
import subprocess
import sys

FOLDERS = ("config", "news", "trials", "manage.py")


def look() -> None:
    """Print how much was read; a finding ends it."""
    command = ("-m", "bandit", "-q", "-c", "pyproject.toml", "-f", "json", "-r", *FOLDERS)
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True)
    told = json.loads(done.stdout)
    totals = told["metrics"]["_totals"]
    print(f"bandit: {totals['loc']} lines, {len(told['results'])} findings", flush=True)
    if told["results"] or told["errors"]:
        lines = [
            f"{one['filename']}:{one['line_number']}: {one['issue_text']}"
            for one in told["results"]
        ]
        raise SystemExit("\n".join([*lines, *map(str, told["errors"])]))
