"""What the library listens to. Each receiver works in the transaction that made its news true."""

from typing import Any

from django.db import transaction
from django.db.models import Model, Q
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from knowledge_base.lessons.models import Lesson, Trial
from knowledge_base.library import writing
from knowledge_base.library.models import Finding
from knowledge_base.library.sources import source_of, sources
from learning.pilots.models import Entry, Pilot
from learning.pilots.signals import pilot_changed
from network.models import Territory, Theme
from network.signals import belongings_imported, territory_changed


def thing_saved(
    sender: type[Model], instance: Model, raw: bool = False, update_fields: Any = None, **_: Any
) -> None:
    """A practice, note, lesson or entry was saved: published, changed or withdrawn.

    A save of some fields (a new draft notes itself so) comes with an object that may say what nobody published:
    what counts then is what the database holds. A whole save is described from the object, because its related
    rows are written only after this signal.
    """
    if raw:
        return
    if update_fields is not None:
        instance = sender._default_manager.get(pk=instance.pk)
    writing.follow(instance)


def page_saved(instance: Page, created: bool = False, raw: bool = False, **_: Any) -> None:
    """A page was saved through Wagtail's general class: withdrawn from a list of pages, for instance."""
    if not raw and not created and source_of(instance.specific_class or Page):
        writing.follow(instance.specific)


def pages_below(page: Page) -> list[Page]:
    """The pages at and under a page that the library may hold."""
    below = Page.objects.descendant_of(page, inclusive=True).specific()
    return [found for found in below if source_of(type(found))]


def page_moved(instance: Page, **_: Any) -> None:
    """A page changed place: it may now lie under a restriction, or no longer."""
    writing.follow_all(pages_below(instance))


def page_closed(instance: PageViewRestriction, **_: Any) -> None:
    """A page and all below it were closed to the public."""
    writing.follow_all(pages_below(instance.page))


def page_opened(instance: PageViewRestriction, **_: Any) -> None:
    """A page and all below it are open again, unless they are being deleted: that is known after the commit."""

    def follow() -> None:
        for page in Page.objects.filter(pk=instance.page_id):
            writing.follow_all(pages_below(page))

    transaction.on_commit(follow)


def pilot_news(pilot: Pilot, **_: Any) -> None:
    """A pilot changed its territory, cycle or language: its entries are read by others now, or in another way."""
    entries = Entry.objects.filter(pilot=pilot, deleted__isnull=True).select_related(
        "pilot__territory", "pilot__cycle"
    )
    writing.follow_all(entries)


def territory_news(territory: Territory, moved: bool = False, **_: Any) -> None:
    """A territory changed its name or its history: what happened there is found under the new names too.

    Where it lies in another one than before, so does all that lies in it.
    """
    inside = Finding.objects.filter(within=territory) if moved else Finding.objects.none()
    refresh(Finding.objects.filter(Q(territory=territory) | Q(pk__in=inside.order_by().values("pk"))))


def belongings_news(parts: set[int], **_: Any) -> None:
    """An imported reference put territories elsewhere: what happened in them, or within them, is found there now."""
    held = set(Finding.within.through.objects.values_list("territory_id", flat=True).distinct())
    moved = sorted(held & parts)
    for start in range(0, len(moved), 500):
        refresh(Finding.objects.filter(within__in=moved[start : start + 500]).distinct())


def theme_saved(instance: Theme, created: bool = False, raw: bool = False, **_: Any) -> None:
    """A theme was renamed or moved."""
    if not created and not raw:
        refresh(Finding.objects.filter(themes=instance))


def trial_news(instance: Trial, raw: bool = False, **_: Any) -> None:
    """A territory told what became of a lesson or a practice, or took it back."""
    if raw:
        return
    # Where the thing itself is being deleted, its trials go first, and nothing of it is found any more.
    pages = Page.objects.filter(pk=instance.page_id).specific() if instance.page_id else ()
    things = Lesson.objects.filter(pk=instance.lesson_id) if instance.lesson_id else pages
    writing.follow_all(things)


@transaction.atomic
def refresh(findings: Any) -> None:
    """Write these findings again from what they stand for."""
    for finding in findings.order_by("pk"):
        source = sources[finding.kind]
        thing = source.model._default_manager.filter(pk=getattr(finding, f"{source.field}_id")).first()
        if thing is not None:
            writing.write(source, thing)


def connect() -> None:
    """Called once, when all rooms are there."""
    for source in sources.values():
        post_save.connect(thing_saved, sender=source.model, dispatch_uid=f"library.save.{source.kind}")
    post_save.connect(page_saved, sender=Page, dispatch_uid="library.save.page")
    post_page_move.connect(page_moved, dispatch_uid="library.move")
    post_save.connect(page_closed, sender=PageViewRestriction, dispatch_uid="library.closed")
    post_delete.connect(page_opened, sender=PageViewRestriction, dispatch_uid="library.opened")
    post_save.connect(theme_saved, sender=Theme, dispatch_uid="library.theme")
    post_save.connect(trial_news, sender=Trial, dispatch_uid="library.trial")
    post_delete.connect(trial_news, sender=Trial, dispatch_uid="library.trial.gone")
    pilot_changed.connect(pilot_news, dispatch_uid="library.pilot")
    territory_changed.connect(territory_news, dispatch_uid="library.territory")
    belongings_imported.connect(belongings_news, dispatch_uid="library.belongings")
