"""The door of the administration, for what Wagtail would let in or send round in circles."""

import re
from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from network.models import User
from network.permissions import is_admin, is_editor, is_staff_member
from network.restrictions import without_restricted

LOGS = ("wagtailadmin_reports:site_history", "wagtailadmin_reports:site_history_results")
# Names the last page of each kind, drafts included.
KINDS_OF_PAGES = (
    "wagtailadmin_reports:page_types_usage",
    "wagtailadmin_reports:page_types_usage_results",
)
# Wagtail names the page at these addresses before it asks what one may do with it.
ABOUT_PAGES = ("/admin/pages/", "/admin/choose-page/", "/admin/bulk/wagtailcore/page/")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def administration_door(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: who is signed in and may not enter is told so, not asked to sign in again; only administrators read the log."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/admin/") and request.user.is_authenticated:
            if not is_staff_member(request.user):
                raise PermissionDenied
            if request.path in {reverse(name) for name in LOGS} and not is_admin(request.user):
                raise PermissionDenied
            if not (is_editor(request.user) or is_admin(request.user)):
                if request.path in {reverse(name) for name in KINDS_OF_PAGES}:
                    raise PermissionDenied
                if request.path.startswith(ABOUT_PAGES):
                    _hide_drafts_of_others(request)
        return get_response(request)

    return middleware


def _hide_drafts_of_others(request: HttpRequest) -> None:
    """404 where the address names a page that a facilitator neither runs nor could read on the site."""
    named = re.findall(r"/(\d{1,9})/", request.path)[:1] + request.GET.getlist("id")
    asked = Page.objects.filter(pk__in=[number for number in named if number.isdecimal()])
    if asked.filter(pk__in=not_nameable(request.user)).exists():
        raise Http404


def not_nameable(user: User | AnonymousUser) -> list[int]:
    """The pages that everyone may not read, and that the person does not work on; an editor may know of all."""
    if is_editor(user) or is_admin(user):
        return []
    own = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    hidden = Page.objects.exclude(Q(without_restricted(), live=True) | Q(pk__in=own.values("pk")))
    return list(hidden.values_list("pk", flat=True))


def write_formulas_as_text() -> None:
    """In every CSV that Wagtail exports, as it does itself in XLSX: a spreadsheet runs what begins like a formula."""
    written = SpreadsheetExportMixin.preprocess_field_value

    def as_text(self: SpreadsheetExportMixin, field: str, value: object, export_format: str) -> object:
        value = written(self, field, value, export_format)
        risky = export_format == self.FORMAT_CSV and isinstance(value, str) and value.startswith(FORMULA)
        return f"'{value}" if risky else value

    SpreadsheetExportMixin.preprocess_field_value = as_text
