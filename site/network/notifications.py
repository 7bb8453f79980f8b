"""Mails to people: written in their language within the current transaction, sent once it is committed."""

import hashlib
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.signing import BadSignature, Signer
from django.template import Context, Engine, TemplateDoesNotExist
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise

from network.models import OutgoingMail, User
from network.outbox import Unreachable, drain, drain_soon

SALT = "network.unsubscribe"


def notify(
    user: User,
    subject: str | Promise,
    template: str,
    context: dict[str, object],
    key: str,
    *,
    always: bool = False,
    unsubscribe_url: str = "",
) -> None:
    """Write a mail to the person, in their language. Asking twice with the same key sends it once.

    `template` is a path without its ending: `.txt` holds the words only and is put into the shell of our mails; where
    an `.html` stands beside it, both are taken as they are. A lazy subject is put into the person's language too.
    Nothing is written to someone who wants no messages, unless the mail is about their own account (`always`).
    `unsubscribe_url`: where messages of this kind are stopped in one click; without it, where all are.
    """
    if not user.is_active or not (always or user.wants_mail):
        return
    with translation.override(user.language):
        unsubscribe_url = "" if always else unsubscribe_url or unsubscribe_address(user)
        values = {"user": user, "unsubscribe_url": unsubscribe_url, **context}
        text, html = written(template, values)
        write_mail(user.email, str(subject), text, html, key, unsubscribe_url)


def written(template: str, context: dict[str, object]) -> tuple[str, str]:
    """The text and the HTML of a mail, in the current language."""
    template = template.removesuffix(".txt").removesuffix(".html")
    values = {"site_name": settings.WAGTAIL_SITE_NAME, "site_url": settings.WAGTAILADMIN_BASE_URL, **context}
    text = unescaped(f"{template}.txt", values)
    try:
        return text, render_to_string(f"{template}.html", values)
    except TemplateDoesNotExist:
        values["message"] = text
        shell = "network/mail/message"
        return unescaped(f"{shell}.txt", values), render_to_string(f"{shell}.html", values)


def unescaped(template: str, context: dict[str, object]) -> str:
    """Plain text from a template: an apostrophe stays an apostrophe."""
    return Engine.get_default().get_template(template).render(Context(context, autoescape=False)).strip()


def write_mail(
    recipient: str, subject: str, text: str, html: str, key: str, unsubscribe_url: str = ""
) -> None:
    """Put one mail into the outbox, in the current transaction."""
    mail = OutgoingMail(
        key=key,
        recipient=recipient,
        subject=" ".join(subject.split())[:255],
        text=text,
        html=html,
        unsubscribe_url=unsubscribe_url,
    )
    # One statement, whatever the database: a key that is there already breaks no transaction.
    OutgoingMail.objects.bulk_create([mail], ignore_conflicts=True)
    drain_soon("mail")


def drain_mail() -> int:
    """Send the mails that are due over one connection; the number sent."""
    connection = get_connection()

    def deliver(mail: OutgoingMail) -> None:
        try:
            connection.open()
            message(mail, connection).send()
        except (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError):
            raise
        except OSError as error:
            connection.close()
            raise Unreachable(f"{type(error).__name__}: {error}") from error

    try:
        return drain(OutgoingMail, deliver)
    finally:
        connection.close()


def message(mail: OutgoingMail, connection: object) -> EmailMultiAlternatives:
    """The mail as it leaves. Its Message-ID comes from its key, so that a mail server recognises a second sending."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    headers = {
        "Message-ID": f"<{hashlib.sha256(mail.key.encode()).hexdigest()[:40]}@{domain}>",
        "Auto-Submitted": "auto-generated",
    }
    if mail.unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    leaving = EmailMultiAlternatives(
        mail.subject, mail.text, to=[mail.recipient], headers=headers, connection=connection
    )
    if mail.html:
        leaving.attach_alternative(mail.html, "text/html")
    return leaving


def unsubscribe_address(user: User) -> str:
    """Where this person stops the messages in one click, without signing in."""
    return settings.WAGTAILADMIN_BASE_URL + reverse(
        "unsubscribe", args=[Signer(salt=SALT).sign(str(user.pk))]
    )


def unsubscribing(token: str) -> User | None:
    """The person whose mail carried this token."""
    try:
        return User.objects.filter(pk=Signer(salt=SALT).unsign(token)).first()
    except BadSignature:
        return None
