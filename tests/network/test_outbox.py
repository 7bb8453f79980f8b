"""Rows wait until they are delivered: once each, in order, one bad row alone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from freezegun import freeze_time

from network.models import OutgoingMail
from network.outbox import LEASE, Unreachable, claim, drain, drain_all, drain_soon, drains, kept_waiting

pytestmark = pytest.mark.django_db


def a_mail(key, **fields):
    return OutgoingMail.objects.create(key=key, recipient="a@exemple.fr", subject=key, text="…", **fields)


def test_drain_delivers_what_is_due_oldest_first():
    a_mail("one")
    a_mail("two")
    a_mail("later", next_try=timezone.now() + timedelta(hours=1))
    seen = []

    assert drain(OutgoingMail, lambda row: seen.append(row.key)) == 2
    assert seen == ["one", "two"]


def test_a_delivered_row_is_never_delivered_again():
    a_mail("one")
    seen = []

    drain(OutgoingMail, lambda row: seen.append(row.key))
    drain(OutgoingMail, lambda row: seen.append(row.key))

    assert seen == ["one"]


def test_one_bad_row_never_blocks_the_others():
    a_mail("bad")
    a_mail("good")

    def deliver(row):
        if row.key == "bad":
            raise ValueError("no such mailbox")

    assert drain(OutgoingMail, deliver) == 1
    bad = OutgoingMail.objects.get(key="bad")
    assert (bad.attempts, bad.error) == (1, "ValueError: no such mailbox")
    assert bad.next_try > timezone.now()


def test_nothing_more_is_tried_while_the_other_side_is_away():
    a_mail("one")
    a_mail("two")

    def deliver(row):
        raise Unreachable("nobody answers")

    assert drain(OutgoingMail, deliver) == 0
    assert list(OutgoingMail.objects.order_by("key").values_list("attempts", flat=True)) == [1, 0]


def test_the_delay_grows_and_stops_growing():
    row = a_mail("one")
    delays = []
    for attempt in (1, 2, 3, 30):
        row.attempts = attempt
        with freeze_time("2026-01-01"):
            row.put_off(ValueError())
            delays.append(row.next_try - timezone.now())

    assert delays == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4), timedelta(hours=6)]


def test_a_row_is_claimed_once():
    row = a_mail("one")

    assert claim(OutgoingMail, row.pk)
    assert not claim(OutgoingMail, row.pk)


def test_a_row_whose_deliverer_was_killed_is_due_again():
    row = a_mail("one")
    claim(OutgoingMail, row.pk)

    with freeze_time(timezone.now() + LEASE + timedelta(seconds=1)):
        assert drain(OutgoingMail, lambda _row: None) == 1


def test_drain_all_goes_on_after_a_failing_outbox(monkeypatch):
    monkeypatch.setitem(drains, "broken", lambda: 1 / 0)
    monkeypatch.setitem(drains, "whole", lambda: 3)

    assert drain_all() >= 3


def test_what_is_kept_waiting_is_not_delivered_after_the_commit(
    monkeypatch, django_capture_on_commit_callbacks
):
    delivered = []
    monkeypatch.setitem(drains, "mail", lambda: delivered.append("mail"))

    with django_capture_on_commit_callbacks(execute=True):
        with kept_waiting():
            drain_soon("mail")
        assert delivered == []
        drain_soon("mail")

    assert delivered == ["mail"]
