"""Telling of a trial: of a lesson, or of what a page tells."""

import re
from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from knowledge_base.lessons import actions
from knowledge_base.lessons.forms import TrialForm
from knowledge_base.lessons.models import Lesson, Trial
from knowledge_base.lessons.permissions import can_record_trial, territories_to_tell_of
from knowledge_base.lessons.slots import tried_pages
from network.kept_forms import signed_in, typed_in
from network.languages import lang_of
from network.models import Territory, User
from network.restrictions import without_restricted


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
    return told(request, page, page.get_url(request) or "/")


def told(request: HttpRequest, thing: Lesson | Page, address: str) -> HttpResponse:
    """The form, with what the person's territory told before; what is sent is kept, and shown where the thing is read."""
    person = cast("User", request.user)
    typed = typed_in(request)
    asked = typed.get("territory", "") if typed else ""
    earlier = earlier_trial(person, thing, asked)
    form = TrialForm(
        typed,
        person=person,
        instance=earlier or Trial(),
        initial={
            "read": mark_of(earlier),
            "territory": earlier.territory_id if earlier else only_one(person),
        },
    )
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["read"] == mark_of(earlier):
            values = {name: form.cleaned_data[name] for name in form.Meta.fields if name != "territory"}
            actions.record_trial(person, form.cleaned_data["territory"], thing, values)
            messages.success(request, _("Thank you: what became of it is told."))
            return redirect(f"{address}#trials")
        form.add_error(
            None, _("Your territory has told of this already. Sending this replaces what it said.")
        )
        form.data = form.data.copy()
        form.data["read"] = mark_of(earlier)
    context = {
        "form": form,
        "thing": thing,
        "address": address,
        "earlier": Trial.objects.filter(pk=earlier.pk).first() if earlier and form.is_bound else None,
        "crumbs": [{"label": str(thing), "url": address, "lang": lang_of(thing)}],
    }
    return render(
        request, "lessons/tell_of_trial.html", context, status=422 if request.method == "POST" else 200
    )


def earlier_trial(person: User, thing: Lesson | Page, asked: str) -> Trial | None:
    """What the territory that is asked for told before, or the person's only one. Nobody tells for another's."""
    if asked:
        territory = Territory.objects.filter(pk=asked).first() if re.fullmatch(r"[0-9]{1,9}", asked) else None
        if territory and not can_record_trial(person, territory):
            raise PermissionDenied
        pk = territory.pk if territory else None
    else:
        if not territories_to_tell_of(person).exists():
            raise PermissionDenied(_("A trial is told for one’s own territory: you belong to none."))
        pk = only_one(person)
    return Trial.objects.of(thing).filter(territory=pk).first() if pk else None


def only_one(person: User) -> int | None:
    """The person's territory, where there is just one."""
    pks = list(territories_to_tell_of(person).values_list("pk", flat=True)[:2])
    return pks[0] if len(pks) == 1 else None


def mark_of(trial: Trial | None) -> str:
    """What tells one state of a telling from the next."""
    return trial.updated.isoformat() if trial else ""
