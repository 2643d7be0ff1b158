"""Every address of the site; the apps own theirs."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, path

from config import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    path("healthz", views.healthz),
    path("readyz", views.readyz),
]
