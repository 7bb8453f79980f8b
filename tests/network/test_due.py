from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Page

from network import due
from network.models import Invitation, OutgoingMail
from tests.factories.network import InvitationFactory

pytestmark = pytest.mark.django_db


def test_run_due_publishes_what_was_scheduled():
    page = Page.objects.filter(depth=1).get().add_child(instance=Page(title="Bientôt", live=False))
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    page.save_revision(approved_go_live_at=page.go_live_at)

    call_command("run_due", stdout=StringIO())

    page.refresh_from_db()
    assert page.live


def test_run_due_forgets_invitations_that_expired_long_ago_only():
    now = timezone.now()
    InvitationFactory(expires=now - timedelta(days=31))
    kept = [
        InvitationFactory(expires=now - timedelta(days=1)),
        InvitationFactory(expires=now - timedelta(days=31), accepted=now - timedelta(days=40)),
    ]

    call_command("run_due", stdout=StringIO())

    assert set(Invitation.objects.all()) == set(kept)


def test_run_due_sends_what_was_put_off(mailoutbox):
    OutgoingMail.objects.create(key="one", recipient="a@exemple.fr", subject="Bonjour", text="…", attempts=3)

    call_command("run_due", stdout=StringIO())

    assert [mail.subject for mail in mailoutbox] == ["Bonjour"]


def test_a_job_of_a_higher_room_is_done_and_a_failing_one_is_told(monkeypatch):
    done = []
    monkeypatch.setattr(due, "jobs", {})
    due.register("broken", lambda: 1 / 0)
    due.register("reminders", lambda: done.append("reminded") or 1)
    out = StringIO()

    with pytest.raises(CommandError, match="broken"):
        call_command("run_due", stdout=out)

    assert done == ["reminded"]
    assert "reminders: 1" in out.getvalue()
