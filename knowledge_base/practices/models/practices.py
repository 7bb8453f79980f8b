from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_info, gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageManager, PageQuerySet, Revision
from wagtail.search import index

from formats import markdown
from knowledge_base.practices import blocks
from knowledge_base.practices.partial_dates import PartialDateField, check_order
from knowledge_base.practices.phones import mask_mobiles
from knowledge_base.practices.sheet import Sheet
from network.drawing import drawn_as, lazily
from network.languages import LanguageSelect
from network.lineage import under_every_name
from network.models import Territory, Theme, User
from network.slots import further_reading
from network.widgets import ThemesInput

TEXT = ["bold", "italic", "link", "ol", "ul"]


class PracticePageQuerySet(PageQuerySet):
    """Which practices we mean."""

    def latest_first(self) -> Self:
        """As they were published, the latest first."""
        return self.order_by("-first_published_at", "-pk")

    def written_by(self, user: User) -> Self:
        """Those the person proposed, alone or with others."""
        return self.filter(Q(owner=user) | Q(co_authors=user)).distinct()

    def about(self, territory: Territory) -> Self:
        """Those of the territory, under its present and its former names."""
        return self.filter(territory__in=under_every_name(territory))

    def originals(self) -> Self:
        """One row per practice: the copies that other languages show are left out."""
        return self.filter(alias_of__isnull=True)

    def for_reading(self) -> Self:
        """With the rows that showing one sheet needs."""
        return self.select_related("territory", "owner", "reviewer", "picture")

    def for_rows(self) -> Self:
        """With what a row of a list shows."""
        shown = ("title", "url_path", "summary", "place", "filled", "content_language", "territory__name")
        return self.select_related("territory").only(*shown)


