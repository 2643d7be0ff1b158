"""Dangerous markup in a release, in whatever kind of file, never comes to a public page."""

import re
from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from news.intake import ReleaseRefused, read_release, take_in
from news.models import NewsImage, NewsItem
from tests.accounts import client_of, member
from tests.examples import a_fifth
from tests.news.intake.files import data_uri, docx, hyperlink, mail, paragraph, png
from trials.vocabulary import PublishingState

RAW = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//e.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script/x>alert(1)</script >",
    "<<script>alert(1);//<</script>",
    "<script\n>alert(1)</script\t>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    "<img/src='x'/onerror='alert(1)'>",
    '<img src="x` `<script>alert(1)</script>"` `>',
    "<IMG SRC=javascript:alert('x')>",
    '<IMG """><SCRIPT>alert(1)</SCRIPT>">',
    "<svg onload=alert(1)>",
    "<svg><script>alert&#40;1)</script>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><set attributeName=href to=javascript:alert(1)>",
    "<svg><use href='data:image/svg+xml;base64,PHN2Zz4='/></svg>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=1'>",
    "<math href='javascript:alert(1)'>x</math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=//e.example/x.swf>",
    "<applet code=x></applet>",
    "<base href=//e.example/>",
    "<link rel=stylesheet href=//e.example/x.css>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<style>@import '//e.example/x.css';</style>",
    "<style>body{background:url(javascript:alert(1))}</style>",
    "<div style='background:url(javascript:alert(1))'>x</div>",
    "<div style='width:expression(alert(1))'>x</div>",
    "<form action=javascript:alert(1)><input type=submit></form>",
    "<form><button formaction=javascript:alert(1)>x</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)>",
    "<textarea autofocus onfocus=alert(1)></textarea><script>alert(1)</script>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<body onload=alert(1)>",
    "<p onmouseover=alert(1)>x</p>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' &#14; javascript:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "<a href='&#106;avascript&colon;alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='//javascript:alert(1)'>x</a>",
    "<a href='https://safe.example/\" onmouseover=\"alert(1)'>x</a>",
    "<a href='https://safe.example/)[x](javascript:alert(1)'>x</a>",
    "<a href='https://a.example/x>y'>](javascript:alert(1))</a>",
    "<a href='https://x.safelinks.protection.outlook.com/?url=javascript%3Aalert(1)'>x</a>",
    "<a href='https://www.google.com/url?q=data:text/html,x'>x</a>",
    "<a href='blob:https://a.example/x'>x</a>",
    "<a href='file:///etc/passwd'>x</a>",
    "<xmp><script>alert(1)</script></xmp>",
    "<plaintext><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<!-- --!><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<![if IE]><script>alert(1)</script><![endif]>",
    "<table background=javascript:alert(1)><tr><td>x<td>y<tr><td>`<script>`<td>|</table>",
    "<isindex action=javascript:alert(1)>",
    "<custom-tag onclick=alert(1)>x</custom-tag>",
    "<p id=x tabindex=1 onfocus=alert(1)>x</p>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;img src=x onerror=alert(1)&amp;gt;",
    "<b>[x](javascript:alert(1))</b>",
    "<code>`<img src=x onerror=alert(1)>`</code>",
    "<pre>```\n<script>alert(1)</script>\n```</pre>",
    "\ufeff<script>alert(1)</script>",
    "<s\u200bcript>alert(1)</script>",
]
MARKDOWN = [
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](https://a.example 'a\" onmouseover=\"alert(1)')",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x](x 'y\" onerror=\"alert(1)')",
    "![`<img src=x onerror=alert(1)>`](x)",
    "```html onload=alert(1)\n<script>alert(1)</script>\n```",
    '~~~"><script>alert(1)</script>\nx\n~~~',
    "> <script>alert(1)</script>",
    "# <img src=x onerror=alert(1)>",
    "| <script>alert(1)</script> |\n| --- |\n| [x](javascript:1) |",
    "\\<script>alert(1)\\</script>",
    "[<script>alert(1)</script>](https://a.example)",
]
PAYLOADS = RAW + MARKDOWN
LINKS = ("http:", "https:", "mailto:", "tel:")
SAID = 'Media Contact: {0}\n\nAbout the {0} Group\n\n{0}\n\n"{0}," said Jane {0}, MD, of {0}.'


