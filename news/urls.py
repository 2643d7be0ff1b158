"""Addresses of news items, newsletter issues, the files of an item, and feeds of news."""

from django.urls import path

from news import citations, feeds, files, previews, views

urlpatterns = [
    path("news/", views.news, name="news"),
    path("news/feed.<feed:kind>", feeds.news, name="news-feed"),
    path("trials/<str:trial_id>/feed.<feed:kind>", feeds.of_trial, name="trial-feed"),
    path("conditions/<slug:slug>/feed.<feed:kind>", feeds.of_condition, name="condition-feed"),
    path("news/issues/", views.issues, name="issues"),
    path("news/issues/<slug:slug>/", views.issue, name="issue"),
    path("news/issues/<slug:slug>/print/", views.issue_in_full, name="issue-print"),
    path("news/<slug:slug>.<citation:kind>", citations.citation, name="news-citation"),
    path("news/<slug:slug>/", views.news_item, name="news-item"),
    path("news/preview/<str:token>/", previews.preview, name="news-preview"),
    path(
        "news/preview/<str:token>/images/<int:pk>/<str:name>",
        previews.image,
        name="news-preview-image",
    ),
    path(
        "news/preview/<str:token>/files/<int:pk>/<str:name>",
        previews.attachment,
        name="news-preview-file",
    ),
    path("news/<slug:slug>/images/<int:pk>/<str:name>", files.image, name="news-image"),
    path("news/<slug:slug>/files/<int:pk>/<str:name>", files.attachment, name="news-file"),
]
