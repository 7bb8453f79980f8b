"""Every type of page: axe finds nothing, the browser complains of nothing, in both themes, with and without JavaScript."""

import pytest
from django.urls import reverse

from knowledge_base.lessons.models import Lesson
from tests.factories.cycles import (
    CyclePageFactory,
    MaterialFactory,
    ModulePageFactory,
    ParticipationFactory,
    SessionPageFactory,
    SessionSpeakerFactory,
    VisitFactory,
)
from tests.factories.lessons import make_lesson
from tests.factories.network import TerritoryFactory, ThemeFactory, member_of
from tests.factories.notes import make_note
from tests.factories.pages import site_root
from tests.factories.pilots import EntryFactory, MilestoneFactory, PilotFactory
from tests.factories.practices import make_practice
from tests.journeys.conftest import DESK, PHONE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]


@pytest.fixture
def network():
    """One of everything; the addresses by name, those that ask for a sign-in apart."""
    site_root()
    territory = TerritoryFactory(name="Vallon-du-Rat", slug="vallon-du-rat", latitude=44.9, longitude=6.1)
    ThemeFactory()
    cycle = CyclePageFactory(title="Cordées")
    ParticipationFactory(cycle=cycle, territory=territory)
    module = ModulePageFactory(parent=cycle, title="Se trouver")
    session = SessionPageFactory(parent=module, title="Voyage en Lozère", kind="study_trip")
    SessionSpeakerFactory(session=session)
    VisitFactory(session=session)
    MaterialFactory(session=session, address="https://exemple.fr/")
    practice = make_practice(title="Une épicerie tenue à tour de rôle", summary="Le local est prêté.")
    lesson = make_lesson(required="Une équipe qui tourne.")
    note = make_note(title="Rouvrir un commerce", lessons=[lesson])
    pilot = PilotFactory(territory=territory, cycle=cycle)
    MilestoneFactory(pilot=pilot)
    entry = EntryFactory(pilot=pilot, visibility="public")
    person = member_of(territory)
    public = {
        "home": "/fr/",
        "home in English": "/en/",
        "library": reverse("library:search") + "?q=epicerie",
        "library, nothing found": reverse("library:search") + "?q=zzzzzzzz",
        "cycles": cycle.get_parent().url,
        "cycle": cycle.url,
        "module": module.url,
        "session": session.url,
        "practices": practice.get_parent().url,
        "practice": practice.url,
        "notes": note.get_parent().url,
        "note": note.url,
        "lesson": reverse("library:lesson", args=[Lesson.objects.live().get().slug]),
        "journals": reverse("pilots:index"),
        "journal": pilot.get_absolute_url(),
        "entry": entry.get_absolute_url(),
        "territories": reverse("territories"),
        "territory": territory.get_absolute_url(),
        "open data": reverse("api_page"),
        "sign in": reverse("account_login"),
        "sign in by code": reverse("account_request_login_code"),
        "link that no longer works": reverse("account_reset_password_from_key", args=["1", "x-bad"]),
        "missing": "/fr/nulle-part/",
    }
    private = {
        "my week": reverse("my_week"),
        "account": reverse("account"),
        "e-mail address": reverse("account_email"),
        "write": reverse("pilots:write", args=[pilot.slug]),
        "propose": reverse("practices:propose"),
        "proposals": reverse("practices:mine"),
    }
    return public, private, person


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_public_pages_have_no_obstacle(
    open_context, network, assert_accessible, complaints, viewport, scheme
):
    public, _private, _person = network
    page = open_context(viewport=viewport, color_scheme=scheme).new_page()

    for name, address in public.items():
        response = page.goto(address)
        assert response.status == (404 if name == "missing" else 200), address
        assert page.locator("h1").count() == 1, address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert_accessible(page)
    complaints[:] = [said for said in complaints if "nulle-part" not in said]


def test_private_pages_have_no_obstacle(signed_in, network, assert_accessible):
    _public, private, person = network
    page = signed_in(person, viewport=PHONE)

    for address in private.values():
        assert page.goto(address).status == 200, address
        assert page.locator("h1").count() == 1, address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert_accessible(page)


def test_the_second_factor_has_no_obstacle(signed_in, network, assert_accessible):
    _public, _private, person = network
    page = signed_in(person, viewport=DESK)

    page.goto(reverse("mfa_index"))

    assert_accessible(page)


def test_pages_are_read_without_javascript(page_without_javascript, network, complaints):
    public, _private, _person = network

    for name, address in public.items():
        response = page_without_javascript.goto(address)
        assert response.status == (404 if name == "missing" else 200), address
        assert page_without_javascript.locator("h1").is_visible(), address
    complaints[:] = [said for said in complaints if "nulle-part" not in said]
