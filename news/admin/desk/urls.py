"""Addresses of the linking desk, below those of the admin."""

from django.urls import path

from news.admin.desk.item import item
from news.admin.desk.queue import queue
from news.admin.desk.trial import trial

urlpatterns = [
    path("", queue, name="desk"),
    path("<int:pk>/", item, name="desk-item"),
    path("trial/<int:pk>/", trial, name="desk-trial"),
]
