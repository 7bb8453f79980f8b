"""The door of the administration, for what Wagtail and its neighbours would let in or send round in circles."""

import re
from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.admin.views.account import AvatarSettingsPanel
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail_localize.models import TranslationSource

from formats.plain_text import printable
from knowledge_base.practices.moderation import keep_from_deleting
from learning.cycles.models import CyclePage
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
# wagtail-localize names drafts and lessons to whoever enters the administration, Wagtail the words of drafts; lessons are
# the editors'.
NOT_FOR_FACILITATORS = (
    "/admin/localize/",
    "/admin/snippets/choose/lessons/",
    "/admin/snippets/lessons/",
    "/admin/bulk/lessons/",
    "/admin/tag-autocomplete/",
)
WORDS_OF_SCRIPTS = "wagtail_localize:javascript_catalog"
UPDATES = "/admin/localize/update/"
TRANSLATES = ("/admin/localize/submit/page/", "/admin/localize/page/", UPDATES)
LISTS_OF_FILES = ("/admin/api/main/images/", "/admin/api/main/documents/")
DELETED_BY_PROGRAM = re.compile(r"/admin/api/main/pages/(\d{1,9})/action/delete/")
NUMBER = re.compile(r"(?<=/)\d{1,9}(?=/)")
MOST_NAMED = 500
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def administration_door(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: who is signed in and may not enter is told so, not asked to sign in again; then each guard is asked."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/admin/") and request.user.is_authenticated:
            if not is_staff_member(request.user):
                raise PermissionDenied
            for guard in GUARDS:
                guard(request)
        return get_response(request)

    return middleware


def keep_the_log(request: HttpRequest) -> None:
    """Only administrators read the log."""
    if request.path in {reverse(name) for name in LOGS} and not is_admin(request.user):
        raise PermissionDenied


def keep_what_facilitators_are_not_told(request: HttpRequest) -> None:
    """Facilitators are in the administration for their cycles: drafts of others and lessons are none of their business."""
    if is_editor(request.user) or is_admin(request.user):
        return
    if request.path in {reverse(name) for name in KINDS_OF_PAGES}:
        raise PermissionDenied
    if request.path.startswith(NOT_FOR_FACILITATORS) and request.path != reverse(WORDS_OF_SCRIPTS):
        raise PermissionDenied
    if request.path.startswith(ABOUT_PAGES):
        named = [*NUMBER.findall(request.path), *request.GET.getlist("id")]
        asked = Page.objects.filter(pk__in=[number for number in named if number.isdecimal()][:MOST_NAMED])
        if asked.filter(pk__in=not_nameable(request.user)).exists():
            raise Http404


def keep_lists_of_files(request: HttpRequest) -> None:
    """Wagtail's interface has no need of them, and they list closed collections to everybody in the administration."""
    if request.path.startswith(LISTS_OF_FILES):
        raise Http404


def keep_from_translating(request: HttpRequest) -> None:
    """403 where a translation would touch a page that the person may not edit: wagtail-localize asks for one right only."""
    if not request.path.startswith(TRANSLATES):
        return
    numbers = NUMBER.findall(request.path)
    if request.path.startswith(UPDATES):
        sources = TranslationSource.objects.filter(pk__in=numbers).values("object_id")
        asked = Page.objects.filter(translation_key__in=sources)
    else:
        asked = Page.objects.filter(pk__in=numbers)
    below = [CyclePage.objects.descendant_of(page) for page in asked if "include_subtree" in request.POST]
    touched = [*asked.specific(), *(cycle for cycles in below for cycle in cycles)]
    if not all(page.permissions_for_user(request.user).can_edit() for page in touched):
        raise PermissionDenied


def keep_practices(request: HttpRequest) -> None:
    """Editors archive practices: Wagtail's hooks say so in its pages, and are not asked in its API."""
    deleted = DELETED_BY_PROGRAM.fullmatch(request.path)
    for page in Page.objects.filter(pk=deleted[1]) if deleted else ():
        keep_from_deleting(request, page)


GUARDS = (
    keep_the_log,
    keep_lists_of_files,
    keep_what_facilitators_are_not_told,
    keep_from_translating,
    keep_practices,
)


def not_nameable(user: User | AnonymousUser) -> list[int]:
    """The pages that everyone may not read, and that the person does not work on; an editor may know of all."""
    if is_editor(user) or is_admin(user):
        return []
    own = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    # Wagtail names a page by the title of its draft, which nobody has published.
    public = Q(without_restricted(), live=True, draft_title=F("title"))
    return list(Page.objects.exclude(public | Q(pk__in=own.values("pk"))).values_list("pk", flat=True))


def write_formulas_as_text() -> None:
    """In every CSV that Wagtail exports, as it does itself in XLSX: a spreadsheet runs what begins like a formula."""
    written = SpreadsheetExportMixin.preprocess_field_value

    def as_text(self: SpreadsheetExportMixin, field: str, value: object, export_format: str) -> object:
        value = written(self, field, value, export_format)
        if not isinstance(value, str):
            return value
        value = printable(value)
        return f"'{value}" if export_format == self.FORMAT_CSV and value.startswith(FORMULA) else value

    SpreadsheetExportMixin.preprocess_field_value = as_text


def leave_out_avatars() -> None:
    """A picture of oneself would lie among the private files, which have no address: every list of people would fail."""
    AvatarSettingsPanel.is_active = lambda _panel: False
