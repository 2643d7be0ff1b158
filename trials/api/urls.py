"""Addresses of the API, under /api/: as the registry has them, without a slash at the end."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
