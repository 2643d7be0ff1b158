"""Addresses of trials, approvals and conditions. Other programs rely on them: see the contracts."""

from django.urls import path

from trials import comparing, feeds, record_files, views
from trials.versions import files as history_files
from trials.versions import pages as history_pages

urlpatterns = [
    path("trials/", views.trials, name="trials"),
    path("trials/export.csv", views.export, name="trials-export"),
    path("trials/feed.<feed:kind>", feeds.trials, name="trials-feed"),
    path("trials/<str:trial_id>.<citation:kind>", record_files.citation, name="trial-citation"),
    path("trials/<str:trial_id>.json", record_files.study, name="trial-json"),
    path("trials/<str:trial_id>.csv", record_files.row, name="trial-csv"),
    path("trials/<str:trial_id>/", views.trial, name="trial"),
    path("trials/<str:trial_id>/history/", history_pages.history, name="trial-history"),
    path("trials/<str:trial_id>/history.json", history_files.history, name="trial-history-json"),
    path(
        "trials/<str:trial_id>/history/<int:revision>/", history_pages.version, name="trial-version"
    ),
    path(
        "trials/<str:trial_id>/history/<int:revision>.json",
        history_files.version,
        name="trial-version-json",
    ),
    path("compare/", comparing.compare, name="compare"),
    path(
        "trials/<str:trial_id>/figures/<slug:name>.svg", views.trial_picture, name="trial-picture"
    ),
    path("approvals/", views.approvals, name="approvals"),
    path("conditions/<slug:slug>/", views.condition, name="condition"),
]