class PracticeTag(TaggedItemBase):
    """A free word on a practice."""

    content_object = ParentalKey(
        "practices.PracticePage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class PracticePage(Page):
    """A good practice, on one structured sheet. Every field but the title may be blank, and a blank is shown as one."""

    # Where
    territory = models.ForeignKey(
        Territory,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="practices",
        verbose_name=_("territory"),
    )
    place = models.CharField(
        _("place as written"),
        max_length=250,
        blank=True,
        help_text=_("When no territory of the list says it."),
    )
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    # What it is about
    dimensions = ParentalManyToManyField(
        Theme,
        blank=True,
        related_name="+",
        limit_choices_to={"is_dimension": True},
        verbose_name=_("smart dimensions"),
    )
    themes = ParentalManyToManyField(
        Theme,
        blank=True,
        related_name="practices",
        limit_choices_to={"is_dimension": False},
        verbose_name=_("themes"),
    )
    tags = ClusterTaggableManager(through=PracticeTag, blank=True, verbose_name=_("tags"))
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("Two or three sentences: what was done, and for whom.")
    )
    context = RichTextField(_("context and problem"), features=TEXT, blank=True)
    objectives = RichTextField(_("objectives"), features=TEXT, blank=True)
    # For whom
    applicability = models.CharField(
        _("where it applies"), max_length=250, blank=True, help_text=_("Rural, mountain…")
    )
    scale = models.CharField(_("scale"), max_length=250, blank=True, help_text=_("Village, valley…"))
    target_groups = models.CharField(
        _("for whom"), max_length=250, blank=True, help_text=_("Young people, elderly people…")
    )
    # When
    period_start = PartialDateField(
        _("from"), help_text=_("A day, a month or a year: “27/11/2023”, “November 2023”, “2023”.")
    )
    period_end = PartialDateField(_("to"))
    # How
    actors = StreamField([("actor", blocks.ActorBlock())], verbose_name=_("actors and roles"), blank=True)
    steps = StreamField([("step", blocks.StepBlock())], verbose_name=_("key steps"), blank=True)
    difficulties = RichTextField(_("difficulties"), features=TEXT, blank=True)
    levers = RichTextField(_("levers"), features=TEXT, blank=True, help_text=_("What helped."))
    failures = RichTextField(_("what did not work"), features=TEXT, blank=True)
    people_means = RichTextField(_("means: people"), features=TEXT, blank=True)
    technical_means = RichTextField(_("means: technique"), features=TEXT, blank=True)
    costs = RichTextField(_("costs and funding"), features=TEXT, blank=True)
    results = RichTextField(_("results"), features=TEXT, blank=True)
    evidence = RichTextField(_("evidence of the results"), features=TEXT, blank=True)
    # Elsewhere
    conditions = StreamField(
        [("condition", blocks.ConditionBlock())], verbose_name=_("conditions of transfer"), blank=True
    )
    resources = StreamField(
        [("resource", blocks.ResourceBlock())], verbose_name=_("links and documents"), blank=True
    )
    received_text = models.TextField(
        _("text as received (Markdown)"),
        blank=True,
        help_text=_("Pasted or imported as it is; shown under the sheet."),
    )
    received_html = models.TextField(editable=False, blank=True)
    # Who
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    contact_email = models.EmailField(
        _("contact e-mail"), blank=True, help_text=_("Never shown: messages are relayed.")
    )
    contact_phone = models.CharField(
        _("contact telephone"), max_length=40, blank=True, help_text=_("Shown only when its owner agreed.")
    )
    phone_agreed_on = models.DateField(
        _("its owner agreed on"),
        null=True,
        blank=True,
        help_text=_("Leave empty without a recorded agreement."),
    )
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    content_language = models.CharField(_("language of the text"), max_length=5, default="fr")
    picture = models.ForeignKey(
        "media.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    # Where the text comes from
    source_name = models.CharField(_("source"), max_length=200, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=1000, blank=True)
    source_date = PartialDateField(_("date at the source"))
    source_id = models.CharField(_("identifier at the source"), max_length=200, blank=True)
    source_kind = models.CharField(
        _("kind of document at the source"), max_length=60, blank=True, db_index=True
    )
    source_digest = models.CharField(max_length=64, blank=True, editable=False)
    # Authors and review
    co_authors = ParentalManyToManyField(User, blank=True, related_name="+", verbose_name=_("co-authors"))
    reviewer = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("reviewed by")
    )
    checked_on = models.DateField(_("last checked"), null=True, blank=True)
    check_again = models.DateField(_("check again by"), null=True, blank=True)
    filled = models.PositiveSmallIntegerField(_("fields filled"), default=0, editable=False)

    # A page copied by an editor is not the document of the source either.
    exclude_fields_in_copy: ClassVar = ["source_id", "source_digest"]

    # Read from the database as it is: its relations may be fetched together (see `names.py`).
    is_as_stored = False
    # What it says and leaves blank, as it is now in the object: a draft in its form.
    sheet = property(Sheet)

    objects = PageManager.from_queryset(PracticePageQuerySet)()

    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.FilterField("source_kind"),
    ]

    title_panels: ClassVar = [*Page.content_panels, FieldPanel("summary")]
    place_panel = MultiFieldPanel(
        [
            FieldPanel("territory"),
            FieldPanel("place"),
            FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
        ],
        _("Where"),
    )
    period_panel = FieldRowPanel([FieldPanel("period_start"), FieldPanel("period_end")], heading=_("When"))
    contact_panel = MultiFieldPanel(
        [
            FieldPanel("organisation"),
            FieldPanel("contact_email"),
            FieldRowPanel([FieldPanel("contact_phone"), FieldPanel("phone_agreed_on")]),
        ],
        _("Contact"),
    )
    # The short form comes first; the other tabs complete the same sheet.
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    HelpPanel(template="practices/admin/blanks.html", heading=_("What is still missing")),
                    *title_panels,
                    place_panel,
                    MultiFieldPanel(
                        [FieldPanel("themes", widget=ThemesInput), FieldPanel("tags")], _("What it is about")
                    ),
                    period_panel,
                    FieldPanel("context"),
                    FieldPanel("objectives"),
                    FieldPanel("results"),
                    FieldPanel("difficulties"),
                    contact_panel,
                ],
                heading=_("Short sheet"),
            ),
            ObjectList(
                [
                    FieldPanel("dimensions"),
                    MultiFieldPanel(
                        [FieldPanel("applicability"), FieldPanel("scale"), FieldPanel("target_groups")],
                        _("For whom"),
                    ),
                    FieldPanel("actors"),
                    FieldPanel("steps"),
                    FieldPanel("levers"),
                    FieldPanel("failures"),
                    FieldPanel("people_means"),
                    FieldPanel("technical_means"),
                    FieldPanel("costs"),
                    FieldPanel("evidence"),
                    FieldPanel("conditions"),
                    InlinePanel("practice_lessons", heading=_("Lessons"), label=_("lesson")),
                    FieldPanel("resources"),
                    FieldPanel("picture"),
                ],
                heading=_("Full sheet"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldPanel("co_authors"),
                            FieldPanel("reviewer"),
                            FieldPanel("checked_on"),
                            FieldPanel("check_again"),
                        ],
                        _("Authors and review"),
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("licence"),
                            FieldPanel("content_language", widget=LanguageSelect),
                            FieldPanel("source_name"),
                            FieldPanel("source_url"),
                            FieldPanel("source_date"),
                            FieldPanel("source_kind"),
                        ],
                        _("Origin"),
                    ),
                    FieldPanel("received_text"),
                ],
                heading=_("Origin and review"),
            ),
            ObjectList(Page.promote_panels, heading=_("Address")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ]
    )
    parent_page_types: ClassVar = ["practices.PracticeIndexPage"]
    subpage_types: ClassVar = []
    template = "practices/practice.html"

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        constraints = [
            models.UniqueConstraint(
                fields=["source_id"],
                condition=~Q(source_id=""),
                name="one_practice_per_source_id",
                violation_error_message=_("A practice has this identifier already."),
            )
        ]

    def full_clean(self, *args: object, **kwargs: object) -> None:
        self._leave_the_source_to_the_original()
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        try:
            check_order(self.period_start, self.period_end)
        except ValidationError as error:
            raise ValidationError({"period_end": error}) from error
        if not self.alias_of_id:
            self.render_received()

    def render_received(self) -> None:
        """Make safe HTML of the text as received, or say why it is refused."""
        try:
            self.received_html = markdown.render(self.received_text) if self.received_text else ""
        except markdown.TooLarge as error:
            raise ValidationError({"received_text": gettext(error.message) % error.params}) from error

    def save(self, *args: object, **kwargs: object) -> None:
        self._leave_the_source_to_the_original()
        self.filled = self.sheet.filled
        super().save(*args, **kwargs)

    def save_revision(self, *args: object, **kwargs: object) -> Revision:
        """Whoever is named an author of a draft may read and write it at once, not after its publication."""
        revision = super().save_revision(*args, **kwargs)
        if not self.live:
            self.co_authors.commit()
        return revision

    def _leave_the_source_to_the_original(self) -> None:
        """A copy shown in another language is not the document of the source."""
        if self.alias_of_id:
            self.source_id = self.source_digest = ""

    @property
    def place_name(self) -> str:
        """The place in words: what the source wrote, or the territory."""
        return self.place or (str(self.territory) if self.territory else "")

    @property
    def shown_summary(self) -> str:
        """The summary as it stands apart from the sheet, in lists and elsewhere: without any mobile number."""
        return mask_mobiles(self.summary)

    @property
    def language_name(self) -> str:
        """The language of the text as a sentence of the reader's language names it: « français », "French"."""
        try:
            name = get_language_info(self.content_language)["name_translated"]
            return name if (get_language() or "fr").startswith("en") else name.lower()
        except KeyError:
            return self.content_language

    def is_written_by(self, user: object) -> bool:
        """Whether the person proposed it, alone or with others."""
        pk = getattr(user, "pk", None)
        return pk is not None and (
            self.owner_id == pk or pk in {author.pk for author in self.co_authors.all()}
        )

    def get_template(self, request: HttpRequest, *args: object, **kwargs: object) -> str:
        short = request.GET.get("forme") in {"courte", "short"}
        return "practices/practice_short.html" if short else self.template

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict:
        from knowledge_base.practices.presentation import context_of

        context = super().get_context(request, *args, **kwargs)
        further = lazily(further=lambda: further_reading.parts(self, request))
        return context | context_of(self) | further | drawn_as(self, request)
