"""Releases as files of each kind, built by hand: Word, HTML, e-mail, pictures."""

import base64
import io
from email.message import EmailMessage
from html import escape
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image

RELEASE = Path(__file__).parents[2] / "data" / "release.txt"
TEXT = RELEASE.read_text(encoding="utf-8")
BLOCKS = [block for block in TEXT.split("\n\n") if block.strip()]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CONTENT_TYPES = f"""<?xml version="1.0"?><Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Default Extension="png" ContentType="image/png"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument\
.wordprocessingml.document.main+xml"/></Types>"""
RELATIONSHIPS = f"""<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>
</Relationships>"""
STYLES = f"""<?xml version="1.0"?><w:styles xmlns:w="{_W}">
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/></w:style>
</w:styles>"""


def png(colour: str = "teal", size: tuple[int, int] = (40, 30)) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, colour).save(stream, "PNG")
    return stream.getvalue()


def paragraph(text: str, style: str = "") -> str:
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")
    )
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r>{lines}</w:r></w:p>"


def hyperlink(text: str, relationship: str) -> str:
    return (
        f'<w:p><w:hyperlink r:id="{relationship}"><w:r><w:t>{escape(text)}</w:t></w:r>'
        "</w:hyperlink></w:p>"
    )


def drawing(relationship: str, alternative: str = "") -> str:
    return f"""<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/\
drawingml/2006/wordprocessingDrawing"><wp:docPr id="1" name="p" descr="{escape(alternative)}"/>
<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData>
<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>
<a:blip r:embed="{relationship}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>
</wp:inline></w:drawing></w:r></w:p>"""


def docx(
    content: str,
    links: dict[str, str] | None = None,
    parts: dict[str, bytes | str] | None = None,
    images: dict[str, bytes] | None = None,
) -> bytes:
    """A Word file with this content in its body."""
    relationships = [
        f'<Relationship Id="{key}" Type="{_OFFICE}/hyperlink" Target="{escape(target)}"'
        ' TargetMode="External"/>'
        for key, target in (links or {}).items()
    ]
    relationships += [
        f'<Relationship Id="{key}" Type="{_OFFICE}/image" Target="media/{key}.png"/>'
        for key in images or {}
    ]
    files: dict[str, bytes | str] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELATIONSHIPS,
        "word/document.xml": f'<?xml version="1.0"?><w:document xmlns:w="{_W}" xmlns:r="{_OFFICE}">'
        f"<w:body>{content}</w:body></w:document>",
        "word/styles.xml": STYLES,
        "word/_rels/document.xml.rels": '<?xml version="1.0"?><Relationships'
        f' xmlns="{_PACKAGE}/relationships">{"".join(relationships)}</Relationships>',
        **{f"word/media/{key}.png": data for key, data in (images or {}).items()},
        **(parts or {}),
    }
    return zipped(files)


def zipped(files: dict[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return stream.getvalue()


def release_docx() -> bytes:
    """Our release as somebody writes it in Word."""
    styles = {2: "Title", 6: "Heading2"}
    return docx("".join(paragraph(block, styles.get(n, "")) for n, block in enumerate(BLOCKS)))


def release_html() -> str:
    """Our release as a page."""
    shown = [f"<p>{escape(block, quote=False).replace(chr(10), '<br>')}</p>" for block in BLOCKS]
    shown[2] = f"<h1>{escape(BLOCKS[2])}</h1>"
    shown[6] = f"<h2>{escape(BLOCKS[6])}</h2>"
    body = "\n".join(shown)
    return f"<!DOCTYPE html><html><head><title>News</title></head><body>{body}</body></html>"


def release_mail(kind: str = "alternative") -> bytes:
    """Our release as an e-mail: plain, HTML with plain beside it, or in base64."""
    message = mail(f"FW: Press Release: {' '.join(BLOCKS[2].split())}")
    message.set_content(TEXT, cte="quoted-printable" if kind == "plain" else "base64")
    if kind == "alternative":
        message.add_alternative(release_html(), subtype="html")
    return message.as_bytes()


def mail(subject: str = "News") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Press Office <press@example.org>"
    message["To"] = "web@example.org"
    message["Date"] = "Wed, 26 Mar 2025 09:00:00 -0400"
    message["Subject"] = subject
    return message


def data_uri(data: bytes, kind: str = "png") -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
