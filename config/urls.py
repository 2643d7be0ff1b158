"""Every address of the site; the apps own theirs."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from config import searching, sitemap_views, views
from config.styleguide.views import styleguide
from trials.site import SITE_NAME

admin.site.site_header = admin.site.site_title = SITE_NAME
# Lists and tables need the width.
admin.site.enable_nav_sidebar = False
# One way in, with its limits and its second factor. Django's own form would still be taken from
# who is signed in already, and try passwords of others without a limit.
admin.site.login = require_safe(secure_admin_login(admin.site.login))  # type: ignore[method-assign]

handler429 = "config.accounts.views.too_many"
handler404 = "config.views.page_not_found"
handler500 = "config.views.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("glossary/", views.glossary, name="glossary"),
    path("styleguide/", styleguide, name="styleguide"),
    path("search/", searching.search, name="search"),
    path("suggest/", searching.suggestions, name="suggest"),
    path("", include("trials.urls")),
    path("", include("news.urls")),
    path("api/", include("trials.api.urls")),
    path("sitemap.xml", sitemap_views.sitemap, name="sitemap"),
    path("sitemap-latest-news.xml", sitemap_views.latest_news, name="sitemap-latest-news"),
    path("sitemap-<slug:section>.xml", sitemap_views.section, name="sitemap-section"),
    path("robots.txt", views.robots, name="robots"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("admin/news/desk/", include("news.admin.desk.urls")),
    path("accounts/", include("config.accounts.urls")),
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/", admin.site.urls),
]
