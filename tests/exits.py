"""Every address at which readers and programs can get something; a new exit goes in here."""

from tests.feeds import KINDS

VERSIONS = ("/", "/?from=1&to=1", "/1/", ".json", ".json?from=1&to=1", "/1.json")
EXITS = [
    "/",
    "/about/",
    "/trials/",
    "/trials/?sort=updated",
    "/trials/?status=RECRUITING&status=TERMINATED",
    "/trials/?has=news&has=findings&has=approval&has=discrepancy",
    "/trials/?q=testing",
    "/trials/?condition=z&intervention=z&sponsor=z",
    "/trials/A021602/",
    *(f"/trials/A021602/history{end}" for end in VERSIONS),
    "/trials/A021602.ris",
    "/trials/A021602.bib",
    "/trials/A021602.csl.json",
    "/trials/A021602.json",
    "/trials/A021602.csv",
    "/compare/",
    "/compare/?id=A021602",
    *(
        f"/trials/A021602/figures/{name}.svg"
        for name in ("hazard-ratios", "medians", "participants", "timeline")
    ),
    "/conditions/carcinoid-tumor/",
    "/approvals/",
    "/approvals/?agency=FDA",
    "/news/",
    "/news/?q=testing",
    "/news/?trial=A021602",
    "/news/a-release/",
    "/news/a-release.ris",
    "/news/issues/",
    "/news/issues/e-news-march-2025/",
    "/news/issues/e-news-march-2025/print/",
    "/trials/?near=Boston&q=testing",
    "/trials/?q=zzsecret",
    "/trials/export.csv",
    "/trials/export.csv?q=testing",
    "/search/?q=testing",
    "/search/?q=zzsecret",
    "/suggest/?q=zzsecret",
    "/suggest/?q=NCI-2030",
    "/suggest/?q=zz&format=json",
    "/sitemap.xml",
    "/sitemap-pages.xml",
    "/sitemap-trials.xml",
    "/sitemap-news.xml",
    "/sitemap-issues.xml",
    "/sitemap-conditions.xml",
    "/sitemap-latest-news.xml",
    "/robots.txt",
    "/nowhere/",
    "/api/",
]
FEEDS_OF_NEWS = [
    f"/{of}/feed.{kind}"
    for of in ("news", "trials/A021602", "conditions/carcinoid-tumor")
    for kind in KINDS
]
FEEDS_OF_TRIALS = [
    f"/trials/feed.{kind}{query}"
    for kind in KINDS
    for query in ("", "?status=RECRUITING&status=TERMINATED", "?q=testing&has=news")
]
FILES = ("ris", "bib", "csl.json", "json", "csv")
# All tell of trials without an NCT ID too, since one is hidden that has none.
API = [
    f"/api/v2/{path}"
    for path in (
        "studies?includeUnregistered=true&countTotal=true",
        "studies?includeUnregistered=true&format=csv",
        "studies?includeUnregistered=true&format=csv&wholeSet=true",
        "studies?includeUnregistered=true&fields=trialfolio,BriefTitle",
        "studies?includeUnregistered=true&query.term=testing&sort=@relevance",
        "studies?includeUnregistered=true&query.term=zzsecret",
        "studies?includeUnregistered=true&filter.ids=A099990,A099991,A099992,A099993,A021602",
        "studies?includeUnregistered=true&updatedSince=2020-01-01",
        "studies/A021602",
        "studies/A021602?format=csv",
        "studies/A021602?format=ris",
        "stats/size",
        "stats/field/values",
        "version",
    )
]
WITHDRAWN_SINCE = "/api/v2/studies?includeUnregistered=true&updatedSince=2020-01-01"
# Those with the text of a public item, which may name what it likes.
WHOLE_TEXTS = (
    "/news/a-release/",
    "/news/issues/e-news-march-2025/print/",
    *FEEDS_OF_NEWS,
)
