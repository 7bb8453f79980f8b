from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from knowledge_base.practices.models import PracticePage
from network.models import Theme
from tests.factories.network import TerritoryFactory
from tests.factories.practices import make_draft, make_practice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lists")]

SHORT = {
    "title": "Tenir l’épicerie à plusieurs",
    "summary": "Deux heures par mois.",
    "context": "Le magasin avait fermé.\n\n- trop petit\n- trop loin",
    "period": "novembre 2023 - septembre 2024",
    "words": "épicerie, bénévolat, épicerie",
}


def edit_form(client, practice: PracticePage, **typed: str) -> dict[str, str]:
    """What the form holds when it opens, with what is typed over it."""
    form = client.get(reverse("practices:edit", args=[practice.pk])).context["form"]
    held = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in (held | typed).items() if value not in (None, [])}


def test_a_visitor_is_asked_to_sign_in_first(client):
    response = client.get(reverse("practices:propose"))

    assert response.status_code == 302
    assert "next=" in response["Location"]


def test_proposing_keeps_a_draft_that_the_person_owns(signed_in, author):
    theme = Theme.objects.create(name="Accueil+", name_en="Welcome+", slug="accueil-plus")

    response = signed_in(author).post(reverse("practices:propose"), SHORT | {"themes": [theme.pk]})

    practice = PracticePage.objects.originals().get()
    latest = practice.get_latest_revision_as_object()
    assert response["Location"] == reverse("practices:draft", args=[practice.pk])
    assert (practice.live, practice.owner) == (False, author)
    assert (
        latest.context
        == "<p>Le magasin avait fermé.</p>\n<ul>\n<li>trop petit</li>\n<li>trop loin</li>\n</ul>"
    )
    assert (latest.period_start, latest.period_end) == ("2023-11", "2024-09")
    assert sorted(tag.name for tag in latest.tags.all()) == ["bénévolat", "épicerie"]
    assert list(latest.themes.all()) == [theme]


def test_two_proposals_with_one_title_get_two_addresses_silently(signed_in, author):
    client = signed_in(author)

    for _time in range(2):
        client.post(reverse("practices:propose"), SHORT)

    slugs = PracticePage.objects.originals().order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["tenir-lepicerie-a-plusieurs", "tenir-lepicerie-a-plusieurs-2"]


def test_a_proposal_sent_twice_is_one_draft(signed_in, author):
    client, address = signed_in(author), reverse("practices:propose")
    sent = SHORT | {"client_id": client.get(address).context["form"]["client_id"].value()}

    first, second = client.post(address, sent), client.post(address, sent)

    practice = PracticePage.objects.originals().get()
    assert first["Location"] == second["Location"] == reverse("practices:draft", args=[practice.pk])
    assert practice.revisions.count() == 1


def test_a_proposal_rewritten_after_it_was_sent_is_shown_beside_what_was_kept(signed_in, author):
    client, address = signed_in(author), reverse("practices:propose")
    sent = SHORT | {"client_id": str(uuid4())}
    client.post(address, sent)

    answer = client.post(address, sent | {"summary": "Trois heures par mois."})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Deux heures par mois." in page
    assert "Trois heures par mois." in page


def test_a_proposal_does_not_pass_for_the_page_of_somebody_else(signed_in, author, other):
    theirs = make_practice("Celle d’une autre", other)

    signed_in(author).post(reverse("practices:propose"), SHORT | {"client_id": str(theirs.translation_key)})

    practice = PracticePage.objects.originals().get(owner=author)
    assert practice.translation_key != theirs.translation_key


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("title", "x" * 10_000),
        ("title", ""),
        ("period", "bientôt"),
        ("contact_email", "pas une adresse"),
        ("context", "[" * 50_000),
    ],
)
def test_a_mistake_is_said_beside_its_field_and_nothing_typed_is_lost(signed_in, author, field, typed):
    response = signed_in(author).post(reverse("practices:propose"), SHORT | {field: typed})

    form = response.context["form"]
    assert response.status_code == 422
    assert list(form.errors) == [field]
    assert form[field].value() == typed
    assert form["summary"].value() == SHORT["summary"]
    assert not PracticePage.objects.exists()


def test_no_field_cuts_what_is_pasted(signed_in, author):
    assert "maxlength" not in signed_in(author).get(reverse("practices:propose")).content.decode()


def test_what_was_typed_in_an_expired_session_comes_back_after_signing_in(client, author):
    response = client.post(reverse("practices:propose"), SHORT | {"writer": str(author.pk)})
    assert response.status_code == 302

    client.force_login(author)
    page = client.get(reverse("practices:propose"))

    assert page.context["form"]["title"].value() == SHORT["title"]
    assert page.context["form"]["context"].value() == SHORT["context"]


