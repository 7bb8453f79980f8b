"""Thousands of pages in a second: rows written in bulk, as the tree would have written them one by one."""

from collections.abc import Sequence

from django.utils import timezone
from wagtail.models import Page

BATCH = 500


def add_many(parent: Page, pages: Sequence[Page]) -> list[Page]:
    """Put the pages (all of one kind, with title and slug) under the parent, published, without signals."""
    last = parent.get_last_child()
    first = parent.numchild if last is None else Page._str2int(last.path[-Page.steplen :])
    now = timezone.now()
    for number, page in enumerate(pages, start=first + 1):
        page.depth = parent.depth + 1
        page.path = Page._get_path(parent.path, page.depth, number)
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.draft_title = page.title
        page.locale_id = parent.locale_id
        page.first_published_at = page.last_published_at = page.latest_revision_created_at = now
    insert(Page, [as_base(page) for page in pages])
    ids = dict(Page.objects.child_of(parent).values_list("path", "pk"))
    for page in pages:
        page.pk = page.page_ptr_id = page.id = ids[page.path]
    insert(type(pages[0]), pages)
    Page.objects.filter(pk=parent.pk).update(numchild=Page.objects.child_of(parent).count())
    parent.refresh_from_db(fields=["numchild"])
    return list(pages)


def as_base(page: Page) -> Page:
    """The same page as a row of the tree alone."""
    return Page(
        **{
            field.attname: getattr(page, field.attname)
            for field in Page._meta.concrete_fields
            if field.name != "id"
        }
    )


def insert(model: type[Page], rows: Sequence[Page]) -> None:
    """Write rows into the model's own table (Django's bulk_create refuses models with a parent)."""
    fields = [
        field for field in model._meta.local_concrete_fields if not (model is Page and field.primary_key)
    ]
    for start in range(0, len(rows), BATCH):
        model._base_manager._insert(rows[start : start + BATCH], fields=fields, using="default")
