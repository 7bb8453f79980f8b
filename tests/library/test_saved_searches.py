"""Searches that people keep, and the mails about what is new in them."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db.models import F
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knowledge_base.library import digests
from knowledge_base.library.digests import send_digests
from knowledge_base.library.models import Finding, SavedSearch
from knowledge_base.search.models import PendingChange
from learning.pilots import actions
from learning.pilots.models import AdministratorReading, Visibility
from network.models import Membership, User
from tests.factories.network import (
    TerritoryFactory,
    ThemeFactory,
    UserFactory,
    administrator,
    lead_of,
    member_of,
)
from tests.factories.pilots import EntryFactory, PilotFactory
from tests.factories.practices import make_draft, make_practice

pytestmark = pytest.mark.django_db(transaction=True)


def keep(client: Client, query: str, name: str = "Les haies", frequency: str = "weekly"):
    sent = {"query": query, "name": name, "frequency": frequency}
    return client.post(reverse("library:saved_searches"), sent)


def kept_by(person: User, query: str = "q=haie", days: float = 8, frequency: str = "weekly") -> SavedSearch:
    told = timezone.now() - timedelta(days=days)
    return SavedSearch.objects.create(
        user=person, name="Les haies", query=query, frequency=frequency, told=told
    )


def long_ago(days: float = 1, hours: float = 0) -> None:
    """All that is there appeared so long ago."""
    for finding in Finding.objects.all():
        appeared(finding, hours / 24 or days)


def appeared(finding: Finding, days: float) -> None:
    finding.appeared = timezone.now() - timedelta(days=days)
    finding.save()


# ---------------------------------------------------------------- keeping


def test_a_search_is_kept_with_its_words_mended_and_without_its_page(client: Client, indexed):
    make_practice("La biodiversité des haies", themes=[ThemeFactory(slug="bocage")])
    indexed()
    person = UserFactory()
    client.force_login(person)

    response = keep(client, "view=map&page=3&theme=bocage&q=biodiverssité&utm_source=x&sort=date")

    assert response.status_code == 302
    (search,) = person.saved_searches.all()
    assert search.query == "q=biodiversite&sort=date&theme=bocage"
    assert search.name == "Les haies"
    assert "Les haies" in client.get(reverse("library:saved_searches")).content.decode()


def test_the_way_from_the_results_leads_to_a_form_with_a_name(client: Client, indexed):
    ThemeFactory(name="Bocage", slug="bocage")
    make_practice("Une haie")
    indexed()
    html = client.get(f"{reverse('library:search')}?q=haie&theme=bocage").content.decode()
    address = f"{reverse('library:saved_searches')}?q=haie&theme=bocage"
    assert f'href="{address.replace("&", "&amp;")}"' in html

    asked_to_sign_in = client.get(address)
    client.force_login(UserFactory())
    form = client.get(address).content.decode()

    assert "next=" in asked_to_sign_in.headers["Location"]
    assert 'value="haie, Bocage"' in form
    assert 'name="query" value="q=haie&amp;theme=bocage"' in form


def test_keeping_the_same_search_again_renames_it(client: Client):
    person = UserFactory()
    client.force_login(person)
    keep(client, "q=haie")
    keep(client, "q=haie&page=2", name="Haies", frequency="daily")

    assert list(person.saved_searches.values_list("name", "frequency")) == [("Haies", "daily")]


def test_a_choice_that_nobody_knows_is_not_kept(client: Client, indexed):
    person = UserFactory()
    client.force_login(person)

    keep(client, "q=haie&theme=inconnu&year=2021")

    assert person.saved_searches.get().query == "q=haie&year=2021"


def test_a_search_too_long_to_be_kept_whole_is_not_kept_in_part(client: Client, indexed):
    slugs = [ThemeFactory(slug=f"{number:02}-{'x' * 70}").slug for number in range(20)]
    more = [TerritoryFactory(slug=f"{number:02}-{'y' * 90}").slug for number in range(20)]
    client.force_login(UserFactory())
    query = QueryDict(mutable=True)
    query.setlist("theme", slugs)
    query.setlist("territory", more)

    response = keep(client, query.urlencode())

    assert response.status_code == 422
    assert "trop de choix" in response.content.decode()
    assert not SavedSearch.objects.exists()


def test_a_second_click_keeps_one_search(client: Client, monkeypatch):
    person = UserFactory()
    client.force_login(person)
    held = SavedSearch.objects.create(user=person, name="Les haies", query="q=haie")
    monkeypatch.setattr("django.db.models.query.QuerySet.first", lambda queryset: None)  # not committed yet

    assert keep(client, "q=haie").status_code == 302
    assert SavedSearch.objects.get().pk == held.pk


@pytest.mark.parametrize("change", [{"name": ""}, {"name": "x" * 101}, {"frequency": "hourly"}])
def test_a_search_that_cannot_be_kept_says_why_and_keeps_what_was_typed(client: Client, change: dict):
    client.force_login(UserFactory())

    response = keep(client, "q=haie", **change)

    assert response.status_code == 422
    assert 'value="q=haie"' in response.content.decode()
    assert not SavedSearch.objects.exists()


def test_nobody_keeps_searches_without_end(client: Client, monkeypatch):
    monkeypatch.setattr(SavedSearch, "MOST", 2)
    client.force_login(UserFactory())

    answers = [keep(client, f"q=haie{number}").status_code for number in range(3)]

    assert answers == [302, 302, 422]


def test_a_search_is_renamed_and_deleted_by_its_owner_only(client: Client):
    search = kept_by(UserFactory())
    address = reverse("library:saved_search", args=[search.pk])
    client.force_login(administrator())
    assert client.post(address, {"delete": "1"}).status_code == 404

    client.force_login(search.user)
    client.post(address, {"name": "Nos haies", "frequency": "never"})
    search.refresh_from_db()
    assert (search.name, search.frequency) == ("Nos haies", "never")
    client.post(address, {"name": "", "frequency": "never"})
    search.refresh_from_db()
    assert search.name == "Nos haies"
    client.post(address, {"delete": "1"})
    assert not SavedSearch.objects.exists()


# ---------------------------------------------------------------- hearing what is new


def test_what_is_new_is_told_once(client: Client, indexed, mailoutbox):
    make_practice("Une haie plantée")
    make_practice("Un pont")
    long_ago()
    make_practice("Une haie ancienne")
    appeared(Finding.objects.get(title="Une haie ancienne"), days=30)
    indexed()
    kept_by(UserFactory(email="lea@example.org"))

    assert send_digests() == 1
    assert send_digests() == 0

    (mail,) = mailoutbox
    assert mail.to == ["lea@example.org"]
    assert mail.subject == "1 nouveau résultat pour vos recherches"
    assert "Une haie plantée" in mail.body
    assert "ancienne" not in mail.body
    assert "Un pont" not in mail.body
    assert "/fr/bibliotheque/mes-recherches/" in mail.body
    html = mail.alternatives[0].content
    assert ">Une haie plantée</a>" in html
    assert "parce que vous gardez ces recherches" in html


def test_a_daily_search_writes_every_day_and_a_weekly_one_every_week(indexed, mailoutbox):
    daily, weekly = UserFactory(), UserFactory()
    kept_by(daily, days=1.1, frequency="daily")
    kept_by(weekly, days=6)
    kept_by(UserFactory(), days=60, frequency="never")
    make_practice("Une haie plantée")
    long_ago(0.2)
    indexed()

    send_digests()

    assert [mail.to for mail in mailoutbox] == [[daily.email]]


def test_a_second_mail_on_the_same_day_is_written_where_a_search_becomes_due_meanwhile(indexed, mailoutbox):
    person = UserFactory()
    kept_by(person)
    pont = kept_by(person, "q=pont", days=2)
    for title in ("Une haie", "Un pont"):
        make_practice(title)
    long_ago()
    indexed()

    send_digests()
    SavedSearch.objects.filter(pk=pont.pk).update(frequency="daily")
    send_digests()

    assert ["Une haie" in mail.body for mail in mailoutbox] == [True, False]
    assert "Un pont" in mailoutbox[1].body


def test_several_searches_make_one_mail_and_those_without_news_are_left_out(indexed, mailoutbox):
    person = UserFactory(language="en")
    kept_by(person)
    kept_by(person, "q=pont")
    kept_by(person, "q=épicerie")
    for title in ("Une haie", "Un pont"):
        make_practice(title)
    long_ago()
    indexed()

    send_digests()

    (mail,) = mailoutbox
    assert mail.subject == "2 new results for your searches"
    assert "Une haie" in mail.body
    assert "Un pont" in mail.body
    assert "picerie" not in mail.body


def test_what_is_committed_at_this_moment_is_told_the_next_time(indexed, mailoutbox):
    search = kept_by(UserFactory())
    make_practice("Une haie d’à l’instant")
    indexed()

    send_digests()

    assert mailoutbox == []
    search.refresh_from_db()
    assert Finding.objects.get().appeared > search.told


def test_what_the_index_has_not_taken_in_yet_is_told_the_next_time(indexed, mailoutbox, settings):
    settings.JOBS = "worker"
    indexed()
    search = kept_by(UserFactory(), days=8)
    make_practice("Une haie")
    long_ago(hours=1)
    PendingChange.objects.update(created=timezone.now() - timedelta(hours=1))

    assert send_digests() == 0

    settings.JOBS = "inline"
    indexed()
    search.refresh_from_db()
    SavedSearch.objects.update(told=search.told - timedelta(days=8))
    assert send_digests() == 1
    assert "Une haie" in mailoutbox[0].body


def test_what_cannot_be_indexed_holds_up_no_mail(indexed, mailoutbox):
    kept_by(UserFactory())
    make_practice("Une haie")
    long_ago()
    indexed()
    PendingChange.objects.create(
        key="bad",
        root="library.finding",
        model="library.finding",
        object_pk="0",
        attempts=30,
        created=timezone.now() - timedelta(days=30),
        next_try=timezone.now() + timedelta(hours=6),
    )

    assert send_digests() == 1


def test_one_person_whose_mail_cannot_be_written_keeps_nobody_waiting(indexed, mailoutbox, monkeypatch):
    first, second = UserFactory(email="a@example.org"), UserFactory(email="b@example.org")
    for person in (first, second):
        kept_by(person)
    make_practice("Une haie")
    long_ago()
    indexed()
    real = digests.news_of

    def failing(search: SavedSearch, person: User, until: object):
        if person == first:
            raise ValueError("no")
        return real(search, person, until)

    monkeypatch.setattr(digests, "news_of", failing)

    assert send_digests() == 1
    assert [mail.to for mail in mailoutbox] == [["b@example.org"]]


def test_messages_that_are_switched_on_again_tell_what_is_new_from_then_on(
    client: Client, indexed, mailoutbox
):
    person = UserFactory()
    search = kept_by(person, days=400, frequency="never")
    make_practice("Une haie")
    long_ago(days=30)
    indexed()
    client.force_login(person)

    client.post(reverse("library:saved_search", args=[search.pk]), {"name": "Haies", "frequency": "daily"})
    SavedSearch.objects.update(told=F("told") - timedelta(days=2))

    assert send_digests() == 0


def test_drafts_and_what_one_may_not_read_are_never_told(indexed, mailoutbox):
    pilot = PilotFactory()
    outsider, member = UserFactory(), member_of(pilot.territory)
    for person in (outsider, member):
        kept_by(person)
    make_draft("Une haie en brouillon")
    EntryFactory(pilot=pilot, title="Une haie en équipe", visibility=Visibility.TEAM)
    EntryFactory(pilot=pilot, title="Une haie pour soi", visibility=Visibility.DRAFT)
    make_practice("Une haie retirée").unpublish()
    long_ago()
    indexed()

    send_digests()

    (mail,) = mailoutbox
    assert mail.to == [member.email]
    assert "Une haie en équipe" in mail.body
    for hidden in ("brouillon", "pour soi", "retirée"):
        assert hidden not in mail.body


def test_what_becomes_public_is_new_for_those_who_could_not_read_it(indexed, mailoutbox):
    pilot = PilotFactory()
    entry = EntryFactory(pilot=pilot, title="Une haie", visibility=Visibility.TEAM)
    long_ago(30)
    search = kept_by(UserFactory())
    lead = lead_of(pilot.territory)
    Membership.objects.filter(user=entry.author).update(role=Membership.Role.LEAD)
    entry.author_agreed = timezone.now()
    entry.save()
    actions.share(lead, entry, "public")
    assert Finding.objects.get().appeared > timezone.now() - timedelta(minutes=1)
    long_ago()
    indexed()

    send_digests()

    assert [mail.to for mail in mailoutbox] == [[search.user.email]]


def test_a_change_of_the_text_alone_is_nothing_new(indexed):
    page = make_practice("Une haie")
    long_ago(30)
    page.summary = "Autrement dit."
    page.save_revision().publish()

    assert Finding.objects.get().appeared < timezone.now() - timedelta(days=29)


def test_a_choice_that_is_gone_tells_nothing_rather_than_everything(indexed, mailoutbox):
    ThemeFactory(slug="bocage")
    kept_by(UserFactory(), "q=haie&theme=disparu")
    make_practice("Une haie")
    long_ago()
    indexed()

    send_digests()

    assert mailoutbox == []


def test_an_administrator_told_of_a_closed_entry_is_noted(indexed, mailoutbox):
    kept_by(administrator())
    EntryFactory(title="Une haie", visibility=Visibility.TEAM)
    long_ago()
    indexed()

    send_digests()

    assert AdministratorReading.objects.count() == len(mailoutbox) == 1


# ---------------------------------------------------------------- stopping


def test_one_click_stops_the_messages_and_keeps_the_searches(client: Client, indexed, mailoutbox):
    search = kept_by(UserFactory())
    make_practice("Une haie")
    long_ago()
    indexed()
    send_digests()
    (mail,) = mailoutbox
    address = urlsplit(mail.extra_headers["List-Unsubscribe"].strip("<>")).path
    assert address in mail.body

    page = client.get(address)
    assert search.name in page.content.decode()
    assert not page.cookies
    search.refresh_from_db()
    assert search.frequency == "weekly", "reading the page alone changes nothing"
    assert (
        Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"}).status_code == 302
    )

    search.refresh_from_db()
    assert search.frequency == "never"
    assert search.user.wants_mail
    assert client.post(address.replace(":", "x:", 1)).status_code == 404


def test_who_wants_no_messages_gets_none(indexed, mailoutbox):
    kept_by(UserFactory(wants_mail=False))
    make_practice("Une haie")
    long_ago()
    indexed()

    assert send_digests() == 0
    assert mailoutbox == []
