"""Proposing a practice: my drafts, the short and the full form, preview, submission, deletion."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import WorkflowState

from knowledge_base.practices import actions, permissions
from knowledge_base.practices.forms import FullForm, Rows, ShortForm
from knowledge_base.practices.models import PracticeIndexPage, PracticePage
from knowledge_base.practices.presentation import context_of
from knowledge_base.practices.sheet import LABELS, Sheet
from network.kept_forms import signed_in, typed_in

# Wagtail's prefetch_workflow_states() finds nothing from the class of a page itself, only from Page or specific().
UNDER_REVIEW = Prefetch(
    "_specific_workflow_states",
    WorkflowState.objects.active().select_related("current_task_state__task"),
    to_attr="_current_workflow_states",
)


@require_safe
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """What the person proposed, alone or with others, and where each stands."""
    practices = (
        PracticePage.objects.written_by(request.user)
        .originals()
        .select_related("territory", "latest_revision")
        .prefetch_related(UNDER_REVIEW)
        .order_by("-latest_revision_created_at", "-pk")
    )
    rows = [{"practice": practice, "state": state_of(practice)} for practice in practices]
    return render(request, "practices/mine.html", {"rows": rows})


@signed_in
def propose(request: HttpRequest) -> HttpResponse:
    """The short form of a new sheet."""
    practice = PracticePage(owner=request.user)
    form = ShortForm(typed_in(request), instance=practice)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["client_id"]
        sent_before = actions.proposed_before(key, request.user)
        if sent_before and permissions.can_edit(request.user, sent_before):
            return edit(request, sent_before.pk)
        practice = form.save()
        if key and not sent_before:
            practice.translation_key = key
        practice = actions.propose(practice, _index(), request.user)
        messages.success(
            request, gettext("Your draft is kept. Nobody else sees it until you send it for review.")
        )
        return redirect("practices:draft", practice.pk)
    return render(request, "practices/propose.html", {"form": form}, status=_status(request, form))


@require_safe
@never_cache
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The latest version of a sheet, as readers will see it, with what its authors can do; to others, the published one."""
    practice = _readable(request, pk)
    if not permissions.can_read_draft(request.user, practice):
        return redirect(practice.get_url(request))
    latest, can_edit = practice.get_latest_revision_as_object(), permissions.can_edit(request.user, practice)
    context = {
        **context_of(latest),
        "page": latest,
        "state": state_of(practice),
        "can_edit": can_edit,
        "fill_url": reverse("practices:edit", args=[pk]) + "?full" if can_edit else "",
        "can_submit": permissions.can_submit(request.user, practice),
        "can_delete": permissions.can_delete(request.user, practice),
        "comment": _comment(practice),
    }
    return render(request, "practices/draft.html", context)


@signed_in
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The short or the full form of a draft. A version saved meanwhile by somebody else is shown beside what was typed."""
    practice = _readable(request, pk)
    if not permissions.can_edit(request.user, practice):
        raise PermissionDenied(
            gettext("This practice is being reviewed or published: only editors change it now.")
        )
    full = "full" in request.GET
    crumbs = [{"label": practice.draft_title, "url": reverse("practices:draft", args=[pk])}]
    latest = practice.get_latest_revision_as_object()
    typed = typed_in(request)
    form = (FullForm if full else ShortForm)(typed, instance=latest)
    rows = Rows(latest, typed) if full else None
    status, conflict = 200, None
    if request.method == "POST":
        if form.is_valid() and (rows is None or rows.is_valid()):
            base = form.cleaned_data["base_revision"]
            written = form.save()
            if rows is not None:
                rows.fill(written)
            try:
                actions.save_draft(written, request.user, base)
            except actions.Conflict as found:
                conflict = _both_versions(found, written)
                if not conflict["fields"]:  # the same, sent twice
                    return redirect("practices:draft", practice.pk)
                form.data = form.data.copy()
                form.data["base_revision"] = str(found.revision.pk)
                status = 409
            else:
                messages.success(request, gettext("Your draft is kept."))
                return redirect("practices:draft", practice.pk)
        else:
            status = 422
    context = {
        "form": form,
        "rows": rows,
        "practice": practice,
        "full": full,
        "conflict": conflict,
        "sheet": Sheet(latest),
        "crumbs": crumbs,
    }
    return render(request, "practices/edit.html", context, status=status)


@require_POST
@signed_in
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the draft to the editors."""
    practice = _readable(request, pk)
    if not permissions.can_submit(request.user, practice):
        raise PermissionDenied(gettext("This practice is already being reviewed, or published."))
    actions.submit(practice, request.user)
    messages.success(
        request, gettext("Sent. An editor reads it, then publishes it or tells you what is missing.")
    )
    return redirect("practices:draft", practice.pk)


@signed_in
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then delete a draft of one's own."""
    practice = _readable(request, pk)
    if not permissions.can_delete(request.user, practice):
        raise PermissionDenied(gettext("Only its authors delete a draft, and only before it is submitted."))
    if request.method == "POST":
        actions.delete_draft(practice, request.user)
        messages.success(
            request, gettext("The draft “%(title)s” is deleted.") % {"title": practice.draft_title}
        )
        return redirect("practices:mine")
    return render(request, "practices/delete.html", {"practice": practice})


def state_of(practice: PracticePage) -> str:
    """Where a sheet stands: draft, in_review, needs_changes or published."""
    state = practice.current_workflow_state
    if state is not None:
        return "in_review" if state.status == state.STATUS_IN_PROGRESS else "needs_changes"
    return "published" if practice.live else "draft"


def _readable(request: HttpRequest, pk: int) -> PracticePage:
    """The practice, where the person may read it; its existence is not told to others."""
    practice = get_object_or_404(PracticePage.objects.originals().select_related("latest_revision"), id=pk)
    if not permissions.can_read(request.user, practice):
        raise Http404
    return practice


def _index() -> PracticeIndexPage:
    """The list where a proposal goes: that of the reader's language, when it is written in it."""
    lists = PracticeIndexPage.objects.live().filter(alias_of__isnull=True)
    index = (
        lists.filter(locale__language_code="fr").first()
        or lists.filter(locale__language_code=get_language()).first()
    )
    if index is None:
        raise Http404(gettext("The list of practices is not there yet."))
    return index


def _status(request: HttpRequest, form: ShortForm) -> int:
    return 422 if request.method == "POST" and form.errors else 200


def _both_versions(found: actions.Conflict, written: PracticePage) -> dict[str, Any]:
    """The fields that differ between what was saved meanwhile and what was just typed."""
    theirs, yours = Sheet(found.other), Sheet(written)
    differing = [
        {"label": LABELS[name], "theirs": theirs[name], "yours": yours[name]}
        for name in LABELS
        if str(theirs[name].value) != str(yours[name].value)
    ]
    if found.other.title != written.title:
        differing.insert(
            0, {"label": gettext("Title"), "theirs_words": found.other.title, "yours_words": written.title}
        )
    return {"fields": differing, "when": found.revision.created_at, "who": found.revision.user}


def _comment(practice: PracticePage) -> str:
    """What the editor answered, when changes are asked for."""
    state = practice.current_workflow_state
    task = (
        state.current_task_state if state is not None and state.status == state.STATUS_NEEDS_CHANGES else None
    )
    return task.comment if task else ""
