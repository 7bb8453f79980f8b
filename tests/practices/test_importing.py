import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.signals import page_published

from knowledge_base.practices.importing import Writer
from knowledge_base.practices.models import PracticePage
from network.models import Theme
from tests.factories.network import TerritoryFactory
from tests.factories.pages import site_root

pytestmark = pytest.mark.django_db
ROW = {
    "id": "tet-1",
    "title": "Rénover la médiathèque",
    "body_markdown": "# Titre\n\nUn **texte** <script>x</script>",
    "tags": ["CAE", "énergie"],
    "themes": ["Rénovation du bâti", "Thème inconnu"],
    "date": "2015-06",
    "source_url": "https://exemple.fr/un",
    "licence": "Licence Ouverte 2.0",
    "kind": "experience",
    "source": "ADEME",
    "territory": "Montmélian",
    "language": "fr",
    "summary": "Un bail, une société, une médiathèque.",
    "domain": "core",
    "words": 12,
}


@pytest.fixture
def run(tmp_path):
    """Import these rows (or raw lines); the words the command printed."""
    site_root()

    def importing(*rows: dict | str, **options: object) -> str:
        file = tmp_path / "practices.jsonl"
        lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        importing.said = said = StringIO()
        call_command("import_practices", file, stdout=said, stderr=said, **options)
        return said.getvalue()

    return importing


def test_a_document_becomes_a_published_practice_with_what_it_says_and_no_more(run):
    theme = Theme.objects.create(
        name="Rénovation du bâti", name_en="Building renovation", slug="renovation-bati"
    )
    montmelian = TerritoryFactory(name="Montmélian", official_code="73171")

    run(ROW)

    practice = PracticePage.objects.originals().get()
    assert (practice.live, practice.source_id, practice.territory) == (True, "tet-1", montmelian)
    assert (practice.source_date, practice.source_kind, practice.source_name) == (
        "2015-06",
        "experience",
        "ADEME",
    )
    assert practice.received_html == "<h3>Titre</h3>\n<p>Un <strong>texte</strong> </p>"
    assert list(practice.themes.all()) == [theme]
    assert sorted(tag.name for tag in practice.tags.all()) == ["CAE", "Thème inconnu", "énergie"]
    assert (practice.context, practice.costs, practice.organisation, practice.contact_email) == (
        "",
        "",
        "",
        "",
    )


def test_what_the_network_does_not_know_is_kept_as_words_and_told(run):
    said = run(ROW)

    assert PracticePage.objects.originals().get().place == "Montmélian"
    assert "Rénovation du bâti (1)" in said
    assert "Thème inconnu (1)" in said
    assert "Montmélian (1)" in said


def test_a_name_that_two_territories_bear_is_kept_as_text(run):
    TerritoryFactory(name="Montmélian")
    TerritoryFactory(name="Montmélian")

    run(ROW)

    assert (
        PracticePage.objects.originals().get().territory,
        PracticePage.objects.originals().get().place,
    ) == (None, "Montmélian")


def test_a_place_is_not_another_one_whose_name_has_an_accent_more(run):
    TerritoryFactory(name="Viré")
    echirolles = TerritoryFactory(name="Échirolles")

    said = run(ROW | {"territory": "Vire"}, ROW | {"id": "tet-2", "territory": "Echirolles"})

    vire, other = PracticePage.objects.originals().order_by("source_id")
    assert (vire.territory, vire.place) == (None, "Vire")
    assert other.territory == echirolles
    assert "Vire (1)" in said


def test_the_accent_tells_two_places_apart(run):
    TerritoryFactory(name="Vire")
    vire = TerritoryFactory(name="Viré")

    run(ROW | {"territory": "Viré"})

    assert PracticePage.objects.originals().get().territory == vire


def test_a_ligature_stays_in_the_address(run):
    run(ROW | {"title": "L’œuvre de ma sœur"})

    assert PracticePage.objects.originals().get().slug == "loeuvre-de-ma-soeur"


def test_a_mapping_names_our_theme_for_a_word_of_the_file(run, tmp_path):
    theme = Theme.objects.create(name="Bâtiments+", name_en="Buildings+", slug="batiments-plus")
    mapping = tmp_path / "themes.csv"
    mapping.write_text("Thème inconnu,Bâtiments+\n", encoding="utf-8")

    run(ROW, themes=mapping)

    assert list(PracticePage.objects.originals().get().themes.all()) == [theme]


