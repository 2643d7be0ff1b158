"""Rows of an item's form: what people say in it, its pictures, its files.

Who: a staff member after intake. Why: a picture is approved only with words for those who cannot
see it, so it stands beside the box for them. Next: "Submit for review".
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from news.admin import files
from news.models import Attachment, NewsImage, Quotation
from news.templatetags.newsroom import file_url
from trials.admin.base import Rows
from trials.admin.fields import RowForm

WIDTH = 120
LONGEST_NAME = 200
"""Bytes; some are left for what is added where a name is taken."""


class Chosen(forms.FileInput):
    """No box: the file stands beside it and stays."""

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        """Nothing."""
        return SafeString("")

    def value_from_datadict(self, *args: Any) -> None:
        """Nothing, whatever was sent."""


class FileForm(RowForm):
    """A file is chosen once; another one is another row."""

    class Meta:
        widgets = {"alternative_text": forms.Textarea(attrs={"rows": 2, "maxlength": 500})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "file" in self.fields:
            self.fields["file"].widget = Chosen()

    def clean_file(self) -> Any:
        """A disk takes names of 255 bytes, and a letter may be three of them."""
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data or not file:
            return file
        if len(str(file).encode()) > LONGEST_NAME:
            raise forms.ValidationError("Its name is too long: give the file a shorter name.")
        check = files.check_picture if self._meta.model is NewsImage else files.check_attachment
        check(file)
        return file


class FileRows(Rows):
    """Rows of files; the box for a new one is for those who may send one."""

    form = FileForm
    show_change_link = False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who only reads follows the link in the row."""
        fields: Any = self.fields
        if self.has_change_permission(request, obj):
            return fields
        return [name for name in fields if name != "file"]


class QuotationRows(Rows):
    """What people say in the item, in its words."""

    model = Quotation
    fields = ("text", "speaker", "affiliation", "position")
    show_change_link = False


class ImageRows(FileRows):
    """Pictures with their alternative text."""

    class Media:
        css = {"all": ["css/publication.css"]}

    model = NewsImage
    verbose_name = "picture"
    fields = ("seen", "file", "alternative_text", "caption", "credit", "position")
    readonly_fields = ("seen",)

    @admin.display(description="picture")
    def seen(self, image: Any) -> str:
        """Small, and in full behind it."""
        if not image.pk:
            return "chosen with “File”"
        return format_html(
            '<a href="{0}"><img src="{0}" alt="{1}" width="{2}"></a>',
            file_url(image),
            image.alternative_text or "Picture without alternative text yet",
            WIDTH,
        )


class AttachmentRows(FileRows):
    """Files that go with the item."""

    model = Attachment
    verbose_name = "file"
    fields = ("taken", "file", "title", "position")
    readonly_fields = ("taken",)

    @admin.display(description="download")
    def taken(self, attachment: Any) -> str:
        """To download."""
        if not attachment.pk:
            return "chosen with “File”"
        return format_html('<a href="{}">{}</a>', file_url(attachment), attachment.title)
