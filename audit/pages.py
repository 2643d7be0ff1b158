"""wapiti: follows links and forms, and puts into each what would open a hole.

First as a visitor, then as an editor who is signed in. It stands in a venv of its own (Makefile).
"""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from audit.site import CHECKOUT, Site

MODULES = "csp,http_headers,cookieflags,xss,sql,file,exec,redirect,csrf"
SECONDS_TO_CRAWL, SECONDS_OF_A_MODULE = 60, 60
WAPITI = os.environ.get("WAPITI") or str(CHECKOUT / ".venv-audit" / "bin" / "wapiti")
OPTIONS = (
    *("--scope", "folder", "-m", MODULES, "-d", "4", "--flush-session", "--no-bugreport"),
    *("--max-scan-time", str(SECONDS_TO_CRAWL), "--max-attack-time", str(SECONDS_OF_A_MODULE)),
    *("-S", "polite", "-f", "json", "--max-links-per-page", "60", "--max-files-per-dir", "40"),
)
# Plain http on one's own machine: cookies are marked Secure and the site says HSTS behind https
# alone, which tests/config/test_settings.py and check --deploy look at.
OF_HTTPS = ("Secure flag is not set", "Strict-Transport-Security")
SIGN_OUT = ("/accounts/logout/", "/admin/logout/")


def crawl(site: Site) -> None:
    """As a visitor, and as an editor."""
    _look(site, "a visitor", f"{site.address}/")
    session = f"Cookie: sessionid={site.session_of_an_editor()}"
    away = [option for path in SIGN_OUT for option in ("-x", site.address + path)]
    _look(site, "an editor", f"{site.address}/admin/", "-H", session, *away)


def _look(site: Site, who: str, start: str, *more: str) -> None:
    before = len(site.answers())
    told = _report(start, *more)
    found = list(_findings(told))
    pages, asked = told["infos"]["crawled_pages_nbr"], len(site.answers()) - before
    print(f"wapiti, {who}: {pages} pages, {asked} requests, {len(found)} findings", flush=True)
    if found:
        raise SystemExit("\n".join(found))


def _report(start: str, *more: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        kept = ("--store-session", folder, "-o", str(report))
        command = [WAPITI, "-u", start, *OPTIONS, *kept, *more]
        done = subprocess.run(command, capture_output=True, text=True)
        if not report.exists():
            raise SystemExit(f"wapiti: {done.stdout[-3000:]}{done.stderr[-3000:]}")
        told: dict[str, Any] = json.loads(report.read_text())
    return told


def _findings(told: dict[str, Any]) -> Iterator[str]:
    for part in ("vulnerabilities", "anomalies"):
        for kind, ones in told[part].items():
            for one in ones:
                where = f"{one['method']} {one['path']} {one['parameter']}"
                if not any(words in one["info"] for words in OF_HTTPS):
                    yield f"{kind}: {one['info']} ({where})"
