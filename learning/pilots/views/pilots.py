"""Pilots, their milestones and their figures."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from learning.pilots import actions, permissions
from learning.pilots.forms import MeasureForm, MilestoneForm, PilotForm
from learning.pilots.models import Measure, Milestone
from learning.pilots.views.reading import crumbs_to, pilot_at

form_page = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@form_page
def start(request: HttpRequest) -> HttpResponse:
    """A new pilot, by those who may start one somewhere."""
    if not permissions.startable_territories(request.user).exists():
        raise PermissionDenied
    form = PilotForm(request.POST or None, by=request.user)
    if form.is_valid():
        pilot = actions.save_pilot(request.user, form.save(commit=False))
        messages.success(request, _("The journal is open. Write its first entry."))
        return redirect(pilot)
    crumbs = [{"label": _("Journals"), "url": reverse("pilots:index")}, {"label": _("Start a pilot")}]
    return render(
        request,
        "pilots/pilot_form.html",
        {"crumbs": crumbs, "form": form},
        status=422 if form.errors else 200,
    )


@login_required
@form_page
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """What a pilot says of itself."""
    pilot = pilot_at(slug)
    permissions.RUN.check(request.user, pilot)
    crumbs = crumbs_to(pilot, _("Change the pilot"))
    form = PilotForm(request.POST or None, instance=pilot, by=request.user)
    if form.is_valid():
        pilot = actions.save_pilot(request.user, form.save(commit=False))
        messages.success(request, _("Kept."))
        return redirect(pilot)
    context = {"crumbs": crumbs, "form": form, "pilot": pilot}
    return render(request, "pilots/pilot_form.html", context, status=422 if form.errors else 200)


@login_required
@form_page
def milestone(request: HttpRequest, slug: str, milestone_id: int | None = None) -> HttpResponse:
    """A milestone to add, to mark as reached or given up, or to remove."""
    pilot = pilot_at(slug)
    permissions.WRITE.check(request.user, pilot)
    stone = get_object_or_404(pilot.milestones, pk=milestone_id) if milestone_id else Milestone(pilot=pilot)
    if milestone_id and request.method == "POST" and "remove" in request.POST:
        stone.delete()
        messages.success(request, _("The milestone is removed."))
        return redirect(pilot)
    form = MilestoneForm(request.POST or None, instance=stone)
    if form.is_valid():
        form.save()
        messages.success(request, _("Kept."))
        return redirect(pilot)
    title = _("The milestone") if milestone_id else _("Add a milestone")
    context = {
        "crumbs": crumbs_to(pilot, title),
        "title": title,
        "pilot": pilot,
        "form": form,
        "may_remove": bool(milestone_id),
    }
    return render(request, "pilots/milestone_form.html", context, status=422 if form.errors else 200)


@login_required
@form_page
def figures(request: HttpRequest, slug: str) -> HttpResponse:
    """The figures of the indicator, and one more."""
    pilot = pilot_at(slug)
    permissions.WRITE.check(request.user, pilot)
    if request.method == "POST" and "remove" in request.POST:
        get_object_or_404(
            pilot.measures, pk=request.POST["remove"] if request.POST["remove"].isdecimal() else None
        ).delete()
        return redirect("pilots:figures", slug)
    form = MeasureForm(request.POST or None, instance=Measure(pilot=pilot))
    if form.is_valid():
        form.save()
        messages.success(request, _("Kept."))
        return redirect(pilot)
    context = {
        "crumbs": crumbs_to(pilot, _("Figures")),
        "pilot": pilot,
        "form": form,
        "measures": pilot.measures.all(),
    }
    return render(request, "pilots/figures.html", context, status=422 if form.errors else 200)
