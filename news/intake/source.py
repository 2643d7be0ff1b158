"""What every kind of file becomes before its parts are told apart: Markdown and pictures."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Picture:
    """A picture that was inside the file; `alternative_text` is "" where the file has none."""

    data: bytes
    format: str
    """As Pillow names it: PNG, JPEG, GIF, WEBP."""
    alternative_text: str = ""
    caption: str = ""


@dataclass
class Source:
    """The words of a file as Markdown, paragraphs parted by empty lines."""

    markdown: str
    subject: str = ""
    """A title that the file gives beside its text: of an e-mail, of a page."""
    pictures: list[Picture] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Sentences for the person who takes it in."""
    text: str = ""
    """The file's characters, where it is a text file: what an older digest was made of."""
