from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from network.models import Territory, Theme

TEXT = ["bold", "italic", "link", "ol", "ul"]


class PracticeIndexPage(Page):
    """The list of practices, and the door by which one is proposed."""

    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    subpage_types: ClassVar = ["practices.PracticePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of practices")


class PracticeTag(TaggedItemBase):
    """A free word on a practice."""

    content_object = ParentalKey("practices.PracticePage", on_delete=models.CASCADE, related_name="tagged_items")


class PracticePage(Page):
    """A good practice, on one structured sheet. Every field but the title may be blank, and a blank is shown as one."""

    class Precision(models.TextChoices):
        DAY = "day", _("day")
        MONTH = "month", _("month")
        YEAR = "year", _("year")

    # Where
    territory = models.ForeignKey(
        Territory, models.SET_NULL, null=True, blank=True, related_name="practices", verbose_name=_("territory")
    )
    place = models.CharField(_("place as written"), max_length=250, blank=True)
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    # What it is about
    dimensions = ParentalManyToManyField(
        Theme, blank=True, related_name="+", limit_choices_to={"is_dimension": True}, verbose_name=_("smart dimensions")
    )
    themes = ParentalManyToManyField(Theme, blank=True, related_name="practices", verbose_name=_("themes"))
    tags = ClusterTaggableManager(through=PracticeTag, blank=True, verbose_name=_("tags"))
    summary = models.TextField(_("summary"), blank=True, help_text=_("Two or three sentences."))
    context = RichTextField(_("context and problem"), features=TEXT, blank=True)
    objectives = RichTextField(_("objectives"), features=TEXT, blank=True)
    # For whom
    applicability = models.CharField(_("where it applies"), max_length=250, blank=True, help_text=_("rural, mountain…"))
    scale = models.CharField(_("scale"), max_length=250, blank=True, help_text=_("village, valley…"))
    target_groups = models.CharField(_("for whom"), max_length=250, blank=True)
    # When
    period_start = models.DateField(_("from"), null=True, blank=True)
    period_end = models.DateField(_("to"), null=True, blank=True)
    period_precision = models.CharField(_("dates known to the"), max_length=5, choices=Precision, default=Precision.MONTH)
    # How
    difficulties = RichTextField(_("difficulties"), features=TEXT, blank=True)
    levers = RichTextField(_("levers"), features=TEXT, blank=True)
    failures = RichTextField(_("what did not work"), features=TEXT, blank=True)
    people_means = RichTextField(_("means: people"), features=TEXT, blank=True)
    technical_means = RichTextField(_("means: technique"), features=TEXT, blank=True)
    costs = RichTextField(_("costs and funding"), features=TEXT, blank=True)
    results = RichTextField(_("results"), features=TEXT, blank=True)
    evidence = RichTextField(_("evidence of the results"), features=TEXT, blank=True)
    # As received
    received_text = models.TextField(_("text as received (Markdown)"), blank=True)
    received_html = models.TextField(editable=False, blank=True)
    # Who
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    contact_email = models.EmailField(
        _("contact e-mail"), blank=True, help_text=_("Never shown: messages are relayed.")
    )
    licence = models.CharField(_("licence"), max_length=120, blank=True)
    content_language = models.CharField(_("language"), max_length=5, default="fr")
    source_url = models.URLField(_("source"), max_length=600, blank=True)
    source_id = models.CharField(_("identifier at the source"), max_length=200, blank=True, db_index=True)
    source_kind = models.CharField(_("kind of document at the source"), max_length=60, blank=True)
    picture = models.ForeignKey(
        "media.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    reviewer = models.ForeignKey(
        "network.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("reviewed by")
    )
    checked_on = models.DateField(_("last checked"), null=True, blank=True)
    check_again = models.DateField(_("check again by"), null=True, blank=True)
    co_authors = ParentalManyToManyField("network.User", blank=True, related_name="+", verbose_name=_("co-authors"))

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldPanel("territory"), FieldPanel("place"), FieldPanel("latitude"), FieldPanel("longitude")], _("Where")
        ),
        MultiFieldPanel([FieldPanel("dimensions"), FieldPanel("themes"), FieldPanel("tags")], _("What it is about")),
        FieldPanel("context"),
        FieldPanel("objectives"),
        MultiFieldPanel([FieldPanel("applicability"), FieldPanel("scale"), FieldPanel("target_groups")], _("For whom")),
        MultiFieldPanel(
            [FieldPanel("period_start"), FieldPanel("period_end"), FieldPanel("period_precision")], _("When")
        ),
        InlinePanel("actors", heading=_("Actors and roles"), label=_("actor")),
        InlinePanel("steps", heading=_("Key steps"), label=_("step")),
        FieldPanel("difficulties"),
        FieldPanel("levers"),
        FieldPanel("failures"),
        FieldPanel("people_means"),
        FieldPanel("technical_means"),
        FieldPanel("costs"),
        FieldPanel("results"),
        FieldPanel("evidence"),
        InlinePanel("conditions", heading=_("Conditions of transfer"), label=_("condition")),
        InlinePanel("practice_lessons", heading=_("Lessons"), label=_("lesson")),
        InlinePanel("resources", heading=_("Links and documents"), label=_("link or document")),
        FieldPanel("received_text"),
        MultiFieldPanel([FieldPanel("organisation"), FieldPanel("contact_email")], _("Contact")),
        MultiFieldPanel(
            [FieldPanel("licence"), FieldPanel("content_language"), FieldPanel("source_url"), FieldPanel("picture")],
            _("Origin"),
        ),
        MultiFieldPanel(
            [FieldPanel("co_authors"), FieldPanel("reviewer"), FieldPanel("checked_on"), FieldPanel("check_again")],
            _("Authors and review"),
        ),
    ]
    parent_page_types: ClassVar = ["practices.PracticeIndexPage"]
    subpage_types: ClassVar = []

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
