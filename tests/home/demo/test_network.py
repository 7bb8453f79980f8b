"""The demonstration network, loaded whole as `make demo` does."""

import tomllib
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from home.demo import cycles, practices
from home.demo.accounts import ACCOUNTS, PASSWORD
from home.demo.network import steps
from knowledge_base.library.models import Finding
from knowledge_base.notes.models import NotePage
from knowledge_base.practices.models import PracticePage
from learning.cycles.models import Participation, SessionPage
from learning.pilots.models import Entry, Pilot
from network.models import Territory, User

pytestmark = pytest.mark.django_db


def load() -> None:
    for _name, step in steps():
        step()


def counts() -> dict[str, int]:
    models = (PracticePage, NotePage, SessionPage, Pilot, Entry, Territory, User, Finding)
    return {model.__name__: model.objects.count() for model in models}


def rows_of(file: Path, name: str) -> list[dict]:
    return tomllib.loads(file.read_text(encoding="utf-8"))[name]


def invented_sessions() -> set[str]:
    return {
        session["slug"]
        for cycle in rows_of(cycles.FILE, "cycle")
        if cycle.get("fictional")
        for session in cycle["sessions"]
    }


def test_the_whole_network_loads_and_loading_it_again_changes_nothing(client):
    load()
    first = counts()

    load()

    assert counts() == first
    originals = PracticePage.objects.live().filter(alias_of__isnull=True)
    assert originals.count() >= 21
    assert not originals.filter(source_url="").exclude(source_name__gt="").exists()
    for row in rows_of(practices.FILE, "practice"):
        territory = originals.get(source_id=row["id"]).territory
        assert (f"{territory.kind}:{territory.official_code}" if territory else None) == row.get(
            "territory"
        ), row["id"]
    assert NotePage.objects.live().filter(alias_of__isnull=True).count() == 4
    assert [pilot.entries.count() for pilot in Pilot.objects.all()] == [12, 12]
    assert set(User.objects.values_list("fictional", flat=True)) == {True}
    assert all(pilot.territory.fictional and pilot.cycle.fictional for pilot in Pilot.objects.all())
    assert not Participation.objects.filter(territory__fictional=True, cycle__fictional=False).exists()
    assert not Entry.objects.filter(
        session__in=SessionPage.objects.exclude(slug__in=invented_sessions())
    ).exists()
    assert Territory.objects.get(official_code="04070").in_network
    for account in ACCOUNTS:
        assert client.login(email=account.email, password=PASSWORD), account.email
    for address in (
        "/fr/",
        "/en/",
        "/fr/bibliotheque/?q=epicerie",
        "/fr/carnets/",
        "/fr/cycles/smart-community/",
        "/fr/cycles/petits-essais/",
    ):
        assert client.get(address).status_code == 200


def test_a_real_site_refuses_the_accounts_of_the_demonstration():
    with pytest.raises(CommandError, match="not a demonstration"):
        call_command("load_demo")

    assert not User.objects.exists()
