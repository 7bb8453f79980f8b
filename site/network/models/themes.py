from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.search import index


class ThemeQuerySet(models.QuerySet["Theme"]):
    """Which themes we mean, in which order."""

    def in_tree_order(self) -> "ThemeQuerySet":
        """Each theme of the upper floor, then its parts."""
        return self.alias(floor=Coalesce("parent__order", "order")).order_by(
            "floor",
            Coalesce("parent__name", "name"),
            models.F("parent").asc(nulls_first=True),
            "order",
            "name",
        )


class Theme(index.Indexed, models.Model):
    """A word of the small controlled list; a tree of two floors. The six smart dimensions are themes too."""

    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    name = models.CharField(_("name in French"), max_length=80, unique=True)
    name_en = models.CharField(_("name in English"), max_length=80)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    is_dimension = models.BooleanField(_("smart dimension"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = ThemeQuerySet.as_manager()

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("name_en"),
        index.AutocompleteField("name_en"),
    ]

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name_en if (get_language() or "fr").startswith("en") else self.name