def test_what_somebody_typed_is_not_given_to_the_next_who_signs_in(signed_in, author, other, client):
    written = signed_in(author).get(reverse("practices:propose")).content.decode()
    client.post(reverse("practices:propose"), SHORT | {"writer": str(author.pk)})

    client.force_login(other)
    page = client.get(reverse("practices:propose"))

    assert f'name="writer" value="{author.pk}"' in written
    assert not page.context["form"]["title"].value()


def test_what_is_written_over_a_published_practice_is_for_its_authors_and_reviewers(
    signed_in, author, other, editor
):
    practice = make_practice(owner=author)
    practice.summary = "Pas encore relu."
    practice.save_revision(user=author)
    address = reverse("practices:draft", args=[practice.pk])

    told = [client.get(address) for client in (Client(), signed_in(other))]

    assert [(answer.status_code, answer.get("Location")) for answer in told] == [(302, practice.url)] * 2
    for person in (author, editor):
        assert "Pas encore relu." in signed_in(person).get(address).content.decode()


@pytest.mark.parametrize("name", ["draft", "edit", "delete"])
def test_a_published_practice_that_is_closed_is_told_to_nobody_else(signed_in, author, other, name):
    practice = make_practice(owner=author)
    PageViewRestriction.objects.create(page=practice, restriction_type=PageViewRestriction.LOGIN)

    answer = signed_in(other).get(reverse(f"practices:{name}", args=[practice.pk]))

    assert answer.status_code == 404


def test_a_place_that_is_a_territory_becomes_one_and_any_other_stays_as_written(signed_in, author):
    florac = TerritoryFactory(name="Florac Trois Rivières", official_code="48061")
    client = signed_in(author)

    for place in ("florac trois rivieres", "48061", "Au bout du monde"):
        client.post(reverse("practices:propose"), SHORT | {"place": place})

    latest = [
        page.get_latest_revision_as_object() for page in PracticePage.objects.originals().order_by("pk")
    ]
    assert [(page.territory, page.place) for page in latest] == [
        (florac, ""),
        (florac, ""),
        (None, "Au bout du monde"),
    ]


def test_a_name_that_several_territories_bear_asks_which(signed_in, author):
    for code in ("78143", "04050"):
        TerritoryFactory(name="Châteaufort", official_code=code)

    response = signed_in(author).post(reverse("practices:propose"), SHORT | {"place": "chateaufort"})

    assert "78143" in str(response.context["form"].errors["place"])


@pytest.mark.parametrize(
    ("prefix", "said"),
    [
        ("fr", "300 caractères, c’est trop : gardez-en 255 au plus."),
        ("en", "300 characters are too many: keep 255 at most."),
    ],
)
def test_a_title_that_is_too_long_is_told_how_long_it_may_be(signed_in, author, prefix, said):
    with override(prefix):
        address = reverse("practices:propose")

    response = signed_in(author).post(address, SHORT | {"title": "t" * 300})

    assert response.status_code == 422
    assert said in response.content.decode()


def test_rewriting_a_draft_changes_only_what_was_typed(signed_in, author):
    draft = make_draft(owner=author, context="<p>Le <b>contexte</b>.</p>", costs="<p>Trois sous.</p>")
    client = signed_in(author)

    client.post(reverse("practices:edit", args=[draft.pk]), edit_form(client, draft, summary="Nouveau."))

    latest = draft.__class__.objects.get(pk=draft.pk).get_latest_revision_as_object()
    assert latest.summary == "Nouveau."
    assert latest.context == "<p>Le <strong>contexte</strong>.</p>"
    assert latest.costs == "<p>Trois sous.</p>"


def test_a_version_saved_meanwhile_is_shown_beside_what_was_typed_and_not_overwritten(signed_in, author):
    draft = make_draft(owner=author, summary="Première.")
    client = signed_in(author)
    typed = edit_form(client, draft, summary="La mienne.")
    theirs = draft.get_latest_revision_as_object()
    theirs.summary = "La leur."
    theirs.save_revision()

    response = client.post(reverse("practices:edit", args=[draft.pk]), typed)

    page = response.content.decode()
    assert response.status_code == 409
    assert "La leur." in page
    assert "La mienne." in page
    assert PracticePage.objects.get(pk=draft.pk).get_latest_revision_as_object().summary == "La leur."

    client.post(
        reverse("practices:edit", args=[draft.pk]),
        typed | {"base_revision": response.context["form"].data["base_revision"]},
    )

    assert PracticePage.objects.get(pk=draft.pk).get_latest_revision_as_object().summary == "La mienne."


