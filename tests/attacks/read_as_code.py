"""What a browser or a feed reader would take for code in an answer, found by parsing it."""

import json
import re
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

MARK = "zzx"
RUNS = re.compile(r"^[\s\x00-\x20]*(javascript|vbscript|data|file):", re.I)
ADDRESSES = {
    *("href", "src", "action", "formaction", "srcset", "poster", "background", "cite", "data"),
    *("xlink:href", "ping", "manifest", "longdesc"),
}
NEVER = {
    *("iframe", "object", "embed", "applet", "base", "frame", "frameset", "style", "math"),
    *("portal", "noembed", "noframes", "plaintext", "xmp", "foreignobject", "animate", "set"),
}
"""Elements that no page of ours has."""
OUR_SCRIPTS = ("/static/", "/admin/jsi18n/")


class Page(HTMLParser):
    """Notes what could run."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.script: dict[str, str | None] | None = None
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if MARK in tag or tag in NEVER:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            self._attribute(tag, name, value or "")
        if tag == "script":
            self.script, self.text = dict(attrs), ""

    def handle_data(self, data: str) -> None:
        if self.script is not None:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self.script is not None:
            self._script(self.script)
            self.script = None

    def handle_comment(self, data: str) -> None:
        if MARK in data:
            self.faults.append(f"<!--{data[:40]}")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        # Inline styles and handlers are forbidden by the policy, so no page of ours has one.
        if name.startswith("on") or MARK in name or name in ("style", "srcdoc"):
            self.faults.append(f"<{tag} {name}>")
        if name in ADDRESSES and (RUNS.match(value) or value.startswith((f"//{MARK}", "\\"))):
            self.faults.append(f"<{tag} {name}={value[:60]}>")
        if tag == "meta" and name == "http-equiv" and value.lower() == "refresh":
            self.faults.append("<meta refresh>")

    def _script(self, script: dict[str, str | None]) -> None:
        kind = script.get("type") or ""
        if kind.endswith("json"):
            if "<" in self.text:
                self.faults.append(f"'<' in a script of data: {self.text[:60]}")
            json.loads(self.text)
        elif self.text.strip() or not str(script.get("src", "")).startswith(OUR_SCRIPTS):
            self.faults.append(f"<script>{self.text[:60]}")


def in_page(html: str) -> list[str]:
    """Elements, attributes and addresses that came of a text."""
    page = Page()
    page.feed(html)
    page.close()
    return page.faults


def in_xml(body: bytes) -> list[str]:
    """The same for feeds, sitemaps and pictures; and the pages that feeds carry within."""
    if b"<!ENTITY" in body or b"<!DOCTYPE" in body:
        return ["a document type"]
    faults = []
    for element in ElementTree.fromstring(body).iter():
        name = element.tag.rpartition("}")[2]
        if MARK in name or name in ("script", "foreignObject"):
            faults.append(f"<{name}>")
        for key, value in element.attrib.items():
            attribute = key.rpartition("}")[2]
            if MARK in attribute or attribute.startswith("on") or _runs(attribute, value):
                faults.append(f"<{name} {attribute}={value[:40]}>")
        if name in ("content", "encoded") or (name == "summary" and element.get("type") == "html"):
            faults += in_page(element.text or "")
        elif name in ("link", "loc", "guid", "id", "uri") and RUNS.match(element.text or ""):
            faults.append(f"<{name}>{element.text}")
    return faults


def _runs(attribute: str, value: str) -> bool:
    return attribute in ADDRESSES and RUNS.match(value) is not None


def in_json(body: bytes) -> list[str]:
    """A program reads it as text; pages within a feed are read as pages."""
    told = json.loads(body)
    return [fault for html in _pages(told) for fault in in_page(html)]


def _pages(told: Any) -> list[str]:
    if isinstance(told, dict):
        own = [told["content_html"]] if isinstance(told.get("content_html"), str) else []
        return own + [page for value in told.values() for page in _pages(value)]
    return [page for value in told for page in _pages(value)] if isinstance(told, list) else []


def faults_of(answer: Any, is_mail: bool = False) -> list[str]:
    """By its type; whatever is neither page, XML nor JSON may not be guessed to be one.

    A mail has its style inline, since programs for mail read no other.
    """
    return [one for one in _faults_of(answer) if not (is_mail and " style>" in one)]


def _faults_of(answer: Any) -> list[str]:
    kind = answer.get("Content-Type", "").partition(";")[0]
    body = answer.getvalue()
    if kind in ("text/html", "application/xhtml+xml"):
        return in_page(body.decode())
    if kind.endswith("xml"):
        return in_xml(body)
    if kind.endswith("json"):
        return in_json(body)
    sniffed = body and answer.get("X-Content-Type-Options") != "nosniff"
    return [f"{kind or 'no type'} may be guessed to be a page"] if sniffed else []
