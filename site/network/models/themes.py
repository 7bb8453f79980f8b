from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.search import index


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
