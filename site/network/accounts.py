"""How allauth behaves here: accounts are by invitation, mails go through the outbox in the reader's language."""

import uuid

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from network.models import User
from network.notifications import unescaped, write_mail, written


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up without an invitation, and no mail is sent while the page waits for the mail server."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Write the mail of allauth into the outbox, in the language of the account where there is one."""
        person = User.objects.filter(email=email.lower()).first() or context.get("user")
        language = person.language if isinstance(person, User) else translation.get_language()
        values = {"email": email, "site_name": settings.WAGTAIL_SITE_NAME, **context}
        with translation.override(language):
            subject = unescaped(f"{template_prefix}_subject.txt", values)
            text, html = written(f"{template_prefix}_message", values)
            write_mail(email, subject, text, html, f"account-{uuid.uuid4()}")

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The week of the person, in the language they chose for themselves."""
        with translation.override(request.user.language):
            return reverse(settings.LOGIN_REDIRECT_URL)
