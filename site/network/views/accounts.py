from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.messages.views import SuccessMessageMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView, UpdateView

from network.forms import AccountForm
from network.models import User
from network.notifications import unsubscribing
from network.permissions import is_staff_member, may_invite
from network.second_factor import lacks_second_factor
from network.slots import account_page
from network.views.invitations import territories_to_invite_into


@method_decorator(never_cache, name="dispatch")
class AccountView(LoginRequiredMixin, SuccessMessageMixin, UpdateView):
    """The person's own page: name, language, messages, and the ways to sign in."""

    template_name = "network/account.html"
    form_class = AccountForm
    success_message = gettext_lazy("Your account is up to date.")

    def get_object(self, queryset: Any = None) -> User:
        return self.request.user

    def get_success_url(self) -> str:
        """The same page, in the language just chosen."""
        with translation.override(self.object.language):
            return reverse("account")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            memberships=user.memberships.select_related("territory").order_by("territory__name"),
            pending_email=EmailAddress.objects.filter(user=user, verified=False).first(),
            is_staff_member=is_staff_member(user),
            lacks_second_factor=lacks_second_factor(user),
            parts=account_page.parts(user, self.request),
            may_invite=may_invite(user, None) or bool(territories_to_invite_into(user)),
            **kwargs,
        )


@method_decorator(never_cache, name="dispatch")
# A mail program that unsubscribes in one click (RFC 8058) sends no token of ours: the signed address is the proof.
@method_decorator(csrf_exempt, name="dispatch")
class UnsubscribeView(TemplateView):
    """Stop the messages from a link in a mail, without signing in; reading the page alone changes nothing."""

    template_name = "network/unsubscribe.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.person = unsubscribing(kwargs["token"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.person is None:
            raise Http404
        return super().get(request, *args, person=self.person, coming=self.person.wants_mail, **kwargs)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        if self.person is None:
            raise Http404
        User.objects.filter(pk=self.person.pk).update(wants_mail=False)
        return redirect("unsubscribe", token=token)
