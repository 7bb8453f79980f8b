from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag
from wagtail.models import Page
from wagtail.search import index
from wagtail.search.queryset import SearchableQuerySetMixin

from knowledge_base.lessons.models import Lesson
from learning.cycles.models import CyclePage
from learning.cycles.permissions import facilitated_cycles, shared_cycles
from learning.pilots.models import Entry, Visibility
from network.models import Territory, Theme, User
from network.permissions import is_admin, is_editor, territories_of

OWN = (
    "kind",
    "title",
    "summary",
    "text",
    "places",
    "words",
    "visibility",
    "language",
    "date",
    "published",
    "year",
    "with_results",
    "tried",
    "ends",
    "filled",
    "fields",
    "cycle",
)
OF_ITS_ORIGIN = (
    "territory__name",
    "territory__latitude",
    "territory__longitude",
    "territory__fictional",
    "page__url_path",
    "page__translation_key",
    "page__locale__language_code",
    "lesson__slug",
    "entry__pilot__slug",
)


class FindingQuerySet(SearchableQuerySetMixin, models.QuerySet["Finding"]):
    """Which findings we mean."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those that the person may read: what everyone may, and the shared entries of their circles."""
        readable = Q(visibility=Visibility.PUBLIC)
        if user.is_authenticated and user.is_active:
            readable |= Q(
                visibility__in=[Visibility.TEAM, Visibility.CYCLE], territory__in=territories_of(user)
            )
            if is_admin(user):
                readable |= Q(visibility__in=[Visibility.TEAM, Visibility.CYCLE])
            elif is_editor(user):
                readable |= Q(visibility=Visibility.CYCLE)
            else:
                circle = shared_cycles(user) | facilitated_cycles(user)
                readable |= Q(visibility=Visibility.CYCLE, cycle__in=circle)
        return self.filter(readable)

    def with_origin(self) -> Self:
        """With what a row of results shows of the page, lesson or entry that each stands for, and of its place."""
        return self.select_related("territory", "page__locale", "lesson", "entry__pilot").only(
            *OWN, *OF_ITS_ORIGIN
        )


