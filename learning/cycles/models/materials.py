from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable


class MaterialQuerySet(models.QuerySet["Material"]):
    def published(self) -> Self:
        """Those of live modules and sessions: what is in a draft only does not exist for readers."""
        return self.filter(Q(session__live=True) | Q(module__live=True))


class Material(Orderable):
    """A document or an address that helps to follow one module or one session."""

    module = ParentalKey(
        "cycles.ModulePage", on_delete=models.CASCADE, null=True, blank=True, related_name="materials"
    )
    session = ParentalKey(
        "cycles.SessionPage", on_delete=models.CASCADE, null=True, blank=True, related_name="materials"
    )
    title = models.CharField(_("title"), max_length=200)
    document = models.ForeignKey(
        "media.Document", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("document")
    )
    address = models.URLField(_("address"), max_length=500, blank=True)
    public = models.BooleanField(
        _("for everyone"), default=True, help_text=_("Untick to keep it within the cycle.")
    )

    objects = MaterialQuerySet.as_manager()

    panels = [FieldPanel("title"), FieldPanel("document"), FieldPanel("address"), FieldPanel("public")]

    class Meta(Orderable.Meta):
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        constraints = [
            models.CheckConstraint(
                condition=Q(module__isnull=True, session__isnull=False)
                | Q(module__isnull=False, session__isnull=True),
                name="material_of_one_page",
            ),
            models.CheckConstraint(
                condition=Q(document__isnull=True) & ~Q(address="") | Q(document__isnull=False, address=""),
                name="material_is_document_or_address",
                violation_error_message=_("Choose a document or give an address, not both."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def page_id(self) -> int:
        """The id of the module or the session it helps to follow."""
        return self.session_id or self.module_id

    @property
    def url(self) -> str:
        """Where to read it: another site, or our own address, which asks who may."""
        return self.address or reverse("cycles:material", args=[self.pk])

    def clean(self) -> None:
        super().clean()
        if self.document_id and self.address:
            raise ValidationError({"address": _("Choose a document or give an address, not both.")})
        if not self.document_id and not self.address:
            raise ValidationError({"document": _("Choose a document or give an address.")})
