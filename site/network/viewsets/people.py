from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.views.snippets import DeleteView, IndexView, SnippetViewSet
from wagtail.users.forms import UserEditForm
from wagtail.users.views.users import CreateView, EditView, UserViewSet
from wagtail.users.views.users import IndexView as PeopleIndexView

from network.admin_forms import MembershipForm
from network.models import Invitation, Membership, User
from network.names import named


class PersonForm(UserEditForm):
    """What an administrator changes about somebody. Only a superuser makes superusers; nobody changes their own role."""

    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | {"language", "wants_mail"}

    def __init__(self, *args: Any, editing_self: bool = False, by: User, **kwargs: Any) -> None:
        super().__init__(*args, editing_self=editing_self, **kwargs)
        # Passwords are chosen by their owner: see "forgotten password".
        for name in ("password1", "password2"):
            self.fields.pop(name, None)
        if editing_self:
            del self.fields["groups"]
            # One's own address is changed in the account, where it is confirmed first.
            del self.fields["email"]
        if not by.is_superuser:
            self.fields.pop("is_superuser", None)

    def save(self, commit: bool = True) -> User:
        self.cleaned_data.setdefault("password1", "")
        return super().save(commit)


class PersonEditView(EditView):
    """Somebody's account, unless it stands above one's own."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.user}


class PersonCreateView(CreateView):
    """Accounts begin with an invitation: the person confirms the address and chooses the password."""

    def dispatch(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        return redirect("invite")


class ByName:
    """A list of people or what is theirs, searched by name: accents and capitals do not count, nor a typing error."""

    named_by: tuple[str, ...] = ()
    search_query: str

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows that somebody with this name or address has to do with."""
        if not self.search_query:
            return queryset
        rows = queryset.order_by().values_list("pk", *self.named_by)
        return queryset.filter(pk__in=named(rows, self.search_query))


class PeopleList(ByName, PeopleIndexView):
    add_item_label = _("Invite somebody")
    named_by = ("first_name", "last_name", "email")


class PeopleViewSet(UserViewSet):
    """Wagtail's list of people."""

    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    index_view_class = PeopleList

    def get_form_class(self, for_update: bool = False) -> type:
        return PersonForm if for_update else super().get_form_class(for_update)


class NeverChosen:
    """No page points at these things: a list to choose them from would only tell staff what their list keeps from them."""

    def register_chooser_viewset(self) -> None:
        pass


class MembershipDeleteView(DeleteView):
    """Who leaves a territory is taken out by somebody else: nobody changes their own role."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.get_object().user == request.user:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class MembershipList(ByName, IndexView):
    named_by = ("user__first_name", "user__last_name", "user__email", "territory__name")


class MembershipViewSet(NeverChosen, SnippetViewSet):
    """Who belongs to which territory."""

    delete_view_class = MembershipDeleteView
    index_view_class = MembershipList

    model = Membership
    icon = "group"
    menu_label = _("Memberships")
    list_display = ["user", "territory", "role", "since"]
    list_filter = ["role"]
    list_export = ["user", "territory", "role", "since"]
    search_fields = ["user__last_name", "user__first_name", "user__email", "territory__folded_name"]
    edit_handler = ObjectList(
        [FieldPanel("user"), FieldPanel("territory"), FieldPanel("role"), FieldPanel("since")],
        base_form_class=MembershipForm,
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return Membership.objects.select_related("user", "territory")


class InvitationList(IndexView):
    """Invitations are sent from the invitation page, where the mail is written."""

    add_item_label = _("Invite somebody")

    def get_add_url(self) -> str:
        return reverse("invite")


class InvitationViewSet(NeverChosen, SnippetViewSet):
    """The invitations that were sent, to be looked at and withdrawn."""

    model = Invitation
    icon = "mail"
    menu_label = _("Invitations")
    list_display = ["email", "territory", "role", "invited_by", "created", "expires", "accepted"]
    list_filter = ["role", "accepted"]
    search_fields = ["email"]
    index_view_class = InvitationList
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = [
        "email",
        "territory",
        "role",
        "group",
        "invited_by",
        "created",
        "expires",
        "accepted",
    ]
    panels = [FieldPanel("email", read_only=True), FieldPanel("territory", read_only=True)]

    def get_queryset(self, request: HttpRequest) -> Any:
        return Invitation.objects.select_related("territory", "invited_by")
