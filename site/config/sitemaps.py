"""What search engines are told: live public pages in their own language, territories, journals and lessons."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from wagtail.contrib.sitemaps import Sitemap as WagtailSitemap

from knowledge_base.lessons.models import Lesson
from learning.pilots.models import Entry, Pilot
from network.models import Territory


class Pages(WagtailSitemap):
    """Every live public page but the aliases: an untranslated page is named once, under its own language."""

    def items(self):
        from wagtail.models import Page

        return (
            Page.objects.live()
            .public()
            .filter(alias_of__isnull=True, depth__gt=1)
            .order_by("path")
            .defer_streamfields()
            .specific()
        )


class Territories(Sitemap):
    """The territories of the network, and those that something published names."""

    i18n = True

    def items(self):
        return Territory.objects.shown().order_by("pk")


class Journals(Sitemap):
    """The journals that anyone may open."""

    i18n = True

    def items(self):
        return Pilot.objects.order_by("pk")


class Entries(Sitemap):
    """What the teams let everyone read."""

    i18n = True

    def items(self):
        return Entry.objects.public().select_related("pilot").order_by("pk")


class Lists(Sitemap):
    """Where one looks for the rest."""

    i18n = True

    def items(self):
        return ["library:search", "pilots:index", "territories", "api_page"]

    def location(self, item: str) -> str:
        return reverse(item)


class Lessons(Sitemap):
    """The lessons that a published note or practice states."""

    i18n = True

    def items(self):
        return Lesson.objects.live().order_by("pk")

    def location(self, item: Lesson) -> str:
        return reverse("library:lesson", args=[item.slug])


SITEMAPS = {
    "lists": Lists,
    "pages": Pages,
    "territories": Territories,
    "journals": Journals,
    "entries": Entries,
    "lessons": Lessons,
}
