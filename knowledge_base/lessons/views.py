"""Telling of a trial: of a lesson, or of what a page tells."""

import re
from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from knowledge_base.lessons import actions
from knowledge_base.lessons.forms import TrialForm
from knowledge_base.lessons.models import Lesson, Trial
from knowledge_base.lessons.permissions import territories_to_tell_of
from knowledge_base.lessons.slots import tried_pages
from network.kept_forms import signed_in, typed_in
from network.languages import lang_of
from network.models import Territory, User
from network.restrictions import without_restricted
from network.twins import in_readers_tree


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def trial_of_lesson(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell of a trial of a published lesson."""
    lesson = get_object_or_404(Lesson.objects.live(), pk=pk)
    return told(request, lesson, lesson.address)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def trial_of_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell of a trial of what a published page tells."""
    page = get_object_or_404(Page.objects.live().filter(without_restricted(), alias_of__isnull=True), pk=pk)
    if not issubclass(page.specific_class or Page, tuple(tried_pages)):
        raise Http404
    twin = in_readers_tree([page])[page.pk]
    return told(request, page.specific, twin.get_url(request) or "/")


def told(request: HttpRequest, thing: Lesson | Page, address: str) -> HttpResponse:
    """The form, with what the territory told before; what is sent is kept, and shown where the thing is read."""
    person = cast("User", request.user)
    typed = typed_in(request)
    own = territories_to_tell_of(person, thing)
    asked = (typed or request.GET).get("territory", "")
    territory = own.filter(pk=asked).first() if re.fullmatch(r"[0-9]{1,9}", asked) else None
    if request.method == "POST" and not territory and re.fullmatch(r"[0-9]{1,9}", asked):
        raise PermissionDenied(_("A trial is told for one’s own territory."))
    territory = territory or only_one(own)
    earlier = Trial.objects.of(thing).filter(territory=territory).first() if territory else None
    form = TrialForm(
        typed,
        territories=own,
        instance=earlier or Trial(),
        initial={"read": earlier.mark if earlier else "", "territory": territory},
    )
    conflict = None
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in form.Meta.fields if name != "territory"}
        try:
            actions.record_trial(
                person, form.cleaned_data["territory"], thing, values, form.cleaned_data["read"]
            )
        except actions.ToldMeanwhile as found:
            conflict = found.trial
            form.add_error(
                None, _("Your territory has told of this already. Sending this replaces what it said.")
            )
            form.data = form.data.copy()
            form.data["read"] = conflict.mark if conflict else ""
        else:
            messages.success(request, _("Thank you: what became of it is told."))
            return redirect(f"{address}#trials")
    context = {
        "form": form,
        "thing": thing,
        "address": address,
        "conflict": conflict,
        "told": [] if territory else Trial.objects.of(thing).filter(territory__in=own),
        "crumbs": [{"label": str(thing), "url": address, "lang": lang_of(thing)}],
    }
    return render(
        request, "lessons/tell_of_trial.html", context, status=422 if request.method == "POST" else 200
    )


def only_one(territories: QuerySet[Territory]) -> Territory | None:
    """The one territory there is; none where there are several. Who has none to tell for is told so."""
    some = list(territories[:2])
    if not some:
        raise PermissionDenied(_("A trial is told for one’s own territory, of what was done elsewhere."))
    return some[0] if len(some) == 1 else None