class Term(models.Model):
    """A word that sheets use for whom or for which scale something was done: spellings that fold alike are one."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=60)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Finding(index.Indexed, models.Model):
    """One published thing, flattened so that one queryset serves every kind, facet and engine.

    It stands for exactly one page, lesson or entry. Written in the transaction that publishes it, removed in the
    one that withdraws it (`library.writing`), rebuilt by `manage.py rebuild_findings`. A draft has no finding.
    """

    class Kind(models.TextChoices):
        PRACTICE = "practice", _("practice")
        NOTE = "note", _("note")
        LESSON = "lesson", _("lesson")
        ENTRY = "entry", _("journal entry")

    kind = models.CharField(max_length=10, choices=Kind)
    page = models.OneToOneField(Page, models.CASCADE, null=True, related_name="+")
    lesson = models.OneToOneField(Lesson, models.CASCADE, null=True, related_name="+")
    entry = models.OneToOneField(Entry, models.CASCADE, null=True, related_name="+")

    title = models.CharField(max_length=255)
    summary = models.TextField(blank=True)
    text = models.TextField(blank=True)
    # The names of its place, one to a line: its own, those before and after it, those it lies in.
    places = models.TextField(blank=True)
    # The names of its themes and tags, and what else it is found by and nobody reads as a text, one to a line.
    words = models.TextField(blank=True)

    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.PUBLIC)
    territory = models.ForeignKey(Territory, models.SET_NULL, null=True, related_name="+")
    # Its territory with all that this lies in, so that a department finds what its communes did.
    within = models.ManyToManyField(Territory, related_name="+")
    cycle = models.ForeignKey(CyclePage, models.SET_NULL, null=True, related_name="+")
    # With the themes that these lie in, so that a theme finds what its parts find.
    themes = models.ManyToManyField(Theme, related_name="+")
    tags = models.ManyToManyField(Tag, related_name="+")
    # For whom it was done and at which scale, in the words of its sheet.
    groups = models.ManyToManyField("Term", related_name="+")
    scales = models.ManyToManyField("Term", related_name="+")
    # What became of it in the territories that tried it, or "not yet", as terms; how many tried it, and what became of it
    # in the first of these, in words that the rope draws.
    outcomes = models.ManyToManyField("Term", related_name="+")
    tried = models.PositiveSmallIntegerField(default=0)
    ends = models.CharField(max_length=40, blank=True)
    with_results = models.BooleanField(default=False)
    language = models.CharField(max_length=5, default="fr")
    date = models.DateField(null=True)
    # When it was done; where nobody says, when it was written.
    year = models.PositiveSmallIntegerField(null=True)
    published = models.DateTimeField(db_index=True)
    # Since when those who may read it now may do so: it is new to them from then on.
    appeared = models.DateTimeField(default=timezone.now, db_index=True)
    # How much of a sheet is filled, of how much.
    filled = models.PositiveSmallIntegerField(null=True)
    fields = models.PositiveSmallIntegerField(null=True)

    objects = FindingQuerySet.as_manager()

    search_fields = [
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.SearchField("summary"),
        index.SearchField("text", boost=0.8),
        index.SearchField("places"),
        index.AutocompleteField("places"),
        index.SearchField("words", boost=0.6),
        index.FilterField("id"),
        index.FilterField("kind"),
        index.FilterField("page"),
        index.FilterField("visibility"),
        index.FilterField("territory"),
        index.FilterField("within"),
        index.RelatedFields("within", [index.FilterField("slug")]),
        index.FilterField("cycle"),
        index.FilterField("themes"),
        index.RelatedFields("themes", [index.FilterField("slug")]),
        index.FilterField("tags"),
        index.RelatedFields("tags", [index.FilterField("slug")]),
        index.FilterField("groups"),
        index.RelatedFields("groups", [index.FilterField("slug")]),
        index.FilterField("scales"),
        index.RelatedFields("scales", [index.FilterField("slug")]),
        index.FilterField("outcomes"),
        index.RelatedFields("outcomes", [index.FilterField("slug")]),
        index.FilterField("tried"),
        index.FilterField("with_results"),
        index.FilterField("year"),
        index.FilterField("language"),
        index.FilterField("date"),
        index.FilterField("published"),
        index.FilterField("appeared"),
    ]

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["-published", "-pk"]
        indexes = [models.Index(fields=["visibility", "territory"], name="finding_places")]
        constraints = [
            models.CheckConstraint(
                condition=Q(page__isnull=False, lesson__isnull=True, entry__isnull=True)
                | Q(page__isnull=True, lesson__isnull=False, entry__isnull=True)
                | Q(page__isnull=True, lesson__isnull=True, entry__isnull=False),
                name="finding_stands_for_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.title


class SynonymGroup(models.Model):
    """Words that stand for one another in a search, one to a line."""

    MOST = 20

    words = models.TextField(
        _("words"),
        help_text=_(
            "One to a line, two or more: who searches for one finds the others too. A line of several words is found by "
            "the others, and finds nothing itself."
        ),
    )

    class Meta:
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("synonyms")
        ordering = ["words"]

    def __str__(self) -> str:
        return ", ".join(self.group)

    @property
    def group(self) -> tuple[str, ...]:
        """The words, each once."""
        lines = (" ".join(line.split()) for line in self.words.replace("\x00", "").splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    def clean(self) -> None:
        """Two words or more, of a length that is one."""
        if not 2 <= len(self.group) <= self.MOST:
            raise ValidationError(
                {"words": _("Write between two and %(most)d words, one to a line.") % {"most": self.MOST}}
            )
        if too_long := [line for line in self.group if len(line) > 60]:
            raise ValidationError(
                {"words": _("“%(line)s…” is too long to be looked for.") % {"line": too_long[0][:40]}}
            )
        self.words = "\n".join(self.group)


class SavedSearch(models.Model):
    """A search that somebody keeps under a name, and hears of when something new answers it."""

    MOST, LONGEST = 30, 2000

    class Frequency(models.TextChoices):
        NEVER = "never", _("no messages")
        DAILY = "daily", _("once a day")
        WEEKLY = "weekly", _("once a week")

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_searches", verbose_name=_("person"))
    name = models.CharField(_("name"), max_length=100)
    # The address of the search, without its page and its view: `Asked.search_only`.
    query = models.TextField(_("search"), max_length=LONGEST)
    frequency = models.CharField(
        _("messages"),
        max_length=6,
        choices=Frequency,
        default=Frequency.WEEKLY,
        help_text=_("By e-mail, and only when there is something new."),
    )
    created = models.DateTimeField(default=timezone.now, editable=False)
    # What appeared before was told, or was there when the search was kept.
    told = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["user", "query"], name="one_saved_search_per_address")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The results as they are now."""
        return f"{reverse('library:search')}?{self.query}"

    @property
    def words(self) -> str:
        """The words that are looked for."""
        return QueryDict(self.query).get("q", "")

    @property
    def choices(self) -> int:
        """How many choices go with the words."""
        known = QueryDict(self.query)
        return sum(len(known.getlist(name)) for name in known.keys() - {"q", "sort", "exact"})


class SearchCount(models.Model):
    """How often something was looked for in a month, and what answered the last time. Nothing is kept of who asked."""

    month = models.DateField(_("month"))
    # Without accents and capitals, in the order typed: the same search, however it is written.
    folded = models.CharField(max_length=100, editable=False)
    words = models.CharField(_("searched for"), max_length=100)
    times = models.PositiveIntegerField(_("times"), default=1)
    found = models.PositiveIntegerField(_("results with every word"), default=0)
    # Nothing held a word as it was typed: what it was taken for, and what these results hold.
    mended = models.CharField(_("taken for"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("search count")
        verbose_name_plural = _("search counts")
        ordering = ["-times", "words"]
        constraints = [models.UniqueConstraint(fields=["month", "folded"], name="one_count_per_month")]

    def __str__(self) -> str:
        return self.words


def territories_named_in_public() -> models.QuerySet:
    """The ids of the territories that something readable by everyone is about."""
    everyone = Finding.objects.visible_to(AnonymousUser())
    return everyone.filter(territory__isnull=False).order_by().values("territory")
