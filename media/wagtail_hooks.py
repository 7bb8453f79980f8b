from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.site_summary import SummaryItem
from wagtailmedia.wagtail_hooks import MediaSummaryItem


@hooks.register("construct_homepage_summary_items", order=1000)
def leave_out_recordings(request: HttpRequest, items: list[SummaryItem]) -> None:
    """How many recordings there are: wagtailmedia says it in English only, and the menu leads to them."""
    items[:] = [item for item in items if not isinstance(item, MediaSummaryItem)]