def test_importing_again_changes_nothing(run):
    run(ROW)
    before = PracticePage.objects.originals().values("pk", "last_published_at", "slug", "path").get()

    said = run(ROW)

    assert "0 created, 0 updated, 1 unchanged" in said
    assert PracticePage.objects.originals().values("pk", "last_published_at", "slug", "path").get() == before


def test_an_import_that_was_stopped_goes_on_from_there(run, monkeypatch):
    rows = [ROW | {"id": f"tet-{number}"} for number in range(3)]
    add, added = Writer.add, []

    def stopped(writer, new):
        if added:
            raise KeyboardInterrupt
        added.append(new)
        add(writer, new)

    monkeypatch.setattr("knowledge_base.practices.importing.BATCH", 1)
    with monkeypatch.context() as patched:
        patched.setattr(Writer, "add", stopped)
        with pytest.raises(CommandError, match="after 1 new") as told:
            run(*rows)

    assert told.value.returncode == 130
    assert "2 created, 0 updated, 1 unchanged" in run(*rows)


def test_a_document_that_changed_is_updated_in_its_place(run):
    run(ROW)
    slug = PracticePage.objects.originals().get().slug

    run(ROW | {"title": "Rénover autrement", "tags": ["autre"]})

    practice = PracticePage.objects.originals().get()
    assert (practice.title, practice.slug) == ("Rénover autrement", slug)
    assert "autre" in {tag.name for tag in practice.tags.all()}
    assert "CAE" not in {tag.name for tag in practice.tags.all()}


def test_a_practice_that_an_editor_rewrote_stays_as_the_editor_left_it(run):
    run(ROW)
    practice = PracticePage.objects.originals().get()
    practice.title = "Réécrit ici"
    practice.save_revision().publish()

    said = run(ROW | {"title": "Autre chose"})

    assert "1 kept as edited here" in said
    assert PracticePage.objects.originals().get().title == "Réécrit ici"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("pas du JSON", "not JSON"),
        ("[1]", "not an object"),
        (ROW | {"id": ""}, "“id” is missing"),
        (ROW | {"title": "   "}, "“title” is missing"),
        (ROW | {"tags": "CAE"}, "“tags” is not a list"),
        (ROW | {"summary": 3}, "“summary” is not a text"),
        (ROW | {"source_url": "javascript:alert(1)"}, "line 2"),
        (ROW | {"body_markdown": "[" * 200_000}, "tet-1"),
        (ROW | {"licence": "x" * 300}, "tet-1"),
        ("[" * 100_000, "line 2: not JSON"),
        (ROW | {"body_markdown": "a" * 240_000}, "This text is too long"),
    ],
)
def test_a_bad_line_is_named_and_skipped_and_the_others_are_kept(run, line, reason):
    good = [ROW | {"id": "a", "title": "Avant"}, ROW | {"id": "b", "title": "Après"}]

    with pytest.raises(CommandError, match="1 line") as failed:
        run(good[0], line, good[1])

    assert failed.value.returncode == 1
    assert reason in run.said.getvalue()
    assert sorted(PracticePage.objects.originals().values_list("source_id", flat=True)) == ["a", "b"]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://exemple.fr/l'été à vélo.md", "https://exemple.fr/l'%C3%A9t%C3%A9%20%C3%A0%20v%C3%A9lo.md"),
        ("tacct.ademe.fr", "https://tacct.ademe.fr"),
    ],
)
def test_an_address_is_kept_as_addresses_are_written(run, written, kept):
    run(ROW | {"source_url": written})

    assert PracticePage.objects.originals().get().source_url == kept


@pytest.mark.parametrize(
    ("source", "kept"),
    [("ADEME", "ADEME"), ("", "Boîte à outils téléchargeable ici")],
    ids=["named", "not named"],
)
def test_an_address_is_taken_out_of_the_words_around_it_and_this_is_told(run, source, kept):
    written = ".Boîte à outils téléchargeable ici : https://exemple.fr/boite?"

    said = run(ROW | {"source_url": written, "source": source})

    practice = PracticePage.objects.originals().get()
    assert (practice.source_url, practice.source_name) == ("https://exemple.fr/boite", kept)
    assert "tet-1 (Boîte à outils téléchargeable ici)" in said


