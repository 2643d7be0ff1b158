"""Addresses of the API, under /api/: as the registry has them, without a slash at the end."""

from django.urls import URLPattern, path, re_path

from trials.api.views import model, statistics, version
from trials.api.views.documentation import documentation
from trials.api.views.nowhere import nowhere
from trials.api.views.openapi import openapi
from trials.api.views.studies import studies
from trials.api.views.study import study

urlpatterns: list[URLPattern] = [
    path("", documentation, name="api"),
    path("v2/studies", studies, name="api-studies"),
    path("v2/studies/metadata", model.metadata, name="api-metadata"),
    path("v2/studies/enums", model.enums, name="api-enums"),
    path("v2/studies/search-areas", model.search_areas, name="api-search-areas"),
    path("v2/studies/<str:study_id>", study, name="api-study"),
    path("v2/stats/size", statistics.size, name="api-size"),
    path("v2/stats/field/values", statistics.field_values, name="api-field-values"),
    path("v2/version", version.version, name="api-version"),
    path("v2/openapi.json", openapi, name="api-openapi"),
    # All else, lest the site put a slash behind it and redirect.
    re_path(r"", nowhere, name="api-nowhere"),
]