class Dangers(HTMLParser):
    """What a browser would run, or where it would lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        kind = values.get("type", "")
        if tag == "script" and "src" not in values and kind != "application/ld+json":
            self.found.append(tag)
        if tag in ("iframe", "object", "embed", "base", "applet", "style", "math", "marquee"):
            self.found.append(tag)
        for name, value in values.items():
            if name.startswith("on") or name in ("srcdoc", "formaction", "style", "background"):
                self.found.append(f"{tag} {name}")
            if name in ("href", "src", "action", "xlink:href") and not self.is_fine(tag, value):
                self.found.append(f"{tag} {name} {value}")

    def is_fine(self, tag: str, value: str) -> bool:
        if tag in ("script", "link", "img"):
            return value.startswith(("/static/", "/news/", "http://testserver/", "data:image/svg"))
        value = re.sub(r"[\x00-\x20\x7f]", "", value).lower()
        return not re.match("[a-z][a-z0-9+.-]*:", value) or value.startswith(LINKS)

    handle_startendtag = handle_starttag


def released(name: str, data: bytes) -> NewsItem | None:
    """The item, public; None where the file was refused."""
    try:
        item, _ = take_in(read_release(name, data))
    except ReleaseRefused:
        return None
    item.images.update(alternative_text="x")
    NewsItem.objects.filter(pk=item.pk).update(
        state=PublishingState.APPROVED, release_at=timezone.now()
    )
    return item


def dangers(client: Client, *paths: str) -> list[str]:
    responses = [client.get(path) for path in paths]
    assert {response.status_code for response in responses} == {200}
    return [found for response in responses for found in Dangers(response.content.decode()).found]


def as_text(payload: str) -> str:
    flat = " ".join(payload.split())
    return f"Title {flat}\n\nFirst.\n\n{payload}\n\n{SAID.format(flat)}\n\nReference: {flat}"


def as_page(payload: str) -> str:
    return (
        f"<html><head><title>{payload}</title></head><body><h1>Title {payload}</h1>{payload}"
        f"<p>{payload}</p><ul><li>{payload}</ul><p>Media Contact: {payload}</p>"
        f'<p>"{payload}," said Jane Doe, MD, of {payload}.</p>'
        f"<figure><img src='{data_uri(png())}' alt='{payload.replace(chr(39), '&#39;')}'>"
        f"<figcaption>{payload}</figcaption></figure><p>Last.</p></body></html>"
    )


def as_word(payload: str) -> bytes:
    lines = [f"Title {payload}", "First, in Word.", payload, *SAID.format(payload).split("\n\n")]
    content = "".join(paragraph(line.replace("\ufeff", "")) for line in lines)
    links = {"rId9": payload.replace("\n", " ")}
    return docx(content + hyperlink(f"x {payload}", "rId9"), links=links)


def as_mail(payload: str) -> bytes:
    message = mail(f"Title {' '.join(payload.split())}")
    message.set_content(as_text(payload))
    message.add_alternative(as_page(f"{payload} mail"), subtype="html")
    return message.as_bytes()


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("payload", a_fifth(PAYLOADS))
def test_no_markup_of_a_release_runs_on_a_page(client: Client, payload: str) -> None:
    files = {
        "r.txt": as_text(payload).encode(),
        "r.md": as_text(f"{payload}\n\nMarkdown").encode(),
        "r.html": as_page(payload).encode(),
        "r.docx": as_word(payload),
        "r.eml": as_mail(payload),
    }
    items = {name: released(name, data) for name, data in files.items()}
    assert items["r.txt"]
    assert items["r.md"]
    assert len({item.pk for item in items.values() if item}) >= 3, "each kind has its own words"
    paths = [item.get_absolute_url() for item in items.values() if item]
    assert dangers(client, *paths, "/news/", "/") == []


@pytest.mark.django_db
@pytest.mark.parametrize("step", [9, pytest.param(1, marks=pytest.mark.slow)], ids=["some", "all"])
def test_the_page_of_the_intake_runs_no_markup_either(step: int) -> None:
    """Of names, texts, notes and refusals, in what is taken in and in what is shown again."""
    staff = client_of(member("stan", "Staff"))
    page = reverse("admin:news_newsitem_take_in")
    payloads = PAYLOADS[::step]
    for start in range(0, len(payloads), 20):
        files = [
            SimpleUploadedFile(f"{payload}.{kind}", content(payload).encode())
            for payload in payloads[start : start + 20]
            for kind, content in (("txt", as_text), ("html", as_page))
        ]
        for text in (as_text(payloads[start]), payloads[start]):
            answer = staff.post(page, {"text": text, "uploads": files}, follow=True)
            assert answer.status_code == 200
            assert Dangers(answer.content.decode()).found == []
    assert NewsItem.objects.count() > len(payloads)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///x"]
)
def test_links_of_word_lead_only_to_pages_and_people(client: Client, target: str) -> None:
    content = paragraph("Title") + paragraph("Text.") + hyperlink("here", "rId9")
    item = released("r.docx", docx(content, links={"rId9": target}))
    assert item is not None
    assert "here" in client.get(item.get_absolute_url()).content.decode()
    assert dangers(client, item.get_absolute_url()) == []


@pytest.mark.django_db
def test_words_beside_a_picture_are_words(client: Client) -> None:
    item, _ = take_in(read_release("r.txt", "Title\n\nText"))
    for payload in PAYLOADS:
        NewsImage.objects.create(
            item=item, file="news/x.png", alternative_text=payload, caption=payload, credit=payload
        )
    NewsItem.objects.update(state=PublishingState.APPROVED, release_at=timezone.now())
    assert dangers(client, item.get_absolute_url()) == []


def test_the_corpus_is_dangerous() -> None:
    assert len(set(PAYLOADS)) >= 60
    bare = [payload for payload in RAW if Dangers(f"<body>{payload}</body>").found]
    assert len(bare) > 40
