from typing import Any

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin, UserPassesTestMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from network.actions import Refused, accept_invitation, invite, open_invitation
from network.forms import InviteForm, NewPersonForm
from network.models import Invitation, Membership, User
from network.permissions import is_admin, roles


def territories_to_invite_into(user: User) -> list[int]:
    """The ids of the territories that the person leads."""
    return [pk for pk, role in roles(user).items() if role == Membership.Role.LEAD]


@method_decorator(never_cache, name="dispatch")
class InviteView(LoginRequiredMixin, UserPassesTestMixin, FormView):
    """A lead or an administrator invites somebody. The answer is the same for a known and an unknown address."""

    template_name = "network/invitations/invite.html"
    form_class = InviteForm

    def handle_no_permission(self) -> HttpResponse:
        self.raise_exception = self.request.user.is_authenticated
        return super().handle_no_permission()

    def test_func(self) -> bool:
        return bool(is_admin(self.request.user) or territories_to_invite_into(self.request.user))

    def get_initial(self) -> dict[str, Any]:
        return {"territory": self.request.GET.get("territory")}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.user}

    def form_valid(self, form: InviteForm) -> HttpResponse:
        if not ratelimit.consume(self.request, action="invite", user=self.request.user):
            form.add_error(None, _("You have sent many invitations: wait an hour before the next one."))
            return self.form_invalid(form)
        try:
            invite(self.request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("email", str(refusal))
            return self.form_invalid(form)
        messages.success(
            self.request, _("Invitation sent to %(email)s.") % {"email": form.cleaned_data["email"]}
        )
        return redirect("invite")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = Invitation.objects.filter(accepted=None).select_related("territory")
        if not is_admin(self.request.user):
            waiting = waiting.filter(territory__in=territories_to_invite_into(self.request.user))
        return super().get_context_data(waiting=waiting[:50], **kwargs)


@method_decorator([never_cache, sensitive_post_parameters("password")], name="dispatch")
class AcceptView(View):
    """Where the secret link of an invitation leads: an account is made here, or an existing one gains what it promises."""

    def dispatch(self, request: HttpRequest, token: str) -> HttpResponse:
        self.invitation = open_invitation(token)
        if self.invitation is None:
            return render(request, "network/invitations/closed.html", status=404)
        self.person = User.objects.filter(email=self.invitation.email).first()
        return super().dispatch(request, token)

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.show(None if self.person else self.form())

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        if self.person:
            return self.join()
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form)
        try:
            person = accept_invitation(self.invitation, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.show(form)
        messages.success(request, _("Welcome. Your account is ready."))
        return perform_login(request, person, email_verification="none")

    def join(self) -> HttpResponse:
        """Give the signed-in person what the invitation promises."""
        if self.request.user != self.person:
            return redirect(f"{reverse('account_login')}?next={self.request.path}")
        try:
            accept_invitation(self.invitation, self.person)
        except Refused as refusal:
            messages.error(self.request, str(refusal))
        else:
            messages.success(self.request, _("Invitation accepted."))
        return redirect("account")

    def form(self, data: Any = None) -> NewPersonForm:
        return NewPersonForm(data, email=self.invitation.email, initial={"language": get_language()})

    def show(self, form: NewPersonForm | None) -> HttpResponse:
        """The page that fits: a form for a new person, a button for the invited one, a way to sign in otherwise."""
        context = {
            "invitation": self.invitation,
            "form": form,
            "person": self.person,
            "is_invited": self.request.user == self.person,
        }
        return render(self.request, "network/invitations/accept.html", context)
