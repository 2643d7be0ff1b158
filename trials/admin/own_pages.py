"""Addresses of the pages that a screen of the admin has beside Django's own."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse


class OwnPages(admin.ModelAdmin):  # type: ignore[type-arg]
    """A screen that names its pages as Django does: by its model, and what each is for."""

    def own_path(
        self, place: str, view: Callable[..., HttpResponseBase], name: str, **given: Any
    ) -> URLPattern:
        """A page below the list, for who is let into the admin; `given` goes to the view."""
        full_name = f"{self.opts.app_label}_{self.opts.model_name}_{name}"
        return path(place, self.admin_site.admin_view(view), given, name=full_name)

    def route(self, name: str) -> str:
        """A page of this screen, as `reverse` knows it."""
        return f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{name}"

    def address(self, name: str, record: Any) -> str:
        """The address of a page of one record."""
        return reverse(self.route(name), args=[record.pk])
