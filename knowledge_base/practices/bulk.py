"""Many practices at once, in as few statements as their number allows.

Saving pages one by one costs some 150 queries each, most of them to find again what an import knows. Here the pages
of a batch are written together, their copies in the other languages' trees too; then whatever listens to saved and
to published pages hears of each, as if it had been saved alone. Pages are expected to be valid.
"""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS
from django.db.models import F
from django.db.models.signals import post_save
from django.utils import timezone
from taggit.models import Tag
from wagtail.models import Page
from wagtail.signals import page_published

from knowledge_base.practices.models import PracticeIndexPage, PracticePage, PracticeTag
from knowledge_base.practices.sheet import Sheet
from network.models import Theme


@dataclass
class NewPractice:
    """A practice that is not in the database yet, with what it is filed under."""

    page: PracticePage
    themes: list[Theme] = field(default_factory=list)
    dimensions: list[Theme] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)


class Branch:
    """The children of one list of practices: their addresses, and where the next one goes."""

    def __init__(self, index: PracticeIndexPage) -> None:
        self.index = index
        self.slugs = set(index.get_children().values_list("slug", flat=True))
        last = index.get_children().order_by("-path").values_list("path", flat=True).first()
        self.step = Page._str2int(last[-Page.steplen :]) if last else 0

    def place(self, page: PracticePage, slug: str) -> None:
        """Give the page a place of its own at the end of the list, and an address nobody has."""
        wanted, number = slug, 2
        while slug in self.slugs:
            slug, number = f"{wanted}-{number}", number + 1
        self.slugs.add(slug)
        self.step += 1
        page.slug, page.url_path = slug, f"{self.index.url_path}{slug}/"
        page.depth, page.numchild = self.index.depth + 1, 0
        page.path = Page._get_path(self.index.path, page.depth, self.step)
        page.locale, page._cached_parent_obj = self.index.locale, self.index


class Tags:
    """The free words, read once; those that are new are made."""

    def __init__(self) -> None:
        self.known = {tag.name.casefold(): tag for tag in Tag.objects.all()}

    def named(self, names: Iterable[str]) -> list[Tag]:
        for name in names:
            if name.casefold() not in self.known:
                self.known[name.casefold()] = Tag.objects.create(name=name)
        return list({self.known[name.casefold()].pk: self.known[name.casefold()] for name in names}.values())


class Writer:
    """Adds batches of practices under one list, and under its twins in other languages."""

    def __init__(self, index: PracticeIndexPage) -> None:
        self.branch = Branch(index)
        self.others = [Branch(twin) for twin in index.get_translations()]
        self.tags = Tags()
        self.content_type = ContentType.objects.get_for_model(PracticePage)

    def add(self, batch: list[NewPractice]) -> None:
        """Write the batch; each page has its key afterwards. The caller holds the transaction."""
        now = timezone.now()
        for new in batch:
            page = new.page
            page.content_type, page.draft_title = self.content_type, page.title
            page.filled = Sheet(page).filled + bool(new.themes or new.tags) + bool(new.dimensions)
            if page.live:
                page.first_published_at = page.last_published_at = now
        self._write(batch, self.branch)
        for other in self.others:
            self._write([_twin(new, other) for new in batch if new.page.live], other)
        for new in batch:
            self._tell(new.page)

    def _write(self, batch: list[NewPractice], branch: Branch) -> None:
        fields = [one for one in Page._meta.concrete_fields if not one.primary_key]
        rows = [Page(**{one.attname: getattr(new.page, one.attname) for one in fields}) for new in batch]
        for new, row in zip(batch, Page.objects.bulk_create(rows), strict=True):
            new.page.pk = new.page.page_ptr_id = new.page.id = row.pk
            # The row of the parent is there: only the practice's own is written.
            new.page.save_base(raw=True, force_insert=(PracticePage,))
        Page.objects.filter(pk=branch.index.pk).update(numchild=F("numchild") + len(batch))
        for filed, name in (
            (PracticePage.themes.through, "themes"),
            (PracticePage.dimensions.through, "dimensions"),
        ):
            filed.objects.bulk_create(
                filed(practicepage_id=new.page.pk, theme_id=theme.pk)
                for new in batch
                for theme in getattr(new, name)
            )
        PracticeTag.objects.bulk_create(
            PracticeTag(content_object=new.page, tag=tag)
            for new in batch
            for tag in self.tags.named(new.tags)
        )

    def _tell(self, page: PracticePage) -> None:
        post_save.send(
            PracticePage, instance=page, created=True, raw=False, using=DEFAULT_DB_ALIAS, update_fields=None
        )
        if page.live:
            page_published.send(sender=PracticePage, instance=page, revision=None)


def _twin(new: NewPractice, branch: Branch) -> NewPractice:
    """The alias that shows the practice in another language's tree."""
    page = copy(new.page)
    page._state = copy(new.page._state)
    page._state.adding, page._state.fields_cache = True, {}
    page.pk = page.id = page.page_ptr_id = None
    page.alias_of_id, page.source_id, page.source_digest = new.page.pk, "", ""
    branch.place(page, new.page.slug)
    return NewPractice(page, new.themes, new.dimensions, new.tags)
