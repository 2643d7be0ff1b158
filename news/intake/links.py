"""Addresses as readers need them: without what counts clicks, and leading where they say."""

import base64
import binascii
import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import parse_qs, unquote, urlsplit

SCHEMES = ("http", "https", "mailto", "tel")
LONGEST = 2000
PROOFPOINT = ("urldefense.com", "urldefense.us", "urldefense.proofpoint.com")
_BOUND = 4 * LONGEST
_TRACKER = re.compile(
    r"(?:utm_\w+|mc_[ce]id|fbclid|gclid|gclsrc|dclid|[wg]braid|msclkid|mkt_tok|_hsenc|_hsmi"
    r"|__hs\w+|hsCtaTracking|igshid|igsh|mibextid|yclid|twclid|ttclid|li_fat_id|vero_\w+|oly_\w+"
    r"|_openstat|sfmc_\w+|et_[rc]id|elqTrack\w*|elq|elqaid|elqat|elqCampaignId|ck_subscriber_id"
    r"|ml_subscriber\w*|wickedid|rb_clickid|s_cid|trk\w*|ref_src|spm|_ga|_gl|_kx|_bta_\w+)",
    re.IGNORECASE,
)
_TRACKS = re.compile(
    r"(?:^|\.)(?:list-manage\.com|sendgrid\.net|mailgun\.\w+|mjt\.lu|rs6\.net|icptrack\.com|e2ma\.net"
    r"|mandrillapp\.com|klclick\d?\.com|mailchimpapp\.net|createsend\d*\.com|cmail\d+\.com"
    r"|exct\.net|hubspotlinks\.com|hubspotemail\.net)$|^protect-\w+\.mimecast\.com$"
)
_TRACKING_PATH = re.compile(r"^/(?:e3t/(?:Ctc|Btc|Cto)|c/eJ|ls/click|track/click|wf/click|tn\.jsp)")
# Addresses that end in the one they lead to, coded or not.
_ENDINGS = (
    (r"secure-web\.cisco\.com", re.compile(r"/(https?%3A%2F%2F[^/?]+)$", re.IGNORECASE)),
    (r"links\.govdelivery\.com(?::80)?", re.compile(r"&&&(https?://.+)$")),
)
_WRAPPERS = (
    (r"(?:\w+\.)*safelinks\.protection\.outlook\.com", "", ("url",)),
    (r"(?:www\.)?google\.[a-z.]{2,6}", "/url", ("q", "url")),
    (r"(?:lm?|www|m)\.facebook\.com", "/l.php", ("u",)),
    (r"l\.instagram\.com", "", ("u",)),
    (r"(?:www\.)?linkedin\.com", "/(?:redir/redirect|safety/go)", ("url",)),
    (r"(?:www\.)?youtube\.com", "/redirect", ("q",)),
    (r"slack-redir\.net", "/link", ("url",)),
    (r"urldefense\.proofpoint\.com", "/v1/url", ("u",)),
    (r"linkprotect\.cudasvc\.com", "/url", ("a",)),
    (r"clicktime\.symantec\.com", "", ("u",)),
)
_IN_TEXT = re.compile(r"https?://[^\s<>\"\u201c\u201d]{1,4000}")
_BEHIND = re.compile(
    r"(?<=[\w)\].,])<(?:(https?://[^<>\s]{1,4000})|(?:tel|mailto):[^<>\s]{1,4000})>"
)
_UNSAFE = re.compile(r"[\s<>()\[\]\\\"'`*|{}^]")
_V3 = re.compile(r"/v3/__(.{1,4000}?)__;([A-Za-z0-9_-]*={0,2})!")
_RUNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def clean_url(url: str) -> str:
    """Give the address without trackers, out of its wrappers; "" for one not for readers."""
    if len(url) > _BOUND:
        return ""
    url = "".join(sign for sign in url if sign.isprintable()).strip()
    for _ in range(5):
        inner = _unwrapped(url)
        if not inner:
            break
        url = inner
    scheme = url.partition(":")[0].lower()
    if scheme not in SCHEMES or len(url) > LONGEST:
        return ""
    return _without_trackers(url) if scheme.startswith("http") else url.partition("?")[0]


def clean_text(text: str) -> str:
    """Clean each address that is printed in a text, and those that mail programs put behind it."""
    text = _BEHIND.sub(lambda link: f" <{link[1]}>" if link[1] else "", text)
    return _IN_TEXT.sub(_clean_printed, text)


def as_destination(url: str) -> str:
    """The address as it can stand in the brackets of a Markdown link."""
    return _UNSAFE.sub(lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode()), url)


def is_tracked(url: str) -> bool:
    """Whether the address leads through a service that counts, and does not say where to."""
    if not _host(url):
        return False
    return bool(_TRACKS.search(_host(url)) or _TRACKING_PATH.match(urlsplit(url).path))


def _clean_printed(found: re.Match[str]) -> str:
    url = found[0]
    ending = url[len(url.rstrip(".,;:!?)]}'*_")) :]
    bare = url[: len(url) - len(ending)]
    return (clean_url(bare) or bare) + ending


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _unwrapped(url: str) -> str:
    """Give the address inside a redirecting one; "" if it is none."""
    host = _host(url)
    if host in PROOFPOINT and (inner := _out_of_proofpoint(url)):
        return inner
    for pattern, ending in _ENDINGS:
        if re.fullmatch(pattern, host) and (match := ending.search(url)):
            return unquote(match[1]) if "%3a" in match[1].lower() else match[1]
    for pattern, path, names in _WRAPPERS:
        if re.fullmatch(pattern, host):
            parts = urlsplit(url)
            if not path or re.fullmatch(f"{path}/?", parts.path):
                given = parse_qs(parts.query, max_num_fields=None)
                inner = next((given[name][0] for name in names if name in given), "")
                return inner if inner.lower().startswith(("http://", "https://")) else ""
    return ""


def _out_of_proofpoint(url: str) -> str:
    """Versions 2 and 3 of the wrapper, by the descriptions that its maker publishes."""
    if "/v2/url" in url:
        coded = parse_qs(urlsplit(url).query).get("u", [""])[0]
        return unquote(coded.translate(str.maketrans("-_", "%/")))
    if (match := _V3.search(url)) is None:
        return ""
    try:
        signs = iter(base64.urlsafe_b64decode(match[2] + "=" * (-len(match[2]) % 4)).decode())
    except (binascii.Error, ValueError):
        return ""
    filled = re.sub(r"\*(\*.)?", lambda star: _replaced(star[1] or "", signs), match[1])
    return re.sub(r"^(https?:/)(?!/)", r"\1/", filled)


def _replaced(run: str, signs: Iterator[str]) -> str:
    count = _RUNS.find(run[1]) + 2 if run else 1
    return "".join(islice(signs, count))


def _without_trackers(url: str) -> str:
    address, hash_sign, fragment = url.partition("#")
    path, _, query = address.partition("?")
    kept = [part for part in query.split("&") if not _TRACKER.fullmatch(part.partition("=")[0])]
    question = "?" if any(kept) else ""
    if _TRACKER.fullmatch(fragment.partition("=")[0]):
        hash_sign = fragment = ""
    return f"{path}{question}{'&'.join(kept) if question else ''}{hash_sign}{fragment}"