def test_a_date_that_means_nothing_stays_blank_and_is_told(run):
    said = run(ROW | {"date": "2018-23-09"})

    assert PracticePage.objects.originals().get().source_date == ""
    assert "tet-1 (2018-23-09)" in said


def test_the_bad_line_is_named_by_its_number(run, tmp_path):
    file = tmp_path / "lines.jsonl"
    file.write_text(json.dumps(ROW) + "\nnon\n", encoding="utf-8")
    said = StringIO()

    with pytest.raises(CommandError):
        call_command("import_practices", file, stdout=said, stderr=said)

    assert "line 2: not JSON" in said.getvalue()


def test_a_title_that_is_too_long_is_shortened_and_kept_whole_in_the_text(run):
    title = "Une très longue histoire " * 20

    run(ROW | {"title": title})

    practice = PracticePage.objects.originals().get()
    assert len(practice.title) <= 255
    assert practice.title.endswith("…")
    assert title.strip() in practice.received_html


def test_drafts_stay_drafts_when_asked(run):
    run(ROW, draft=True)

    practice = PracticePage.objects.originals().get()
    assert practice.live is False
    assert "texte" in practice.received_html


def test_what_listens_to_published_pages_hears_of_each_document(run):
    heard = []

    def listen(instance, **kwargs):
        heard.append(instance.source_id)

    page_published.connect(listen, sender=PracticePage)
    try:
        run(ROW, ROW | {"id": "tet-2"})
    finally:
        page_published.disconnect(listen, sender=PracticePage)

    assert [name for name in heard if name] == ["tet-1", "tet-2"]


def test_the_sample_documents_are_imported_whole_and_once(samples, run):
    lines = (samples / "data" / "practices.jsonl").read_text(encoding="utf-8").splitlines()
    few = [*lines[:60], lines[2250]]

    run(*few)

    assert "0 created, 0 updated, 61 unchanged" in run(*few)


def test_every_sample_document_can_be_read(samples):
    from knowledge_base.practices.importing import _checked

    with (samples / "data" / "practices.jsonl").open(encoding="utf-8") as file:
        read = [_checked(json.loads(line)) for line in file]

    assert len({row["id"] for row in read}) == len(read)


def test_a_line_that_has_the_id_of_another_changes_nothing_in_any_run(run):
    double = {"id": "tet-1", "title": "Double"}
    filler = [{"id": f"autre-{number}", "title": f"Autre {number}"} for number in range(210)]

    for _run in range(2):
        with pytest.raises(CommandError, match="1 line"):
            run(ROW, *filler, double)
        assert "another line has this id" in run_said(run)
        assert PracticePage.objects.originals().get(source_id="tet-1").title == ROW["title"]


def run_said(run) -> str:
    return run.said.getvalue()


def test_a_mapping_to_a_theme_that_does_not_exist_is_refused(run, tmp_path):
    mapping = tmp_path / "themes.csv"
    mapping.write_text("transport,Thème qui n’existe pas\n", encoding="utf-8")

    with pytest.raises(CommandError, match="Thème qui n’existe pas"):
        run(ROW, themes=mapping)

    assert not PracticePage.objects.exists()


def test_the_name_of_a_smart_dimension_files_under_it(run):
    said = run({"id": "m", "title": "Un car", "themes": ["Mobilité"]})

    practice = PracticePage.objects.originals().get()
    assert [dimension.name for dimension in practice.dimensions.all()] == ["Mobilité"]
    assert (practice.themes.count(), practice.tags.count()) == (0, 0)
    assert practice.filled == practice.sheet.filled
    assert "became tags" not in said


def test_what_nothing_can_print_is_left_out(run):
    run(
        ROW
        | {
            "title": "Un\x00 four",
            "summary": "Il\x07 chauffe",
            "tags": ["pa\x00in"],
            "body_markdown": "Du\x00 bois.",
        }
    )

    practice = PracticePage.objects.originals().get()
    assert (practice.title, practice.summary, practice.received_text) == ("Un four", "Il chauffe", "Du bois.")
    assert "pain" in [tag.name for tag in practice.tags.all()]
