"""The import of the official reference: right, quick, twice the same, bad rows named."""

import gzip
import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network import lineage
from network.models import Belonging, Territory
from network.reference import SOURCE
from network.signals import territory_changed
from tests.factories.network import BelongingFactory, TerritoryFactory

pytestmark = pytest.mark.django_db

HEAD = "kind,official_code,name,population,latitude,longitude,epci,departments,region\n"
TABLE = HEAD + (
    "region,76,Occitanie,5973969,43.7,2.1,,,\n"
    "department,48,Lozère,76600,44.5,3.5,,,76\n"
    "epci,200069151,CC Gorges Causses Cévennes,6928,44.3073,3.5433,,48,\n"
    "commune,48061,Florac Trois Rivières,2100,44.319,3.6033,200069151,,\n"
    "commune,48999,Lozère,12,,,200069151,,\n"
)


@pytest.fixture
def table(tmp_path):
    """`table(text)`: a file with this text."""

    def written(text=TABLE, name="territories.csv"):
        path = tmp_path / name
        path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
        return path

    return written


def run(path=None):
    out, err = StringIO(), StringIO()
    failure = None
    try:
        call_command("import_territories", *([str(path)] if path else []), stdout=out, stderr=err)
    except CommandError as error:
        failure = error
    return out.getvalue(), err.getvalue(), failure


def everything():
    return [
        list(Territory.objects.order_by("pk").values_list()),
        list(Belonging.objects.order_by("pk").values_list()),
    ]


def test_import_makes_territories_that_lie_in_one_another(table):
    run(table())

    florac = Territory.objects.get(official_code="48061")
    assert [whole.name for whole in lineage.wholes(florac)] == [
        "CC Gorges Causses Cévennes",
        "Lozère",
        "Occitanie",
    ]
    assert (florac.population, florac.latitude, florac.longitude) == (2100, 44.319, 3.6033)
    assert florac.slug == "florac-trois-rivieres"
    assert not Territory.objects.in_network().exists()


def test_homonyms_have_their_code_in_their_address(table):
    run(table())

    assert set(Territory.objects.filter(name="Lozère").values_list("slug", flat=True)) == {
        "lozere-48",
        "lozere-48999",
    }


def test_importing_twice_changes_nothing(table):
    run(table())
    before = everything()

    out, _err, failure = run(table())

    assert everything() == before
    assert failure is None
    assert out.startswith("0 created, 0 changed, 5 unchanged; 0 belongings added, 0 removed.")


def test_importing_again_corrects_figures_and_leaves_membership_of_the_network_and_addresses(table):
    run(table())
    Territory.objects.filter(official_code="48061").update(in_network=True, slug="florac")

    run(table(TABLE.replace("Florac Trois Rivières,2100", "Florac,2200")))

    florac = Territory.objects.get(official_code="48061")
    assert (florac.name, florac.population, florac.slug, florac.in_network) == (
        "Florac",
        2200,
        "florac",
        True,
    )
    assert list(Territory.objects.named("florac")) == [florac]


def test_the_other_rooms_hear_of_a_territory_of_the_network_that_was_corrected(table):
    run(table())
    Territory.objects.filter(official_code="48061").update(in_network=True)
    heard = []

    def listen(territory, **kwargs):
        heard.append(territory.name)

    territory_changed.connect(listen)
    try:
        run(table(TABLE.replace("Florac Trois Rivières,2100", "Florac,2200").replace("6928", "7000")))
    finally:
        territory_changed.disconnect(listen)

    assert heard == ["Florac"]


def test_a_territory_made_by_hand_only_has_its_blanks_filled(table):
    TerritoryFactory(official_code="48061", name="Florac", population=None)

    run(table())

    florac = Territory.objects.get(official_code="48061")
    assert (florac.name, florac.population, florac.in_network) == ("Florac", 2100, True)


def test_a_commune_that_changed_its_grouping_lies_in_the_new_one_only(table):
    run(table())
    moved = TABLE + "epci,200000001,CC Nouvelle,1,,,,48,\n"

    run(table(moved.replace("3.6033,200069151", "3.6033,200000001")))

    florac = Territory.objects.get(official_code="48061")
    assert [whole.name for whole in florac.belongs_to.all()] == ["CC Nouvelle"]


def test_a_belonging_made_by_hand_stays(table):
    run(table())
    florac = Territory.objects.get(official_code="48061")
    hub = TerritoryFactory(kind="petr", source=SOURCE)
    BelongingFactory(part=florac, whole=hub)

    run(table())

    assert hub in florac.belongs_to.all()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("planet,1,Mars,,,,,,", "(Mars): unknown kind “planet”"),
        ("commune,,Sans code,,,,,,", "Sans code"),
        ("commune,48002,,,,,,,", "48002"),
        ("commune,48003,Beaucoup,many,,,,,", "Beaucoup"),
        ("commune,48004,Ailleurs,1,95.0,3.0,,,", "Ailleurs"),
        ("commune,48005,Moitié,1,45.0,,,,", "Moitié"),
        ("commune,48006,Texte,1,nord,sud,,,", "Texte"),
        ("commune,48061,Encore Florac,1,,,,,", "Encore Florac"),
        ("commune,48007,Orpheline,1,,,999999999,,", "Orpheline"),
        ("commune,48008," + "x" * 201 + ",1,,,,,", "xxx"),
        ("Foo,commune,99994", "not as many cells"),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_imported(table, row, reason):
    _out, err, failure = run(table(TABLE + row + "\n"))

    assert reason in err
    assert failure.returncode == 1
    assert str(failure).startswith(
        "1 belongings were left out" if "Orpheline" in row else "1 rows were skipped"
    )
    assert Territory.objects.filter(official_code="48061", name="Florac Trois Rivières").exists()


def test_a_table_without_its_columns_or_without_a_file_is_refused_in_a_sentence(table, tmp_path):
    assert "latitude" in str(run(table("kind,name\ncommune,X\n"))[2])
    assert "nowhere.csv" in str(run(tmp_path / "nowhere.csv")[2])
    assert "broken.csv.gz" in str(run(broken(tmp_path))[2])


def broken(folder):
    path = folder / "broken.csv.gz"
    path.write_bytes(b"no archive")
    return path


def test_a_packed_table_is_read(table):
    run(table(name="territories.csv.gz"))

    assert Territory.objects.count() == 5


def test_the_shipped_reference_is_imported_whole_and_quickly():
    start = time.thread_time()
    out, _err, failure = run()
    spent = time.thread_time() - start

    assert failure is None
    assert out.startswith("36483 created")
    assert spent < 20
    florac = Territory.objects.get(kind="commune", official_code="48061")
    assert [whole.kind for whole in lineage.wholes(florac)] == ["epci", "department", "region"]
    assert Territory.objects.filter(kind="petr", official_code="200077758", name="PETR Sud Lozère").exists()
    assert not Territory.objects.in_network().exists()

    out, _err, _failure = run()

    assert out.startswith("0 created, 0 changed, 36483 unchanged; 0 belongings added, 0 removed.")


def test_the_planner_of_the_database_knows_the_rows_it_has_just_been_given(table):
    with CaptureQueriesContext(connection) as asked:
        run(table())

    told = [query["sql"] for query in asked if query["sql"].startswith("ANALYZE")]
    tables = ['ANALYZE "network_territory"', 'ANALYZE "network_belonging"']
    assert told == (tables if connection.vendor == "postgresql" else [])
