"""Mails: in the reader's language, after the commit, once, also when the mail server was away."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from freezegun import freeze_time

from network.models import OutgoingMail
from network.notifications import drain_mail, notify, write_mail
from tests.factories.network import UserFactory
from tests.network.mail_server import free_port, mail_server

SHELL = "network/mail/not_you"


@pytest.fixture
def smtp(settings):
    """Mails leave by SMTP to a free port of this machine, where nobody listens yet."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", free_port(), 3
    return settings.EMAIL_PORT


@pytest.mark.django_db(transaction=True)
def test_a_mail_leaves_after_the_commit_with_its_text_and_its_html(smtp):
    user = UserFactory(email="lea@exemple.fr", language="en")
    with mail_server(smtp) as mailbox, transaction.atomic():
        notify(user, _("Sign in"), SHELL, {}, key="one")
        assert mailbox.mails == []

    (mail,) = mailbox.mails
    assert (mail["To"], mail["Subject"]) == ("lea@exemple.fr", "Sign in")
    assert "tell the administrators" in mail.get_body(("plain",)).get_content()
    assert "<html" in mail.get_body(("html",)).get_content()
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/en/account/messages/stop/" in mail["List-Unsubscribe"]


@pytest.mark.django_db(transaction=True)
def test_a_mail_of_a_transaction_that_failed_never_leaves(smtp):
    user = UserFactory()
    with mail_server(smtp) as mailbox, transaction.atomic():
        notify(user, "Bonjour", SHELL, {}, key="one")
        transaction.set_rollback(True)

    assert mailbox.mails == []
    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_mail_waits_while_the_server_is_down_and_leaves_once_when_it_is_up(smtp):
    user = UserFactory()
    notify(user, "Bonjour", SHELL, {}, key="one")
    notify(user, "Encore", SHELL, {}, key="two")
    waiting = OutgoingMail.objects.get(key="one")
    assert waiting.sent is None
    assert "refused" in waiting.error.lower()

    with mail_server(smtp) as mailbox, freeze_time(timezone.now() + timedelta(minutes=2), ignore=["asyncio"]):
        call_command("run_due", stdout=StringIO())
        call_command("run_due", stdout=StringIO())

    assert sorted(mail["Subject"] for mail in mailbox.mails) == ["Bonjour", "Encore"]
    assert OutgoingMail.objects.filter(sent=None).count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_address_that_the_server_refuses_does_not_hold_up_the_others(smtp):
    with mail_server(smtp) as mailbox:
        mailbox.refused.add("parti@exemple.fr")
        with transaction.atomic():
            notify(UserFactory(email="parti@exemple.fr"), "Bonjour", SHELL, {}, key="one")
            notify(UserFactory(email="la@exemple.fr"), "Bonjour", SHELL, {}, key="two")

    assert [mail["To"] for mail in mailbox.mails] == ["la@exemple.fr"]
    assert OutgoingMail.objects.get(key="one").error.startswith("SMTPRecipientsRefused")


@pytest.mark.django_db(transaction=True)
def test_asking_twice_with_one_key_sends_one_mail(mailoutbox):
    user = UserFactory()

    notify(user, "Bonjour", SHELL, {}, key="one")
    notify(user, "Bonjour", SHELL, {}, key="one")

    assert len(mailoutbox) == 1


@pytest.mark.django_db(transaction=True)
def test_a_second_sending_of_the_same_row_bears_the_same_message_id(mailoutbox):
    write_mail("a@exemple.fr", "Bonjour", "…", "", "one")
    OutgoingMail.objects.update(next_try=timezone.now(), sent=None)
    drain_mail()

    assert mailoutbox[0].extra_headers["Message-ID"] == mailoutbox[1].extra_headers["Message-ID"]


@pytest.mark.django_db(transaction=True)
def test_a_sent_mail_forgets_its_words(mailoutbox):
    write_mail("a@exemple.fr", "Bonjour", "https://exemple.fr/secret", "<p>secret</p>", "one")

    sent = OutgoingMail.objects.get()
    assert (sent.text, sent.html, sent.next_try) == ("", "", None)
    assert "secret" in mailoutbox[0].body


@pytest.mark.django_db(transaction=True)
def test_a_mail_is_written_in_the_language_of_its_reader(mailoutbox):
    notify(UserFactory(language="fr"), _("Sign in"), SHELL, {}, key="fr")
    notify(UserFactory(language="en"), _("Sign in"), SHELL, {}, key="en")

    french, english = mailoutbox
    assert english.subject == "Sign in"
    assert french.subject != english.subject
    assert "/fr/compte/" in french.extra_headers["List-Unsubscribe"]


@pytest.mark.django_db(transaction=True)
def test_an_apostrophe_stays_an_apostrophe_in_the_text_and_is_safe_in_the_html(mailoutbox):
    notify(
        UserFactory(),
        "L’école d'Autrans\r\nBcc: x@exemple.fr",
        "network/mail/message",
        {"message": "l'eau & <b>"},
        "one",
    )

    (mail,) = mailoutbox
    assert mail.subject == "L’école d'Autrans Bcc: x@exemple.fr"
    assert "l'eau & <b>" in mail.body
    assert "<b>" not in mail.alternatives[0][0]
    assert mail.recipients() == [mail.to[0]]


@pytest.mark.django_db(transaction=True)
def test_who_wants_no_messages_only_receives_mails_about_the_account(mailoutbox):
    user = UserFactory(wants_mail=False)

    notify(user, "Nouvelles", SHELL, {}, key="one")
    notify(user, "Votre compte", SHELL, {}, key="two", always=True)

    assert [mail.subject for mail in mailoutbox] == ["Votre compte"]
    assert "List-Unsubscribe" not in mailoutbox[0].extra_headers


@pytest.mark.django_db(transaction=True)
def test_a_closed_account_receives_nothing(mailoutbox):
    notify(UserFactory(is_active=False), "Nouvelles", SHELL, {}, key="one", always=True)

    assert mailoutbox == []


@pytest.mark.django_db(transaction=True)
def test_with_a_worker_the_request_sends_nothing_and_the_worker_sends_it_once(settings, mailoutbox):
    settings.JOBS = "worker"
    notify(UserFactory(), "Bonjour", SHELL, {}, key="one")
    assert mailoutbox == []

    call_command("worker", "--once", stdout=StringIO())
    call_command("worker", "--once", stdout=StringIO())

    assert [mail.subject for mail in mailoutbox] == ["Bonjour"]


@pytest.mark.django_db(transaction=True)
def test_a_mail_is_given_up_after_four_days_and_its_reason_kept():
    mail = OutgoingMail.objects.create(key="one", recipient="a@exemple.fr", subject="Bonjour", text="…")
    mail.created = timezone.now() - timedelta(days=5)

    mail.put_off(ValueError("no such mailbox"))

    mail.refresh_from_db()
    assert (mail.next_try, mail.error) == (None, "ValueError: no such mailbox")


def test_the_worker_runs_until_it_is_told_to_stop(tmp_path):
    environment = {
        **os.environ,
        "CORDEE_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "JOBS": "worker",
    }
    environment.pop("DATABASE_URL", None)
    with subprocess.Popen(
        [sys.executable, "manage.py", "worker"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as worker:
        assert worker.stdout.readline() == "The worker is ready.\n"
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=20) == 0
