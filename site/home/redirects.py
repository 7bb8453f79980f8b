"""The former addresses of a renamed or moved section keep leading to its pages.

Wagtail's own creator loads every page below the section and compares them in one expression that SQLite refuses past
a thousand pages (WAGTAILREDIRECTS_AUTO_CREATE is off for that). Below a section, only the beginning of an address
changes: that is all one needs to know.
"""

from copy import copy

from django.db import transaction
from django.dispatch import receiver
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail.signals import page_slug_changed, post_page_move

BATCH = 500


def keep_former_addresses(page: Page, before: Page) -> int:
    """Redirect the addresses that `page` and the live pages below it had when it was `before`; their number."""
    former, present = before.get_url_parts(), page.get_url_parts()
    if not former or not present or former[0] != present[0] or former[2] == present[2]:
        return 0
    site, _root, beginning = former
    below = page.get_descendants(inclusive=True).live().values_list("pk", "url_path")
    redirects = [
        Redirect(
            old_path=Redirect.normalise_path(beginning + url_path[len(page.url_path) :]),
            site_id=site,
            redirect_page_id=pk,
            automatically_created=True,
        )
        for pk, url_path in below
    ]
    with transaction.atomic():
        for start in range(0, len(redirects), BATCH):
            some = redirects[start : start + BATCH]
            paths = [redirect.old_path for redirect in some]
            Redirect.objects.filter(site_id=site, automatically_created=True, old_path__in=paths).delete()
            Redirect.objects.bulk_create(some, ignore_conflicts=True)
    return len(redirects)


@receiver(page_slug_changed, dispatch_uid="redirect_renamed")
def _renamed(instance: Page, instance_before: Page, **kwargs: object) -> None:
    keep_former_addresses(instance, instance_before)


@receiver(post_page_move, dispatch_uid="redirect_moved")
def _moved(instance: Page, url_path_before: str, url_path_after: str, **kwargs: object) -> None:
    if url_path_before != url_path_after:
        before = copy(instance)
        before.url_path = url_path_before
        keep_former_addresses(instance, before)
