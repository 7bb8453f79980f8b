from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.cycles.models import CyclePage
from network.models import Territory


class Pilot(models.Model):
    """One experiment of one territory, with its journal. A micro-action is a small pilot."""

    class Status(models.TextChoices):
        UNDER_WAY = "under_way", _("under way")
        DONE = "done", _("done")
        STOPPED = "stopped", _("stopped")

    territory = models.ForeignKey(Territory, models.PROTECT, related_name="pilots", verbose_name=_("territory"))
    cycle = models.ForeignKey(
        CyclePage, models.SET_NULL, null=True, blank=True, related_name="pilots", verbose_name=_("cycle")
    )
    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    problem = models.TextField(_("problem"), blank=True, help_text=_("In two sentences."))
    goal = models.TextField(_("goal"), blank=True)
    indicator = models.CharField(_("indicator"), max_length=200, blank=True)
    status = models.CharField(_("where it stands"), max_length=12, choices=Status, default=Status.UNDER_WAY)
    is_micro_action = models.BooleanField(_("micro-action"), default=False)
    public = models.BooleanField(_("named in public"), default=True)
    picture = models.ForeignKey(
        "media.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    started = models.DateField(_("started on"), null=True, blank=True)
    ended = models.DateField(_("ended on"), null=True, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("pilot project")
        verbose_name_plural = _("pilot projects")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class Milestone(models.Model):
    """A step that the team set itself."""

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="milestones", verbose_name=_("pilot project"))
    title = models.CharField(_("title"), max_length=200)
    due = models.DateField(_("planned for"), null=True, blank=True)
    reached = models.DateField(_("reached on"), null=True, blank=True)
    given_up = models.BooleanField(_("given up"), default=False)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return self.title
