"""The map is light, true to its places, and safe."""

import gzip
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from formats import dotmap
from formats.dotmap import Place

AUTRANS = Place("Autrans", 45.175, 5.542, url="/fr/territoires/autrans/")
FLORAC = Place("Lozère", 44.319, 3.603)
PARIS = Place("Paris", 48.857, 2.352)
SAINT_PIERRE = Place("Saint-Pierre", -21.34, 55.48)


def centre_of(drawing: str) -> list[tuple[int, int]]:
    return [(int(x), int(y)) for x, y in re.findall(r'<circle [^>]*cx="(\d+)" cy="(\d+)"', drawing)]


def sign_at(grid: Sequence[str], lat: float, lon: float) -> str:
    row, column = next(
        (row, line.index("o")) for row, line in enumerate(dotmap.grid_of([(lat, lon)])) if "o" in line
    )
    return grid[row].ljust(dotmap.COLUMNS)[column]


def test_the_ground_shipped_with_the_project_is_the_shape_of_france():
    grid = dotmap.ground()

    assert len(grid) <= dotmap.ROWS
    assert 450 < sum(row.count("o") for row in grid) < 900


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        (46.948, 7.447),  # Bern
        (45.07, 7.69),  # Turin
        (48.0, 7.85),  # Freiburg im Breisgau
        (49.61, 6.13),  # Luxembourg
        (50.47, 4.87),  # Namur
        (42.81, -1.65),  # Pamplona
        (50.82, -0.14),  # Brighton
    ],
)
def test_the_ground_goes_on_beyond_the_border(lat, lon):
    assert sign_at(dotmap.ground(), lat, lon) == "."


@pytest.mark.parametrize(("lat", "lon"), [(46.2, -4.0), (43.0, 4.5), (50.2, -0.5)])
def test_the_sea_stays_empty(lat, lon):
    assert sign_at(dotmap.ground(), lat, lon) == " "


def test_a_dot_shared_across_a_border_is_of_france():
    here = (AUTRANS.lat, AUTRANS.lon)

    assert "".join(dotmap.grid_of([here], [here])).strip() == "o"
    assert "".join(dotmap.grid_of([], [here])).strip() == "."


def test_the_ground_can_be_made_again(tmp_path):
    script = Path(dotmap.__file__)
    reference = script.parents[1] / "network" / "data" / "territories.csv.xz"
    abroad = tmp_path / "places.csv"
    abroad.write_text("lat,lon,name,cc\n46.948,7.447,Bern,CH\n48.857,2.352,Paris,FR\n")

    made = subprocess.run(
        [sys.executable, script, reference, abroad], capture_output=True, text=True, check=True
    ).stdout.splitlines()

    france = [row.replace(".", " ").rstrip() for row in dotmap.ground()]
    assert [row.replace(".", " ").rstrip() for row in made] == france
    assert "".join(made).count(".") == 1


def test_france_and_its_neighbours_are_drawn_apart():
    drawing = dotmap.draw(["oo o", " .."], [])

    abroad, france = re.findall(r'<path class="([^"]+)" stroke-width="([\d.]+)" .*? d="([^"]+)"', drawing)
    assert (abroad[0], france[0]) == ("dot-map-dots dot-map-abroad", "dot-map-dots")
    assert float(abroad[1]) < float(france[1])
    assert (abroad[2].count("M"), france[2].count("M")) == (1, 2)


def test_the_map_weighs_less_than_15_kb_compressed():
    places = [
        Place(f"Territoire {i}", 43 + i / 10, 1 + i / 10, url=f"/fr/territoires/{i}/") for i in range(60)
    ]

    drawing = dotmap.draw(dotmap.ground(), places, [(i, i + 1) for i in range(59)])

    assert len(gzip.compress(drawing.encode())) < 15_000


def test_north_is_up_and_east_is_right():
    paris, autrans, florac = centre_of(dotmap.draw((), [PARIS, AUTRANS, FLORAC]))

    assert paris[1] < autrans[1] < florac[1]
    assert paris[0] < florac[0] < autrans[0]


def test_distances_keep_their_proportions():
    east, north = dotmap.kilometres(PARIS.lat, PARIS.lon)
    east_of_autrans, north_of_autrans = dotmap.kilometres(AUTRANS.lat, AUTRANS.lon)

    distance = ((east - east_of_autrans) ** 2 + (north - north_of_autrans) ** 2) ** 0.5

    assert distance == pytest.approx(478, rel=0.02)


def test_a_dot_stands_where_a_centroid_lies_and_nowhere_else():
    grid = dotmap.grid_of([(AUTRANS.lat, AUTRANS.lon)])

    assert "".join(grid).count("o") == 1


def test_a_place_off_the_grid_is_left_to_the_list():
    drawing = dotmap.draw((), [AUTRANS, SAINT_PIERRE], [(0, 1)])

    assert "Saint-Pierre" not in drawing
    assert "rope-line" not in drawing


def test_a_place_with_an_address_is_a_link():
    assert '<a href="/fr/territoires/autrans/">' in dotmap.draw((), [AUTRANS])
    assert "<a " not in dotmap.draw((), [FLORAC])


def test_a_numbered_place_matches_its_result():
    drawing = dotmap.draw((), [Place("Autrans", 45.175, 5.542, number=2)])

    assert re.search(r'class="dot-map-number"[^>]*>2</text>', drawing)


def test_names_do_not_cover_each_other():
    crowd = [Place(f"Commune {i}", 45.0 + i * 0.12, 5.0) for i in range(4)]

    labels = re.findall(
        r'class="dot-map-name" x="(\d+)" y="(\d+)" text-anchor="(\w+)"', dotmap.draw((), crowd)
    )

    assert len(set(labels)) == 4


def test_the_drawing_is_well_formed_without_inline_style_and_escapes_names():
    drawing = dotmap.draw(dotmap.ground(), [Place('<b>"Là-haut"</b>', 45, 5, url='/"><script>')])

    ET.fromstring(drawing)
    assert "style=" not in drawing
    assert "<script>" not in drawing
    assert "<b>" not in drawing
