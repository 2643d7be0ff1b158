"""Every address of the site; the apps own theirs."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from config import searching, sitemap_views, views
from config.styleguide.views import styleguide

admin.site.site_header = "Trialfolio"
admin.site.site_title = "Trialfolio"
# Lists and tables need the width.
admin.site.enable_nav_sidebar = False

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
    path("admin/", admin.site.urls),
]
