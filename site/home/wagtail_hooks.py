from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.query import PageQuerySet

from home.administration import not_nameable
from home.views import remember_page

hooks.register("before_serve_page", remember_page)


@hooks.register("insert_global_admin_js")
def keep_what_is_typed() -> SafeString:
    """Our few lines for every page of the administration."""
    return format_html('<script src="{}"></script>', static("js/admin.js"))


@hooks.register("construct_page_chooser_queryset")
def offer_what_may_be_named(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """A facilitator is not told of the drafts of others while choosing a page."""
    return pages.exclude(pk__in=not_nameable(request.user))  # by number: a search knows no other condition
