"""All parts in turn, or those named: code, settings, api, pages."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from audit import api, code, pages, settings
from audit.site import Site

OF_A_SITE = {"api": api.fuzz, "pages": pages.crawl}
PARTS = ("code", "settings", *OF_A_SITE)


def main(asked: list[str]) -> None:
    """Ends with a sentence at the first finding."""
    if unknown := set(asked) - set(PARTS):
        raise SystemExit(f"There is no part {', '.join(unknown)}: name some of {', '.join(PARTS)}.")
    parts = asked or list(PARTS)
    if "code" in parts:
        code.look()
    if "settings" in parts:
        settings.check()
    if chosen := [part for part in OF_A_SITE if part in parts]:
        with running() as site:
            for part in chosen:
                OF_A_SITE[part](site)
    print("No findings.")


@contextmanager
def running() -> Iterator[Site]:
    """A site of its own, and after all of it what its answers were."""
    with Site() as site:
        yield site
        broken = [line for line in site.answers() if line.status >= 500]
        print(f"The site answered {len(site.answers())} requests, {len(broken)} with a fault.")
        if broken:
            raise SystemExit("\n".join(line.request for line in broken[:20]))


main(sys.argv[1:])
