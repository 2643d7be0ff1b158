"""Addresses of the API, under /api/: as the registry has them, without a slash at the end."""

from django.urls import URLPattern, path

from trials.api.views.studies import studies
from trials.api.views.study import study

urlpatterns: list[URLPattern] = [
    path("v2/studies", studies, name="api-studies"),
    path("v2/studies/<str:study_id>", study, name="api-study"),
]
