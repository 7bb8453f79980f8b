"""Every address of the site. The tree of pages comes last."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from config.api import api
from config.sitemaps import SITEMAPS
from home import views
from home.serving import serve

handler400 = "home.errors.bad_request"
handler403 = "home.errors.forbidden"
handler404 = "home.errors.not_found"
handler500 = "home.errors.server_error"

urlpatterns = [
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/", include(wagtailadmin_urls)),
    path("", include("media.urls")),  # before Wagtail's view of documents
    path("documents/", include(wagtaildocs_urls)),
    path("api/v1/", api.urls),
    path("health/", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]

urlpatterns += i18n_patterns(
    path(_("account/"), include("network.account_urls")),
    path(_("my-week/"), views.MyWeek.as_view(), name="my_week"),
    path(_("open-data/"), views.ApiPage.as_view(), name="api_page"),
    path(_("library/"), include("knowledge_base.library.urls")),
    path("", include("knowledge_base.practices.urls")),
    path("", include("knowledge_base.lessons.urls")),
    path(_("journals/"), include("learning.pilots.urls")),
    path(_("territories/"), include("network.urls")),
    path("", include("learning.cycles.urls")),
)

if settings.DEBUG:
    from home.styleguide import styleguide

    urlpatterns += i18n_patterns(path("styleguide/", styleguide, name="styleguide"))

urlpatterns += i18n_patterns(
    re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"), path("", include(wagtail_urls))
)