def test_the_full_form_keeps_its_rows_in_order_and_leaves_the_empty_ones_out(signed_in, author):
    draft = make_draft(owner=author)
    client = signed_in(author)
    address = reverse("practices:edit", args=[draft.pk]) + "?full"
    typed = edit_form(client, draft) | {"content_language": "fr", "costs": "Trois sous."}
    for name in ("actors", "steps", "conditions", "resources"):
        typed |= {f"{name}-TOTAL_FORMS": "2", f"{name}-INITIAL_FORMS": "0"}
    typed |= {
        "actors-0-name": "ADRETS",
        "actors-0-role": "anime",
        "steps-1-start": "27/11/2023",
        "steps-1-text": "Séminaire",
    }
    typed |= {
        "conditions-0-weight": "helpful",
        "conditions-0-text": "Du temps",
        "resources-0-address": "https://exemple.fr/",
    }

    response = client.post(address, typed)

    latest = PracticePage.objects.get(pk=draft.pk).get_latest_revision_as_object()
    assert response.status_code == 302
    assert [dict(block.value) for block in latest.actors] == [{"name": "ADRETS", "role": "anime"}]
    assert [dict(block.value) for block in latest.steps] == [
        {"start": "2023-11-27", "end": "", "text": "Séminaire"}
    ]
    assert [block.value["text"] for block in latest.conditions] == ["Du temps"]
    assert [block.value["title"] for block in latest.resources] == ["https://exemple.fr/"]


def test_a_wrong_date_in_a_row_keeps_everything_that_was_typed(signed_in, author):
    draft = make_draft(owner=author)
    client = signed_in(author)
    typed = edit_form(client, draft, summary="Ne pas perdre.") | {"content_language": "fr"}
    for name in ("actors", "steps", "conditions", "resources"):
        typed |= {f"{name}-TOTAL_FORMS": "1", f"{name}-INITIAL_FORMS": "0"}
    typed |= {"steps-0-start": "un jour", "steps-0-text": "Séminaire"}

    page = client.post(reverse("practices:edit", args=[draft.pk]) + "?full", typed)

    assert page.status_code == 422
    for text in ("Ne pas perdre.", "un jour", "Séminaire"):
        assert text in page.content.decode()


@pytest.mark.parametrize("page", ["draft", "edit", "submit", "delete"])
def test_the_draft_of_somebody_else_does_not_exist(signed_in, author, other, page):
    draft = make_draft(owner=author)
    client = signed_in(other)
    address = reverse(f"practices:{page}", args=[draft.pk])

    assert (client.post(address) if page == "submit" else client.get(address)).status_code == 404


@pytest.mark.parametrize("page", ["draft", "edit", "delete"])
def test_a_co_author_has_the_rights_of_an_author(signed_in, author, other, page):
    draft = make_draft(owner=author)
    draft.co_authors.add(other)
    draft.save(clean=False)

    assert signed_in(other).get(reverse(f"practices:{page}", args=[draft.pk])).status_code == 200


def test_an_editor_reads_and_rewrites_every_draft_but_deletes_none(signed_in, author, editor):
    draft = make_draft(owner=author)
    client = signed_in(editor)

    answers = [
        client.get(reverse(f"practices:{page}", args=[draft.pk])).status_code
        for page in ("draft", "edit", "delete")
    ]

    assert answers == [200, 200, 403]


def test_an_administrator_deletes_even_what_is_published(signed_in, author, admin):
    practice = make_practice(owner=author)

    signed_in(admin).post(reverse("practices:delete", args=[practice.pk]))

    assert not PracticePage.objects.filter(pk=practice.pk).exists()


def test_an_author_deletes_a_draft_and_not_what_is_published(signed_in, author):
    draft, practice = make_draft(owner=author), make_practice("Autre", owner=author)
    client = signed_in(author)

    answers = [
        client.post(reverse("practices:delete", args=[page.pk])).status_code for page in (draft, practice)
    ]

    assert answers == [302, 403]
    assert list(PracticePage.objects.originals()) == [practice]


def test_my_proposals_are_mine_only(signed_in, author, other):
    make_draft("La mienne", owner=author)
    make_draft("Celle d’un autre", owner=other)

    page = signed_in(author).get(reverse("practices:mine")).content.decode()

    assert "La mienne" in page
    assert "Celle d’un autre" not in page


@pytest.mark.parametrize("page", ["mine", "propose", "draft", "edit"])
def test_private_pages_are_kept_by_no_cache(signed_in, author, page):
    draft = make_draft(owner=author)
    arguments = [draft.pk] if page in {"draft", "edit"} else []

    assert "no-store" in signed_in(author).get(reverse(f"practices:{page}", args=arguments))["Cache-Control"]


def test_submitting_by_a_link_is_refused(signed_in, author):
    draft = make_draft(owner=author)

    assert signed_in(author).get(reverse("practices:submit", args=[draft.pk])).status_code == 405
