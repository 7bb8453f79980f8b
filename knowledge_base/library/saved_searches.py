"""Searches that people keep: under a name, with messages about what is new, stopped in one click."""

from typing import cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from knowledge_base.library.asked import Asked
from knowledge_base.library.models import Finding, SavedSearch
from network.models import User
from network.slots import Part

SALT = "library.digests"


class SavedSearchForm(forms.ModelForm):
    """A name, and how often one hears of what is new."""

    class Meta:
        model = SavedSearch
        fields = ["name", "frequency"]


def asked_in(query: QueryDict, person: User) -> Asked:
    """A search as an address says it, for what the person may read."""
    return Asked(query, Finding.objects.visible_to(person))


def name_for(asked: Asked) -> str:
    """The words and choices of a search, as the name proposed for it."""
    chosen = [label for labels in asked.chosen.values.values() for label in labels.values()]
    return ", ".join(part for part in (asked.typed, *chosen) if part)[:100]


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """The searches that the person keeps, and the form to keep the one that the address says.

    POST keeps it, or the same one under another name.
    """
    person = cast("User", request.user)
    kept = SavedSearch.objects.filter(user=person)
    query, form = "", None
    if request.method == "POST":
        query = asked_in(QueryDict(request.POST.get("query", "")), person).search_only
        held = kept.filter(query=query).first()
        form = SavedSearchForm(request.POST, instance=held or SavedSearch(user=person, query=query))
        if not held and kept.count() >= SavedSearch.MOST:
            form.add_error(
                None, _("You keep %(most)d searches: delete one first.") % {"most": SavedSearch.MOST}
            )
        if len(query) > SavedSearch.LONGEST:
            form.add_error(None, _("This search has too many choices to be kept: take some out."))
        if form.is_valid():
            # A second click arrives while the first is still at work.
            SavedSearch.objects.update_or_create(user=person, query=query, defaults=form.cleaned_data)
            messages.success(request, _("The search is kept."))
            return redirect("library:saved_searches")
    elif request.GET:
        asked = asked_in(request.GET, person)
        if query := asked.search_only:
            form = SavedSearchForm(
                instance=kept.filter(query=query).first(), initial={"name": name_for(asked)}
            )
    context = {
        "already": bool(form and form.instance.pk),
        "wanted": name_for(asked_in(QueryDict(query), person)) if form else "",
        "searches": [
            (search, SavedSearchForm(instance=search, auto_id=f"search-{search.pk}-%s")) for search in kept
        ],
        "form": form,
        "query": query,
        "crumbs": [{"label": _("Library"), "url": reverse("library:search")}, {"label": _("My searches")}],
    }
    return render(
        request, "library/saved_searches.html", context, status=422 if form and form.is_bound else 200
    )


@login_required
@require_http_methods(["POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a search that the person keeps, or let it go."""
    search = get_object_or_404(SavedSearch, pk=pk, user=request.user)
    if "delete" in request.POST:
        search.delete()
        messages.success(request, _("The search “%(name)s” is deleted.") % {"name": search.name})
    else:
        form = SavedSearchForm(request.POST, instance=search)
        if form.is_valid():
            if "frequency" in form.changed_data and form.initial["frequency"] == SavedSearch.Frequency.NEVER:
                search.told = timezone.now()
            form.save()
            messages.success(request, _("The search is kept."))
        else:
            messages.error(request, _("A search needs a name of 100 letters at most."))
    return redirect("library:saved_searches")


def stop_address(user: User) -> str:
    """Where this person stops the messages about saved searches in one click, without signing in."""
    token = Signer(salt=SALT).sign(str(user.pk))
    return settings.WAGTAILADMIN_BASE_URL + reverse("library:stop_digests", args=[token])


@never_cache
@csrf_exempt  # a mail program sends no token of ours (RFC 8058): the signed address is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop all messages about saved searches; reading the page alone changes nothing. The searches stay."""
    try:
        person = User.objects.get(pk=Signer(salt=SALT).unsign(token))
    except (BadSignature, User.DoesNotExist) as error:
        raise Http404 from error
    told = SavedSearch.objects.filter(user=person).exclude(frequency=SavedSearch.Frequency.NEVER)
    if request.method == "POST":
        told.update(frequency=SavedSearch.Frequency.NEVER)
        return redirect("library:stop_digests", token=token)
    return render(request, "library/stop_digests.html", {"person": person, "coming": told})


def on_account_page(user: User, request: HttpRequest) -> Part:
    """The way to the saved searches, on the account page."""
    return Part(_("My searches"), "library/saved_searches_part.html", {"count": user.saved_searches.count()})
