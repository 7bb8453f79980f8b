"""Every type of page: axe finds nothing, the browser complains of nothing, in both themes, with and without JavaScript.

All of it is reached by keyboard and by thumb, and nothing scrolls sideways on a small screen or twice as large. A first
visit is light, and nothing moves while it arrives.
"""

import gzip
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Response
from wagtail.models import Page as TreePage
from wagtail.models import get_page_models

from knowledge_base.lessons.actions import record_trial
from knowledge_base.lessons.models import Lesson
from knowledge_base.library.models import SavedSearch
from knowledge_base.library.saved_searches import stop_address
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
from tests.factories.network import TerritoryFactory, ThemeFactory, lead_of, member_of
from tests.factories.notes import make_note
from tests.factories.pages import site_root
from tests.factories.pilots import EntryFactory, MilestoneFactory, PilotFactory
from tests.factories.practices import make_draft, make_practice
from tests.journeys.conftest import DESK, PHONE

THUMB = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
SMALL = {"width": 320, "height": 640}
# What a window of 1280 pixels shows when the browser enlarges twice.
ZOOMED = {"width": 640, "height": 430}

# What a wide window shows in another way than a phone does.
LAID_OUT_IN_COLUMNS = ("home", "library", "cycle", "session", "practice", "journal", "entry", "territories")

# Everything that answers to a finger or a key, as people meet it: a box to tick with its label.
TARGETS = """
window.targets = () => [...document.querySelectorAll(
  "a[href], button:not(:disabled), input:not([type=hidden], :disabled), select, textarea, summary, [tabindex='0']"
)].filter(one => one.checkVisibility({visibilityProperty: true}) && one.getClientRects().length);
window.shownAs = one => one.matches("[type=checkbox], [type=radio]") ? one.labels[0] ?? one : one;
null
"""
# In a sentence the line decides how high a link is; a point of a map stands in the list beside it as well.
TOO_SMALL = """
targets().filter(one => !one.closest("svg")).map(one => {
  const {width, height, bottom} = shownAs(one).getBoundingClientRect();
  const inSentence = getComputedStyle(one).display === "inline"
    && one.parentElement.innerText.trim().length > one.innerText.trim().length;
  const least = inSentence ? 0 : 44;
  const off = bottom + scrollY <= 0;
  return off || (height >= least - 0.5 && width >= 24) ? "" : `${one.outerHTML.slice(0, 90)}: ${width} × ${height}`;
}).filter(Boolean)
"""
# Where the focus is, and whether one sees it: an outline around it, around its label or its box, inside the window.
FOCUS = """
(() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const around = [one, ...(one.labels ?? []), one.parentElement, one.nextElementSibling].filter(Boolean);
  const outlined = around.some(each => {
    const {outlineStyle, outlineWidth} = getComputedStyle(each);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  });
  const {top, bottom, left, right} = shownAs(one).getBoundingClientRect();
  const inside = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
  return {number: targets().indexOf(one), seen: outlined && inside, what: one.outerHTML.slice(0, 90)};
})()
"""
# Of a group of radio buttons, Tab reaches the chosen one or the first.
TO_REACH = """
targets().map((one, number) => [one, number]).filter(([one]) => one.tabIndex >= 0 && !(
  one.type === "radio" && one !== (document.querySelector(`[name="${one.name}"]:checked`)
    ?? document.querySelector(`[name="${one.name}"]`))
)).map(([one, number]) => [number, one.outerHTML.slice(0, 90)])
"""

# How far what one reads was pushed about while the page arrived; 0 is not at all, below 0.1 passes for good.
MOVED = """
() => new Promise(done => {
  let moved = 0;
  new PerformanceObserver(list => { for (const shift of list.getEntries()) moved += shift.value; })
    .observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => setTimeout(() => done(moved), 50));
})
"""

pytestmark = pytest.mark.django_db(transaction=True)


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
    told = {"outcome": "changed", "kept": "Le mardi.", "changed": "Le dimanche.", "year": 2024}
    record_trial(member_of(territory), territory, practice, told)
    record_trial(member_of(territory), territory, lesson, told | {"outcome": "dropped"})
    note = make_note(title="Rouvrir un commerce", lessons=[lesson], territory=territory)
    pilot = PilotFactory(territory=territory, cycle=cycle)
    MilestoneFactory(pilot=pilot)
    entry = EntryFactory(pilot=pilot, visibility="public")
    person = lead_of(territory)
    SavedSearch.objects.create(user=person, name="Les épiceries", query="q=epicerie")
    own = EntryFactory(pilot=pilot, author=person, visibility="team")
    draft = make_draft(owner=person)
    public = {
        "home": "/fr/",
        "home in English": "/en/",
        "library": reverse("library:search") + "?q=epicerie",
        "library, on the map": reverse("library:search") + "?view=map&territory=vallon-du-rat",
        "library, nothing found": reverse("library:search") + "?q=zzzzzzzz&kind=note",
        "no more messages": urlsplit(stop_address(person)).path,
        "cycles": cycle.get_parent().url,
        "cycle": cycle.url,
        "module": module.url,
        "session": session.url,
        "practices": practice.get_parent().url,
        "practice": practice.url,
        "practice, short": practice.url + "?forme=courte",
        "message about a practice": reverse("practices:contact", args=[practice.pk]),
        "question about a blank": reverse("practices:ask", args=[practice.pk, "costs"]),
        "about": "/fr/a-propos/",
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
        "edit": reverse("pilots:edit", args=[pilot.slug, own.pk]),
        "versions": reverse("pilots:versions", args=[pilot.slug, own.pk]),
        "deleted": reverse("pilots:deleted", args=[pilot.slug]),
        "figures": reverse("pilots:figures", args=[pilot.slug]),
        "milestone": reverse("pilots:milestone", args=[pilot.slug]),
        "start a pilot": reverse("pilots:start"),
        "change the pilot": reverse("pilots:change", args=[pilot.slug]),
        "invite": reverse("invite"),
        "my searches": reverse("library:saved_searches"),
        "keep a search": reverse("library:saved_searches") + "?q=village",
        "draft": reverse("practices:draft", args=[draft.pk]),
        "edit a draft": reverse("practices:edit", args=[draft.pk]),
        "tell of a trial": reverse("lessons:trial_of_page", args=[practice.pk]),
        "propose": reverse("practices:propose"),
        "proposals": reverse("practices:mine"),
    }
    return public, private, person


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_public_pages_have_no_obstacle(open_context, network, assert_accessible, complaints, viewport):
    public, _private, _person = network
    page = open_context(viewport=viewport).new_page()

    for name, address in public.items():
        response = page.goto(address)
        assert response.status == (404 if name == "missing" else 200), address
        assert page.locator("h1").count() == 1, address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert_accessible(page)
    complaints[:] = [said for said in complaints if "nulle-part" not in said]


def test_a_first_visit_is_light(open_context, network, complaints):
    """Sizes as they travel: texts compressed, fonts and pictures as they are. Each page is a first visit: nothing is kept."""
    public, _private, _person = network

    for name in public:
        page = open_context(viewport=PHONE).new_page()
        answers = []
        page.on("response", lambda answer, kept=answers: kept.append(answer))
        page.goto(public[name], wait_until="networkidle")
        moved = page.evaluate(MOVED)
        weights = Counter()
        for answer in answers:
            weights[answer.request.resource_type] += weight_of(answer)
        page.context.close()

        assert len(answers) <= 12, (name, [answer.url for answer in answers])
        assert weights.total() <= 100_000, (name, weights)
        assert weights["stylesheet"] <= 25_000, (name, weights)
        assert weights["script"] <= 15_000, (name, weights)
        assert moved < 0.1, name
    complaints[:] = [said for said in complaints if "nulle-part" not in said]


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_nothing_moves_while_a_page_arrives(open_context, network, complaints, viewport):
    """But for the fonts, which never come here: one that comes in the tenth of a second after the first frame, and only
    then, is still taken by the browser, and how many do is a matter of luck."""
    public, _private, _person = network
    context = open_context(viewport=viewport)
    context.route("**/*.woff2", lambda route: route.abort())
    page = context.new_page()

    for name in public if viewport == PHONE else LAID_OUT_IN_COLUMNS:
        page.goto(public[name], wait_until="load")
        assert page.evaluate(MOVED) == 0, name
    complaints[:] = [
        said for said in complaints if "net::ERR_FAILED" not in said and "nulle-part" not in said
    ]


def weight_of(answer: Response) -> int:
    """Its bytes over the wire, as a server that compresses texts sends them."""
    if answer.request.resource_type in {"document", "stylesheet", "script"}:
        return len(gzip.compress(answer.body(), 6))
    return len(answer.body())


def test_every_type_of_page_is_looked_at(network):
    public, _private, _person = network
    served = {page_at(address) for address in public.values()}

    assert {page_type for page_type in get_page_models() if page_type is not TreePage} <= served


def page_at(address: str) -> type[TreePage] | None:
    """The type of the published page at this address, if there is one."""
    found = TreePage.objects.live().filter(url_path__endswith=address.partition("?")[0]).first()
    return found.specific_class if found else None


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_private_pages_have_no_obstacle(signed_in, network, assert_accessible, viewport):
    _public, private, person = network
    page = signed_in(person, viewport=viewport)

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


def test_private_pages_are_read_without_javascript(signed_in, network):
    _public, private, person = network
    page = signed_in(person, java_script_enabled=False)

    for address in private.values():
        assert page.goto(address).status == 200, address
        assert page.locator("h1").is_visible(), address


def test_pages_are_read_without_javascript(page_without_javascript, network, complaints):
    public, _private, _person = network

    for name, address in public.items():
        response = page_without_javascript.goto(address)
        assert response.status == (404 if name == "missing" else 200), address
        assert page_without_javascript.locator("h1").is_visible(), address
    complaints[:] = [said for said in complaints if "nulle-part" not in said]


# ---------------------------------------------------------------- small screens, thumbs, keyboards


def visits(page: Page, addresses: dict[str, str]) -> Iterator[str]:
    """Open each page in turn, ready to be measured."""
    for name, address in addresses.items():
        if name != "missing":
            page.goto(address)
            page.evaluate(TARGETS)
            yield address


def test_nothing_scrolls_sideways_on_a_small_screen_enlarged_or_with_letters_twice_as_large(
    open_context, signed_in, network
):
    public, private, person = network
    wide = []

    for page, addresses in [(open_context().new_page(), public), (signed_in(person), private)]:
        for address in visits(page, addresses):
            for name, size in {"small": SMALL, "enlarged": ZOOMED, "large letters": DESK}.items():
                page.set_viewport_size(size)
                if name == "large letters":
                    page.evaluate("document.documentElement.style.fontSize = '200%'")
                wide += [(address, name)] if scrolls_sideways(page) else []

    assert wide == []


def scrolls_sideways(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_a_thumb_finds_everything_large_enough(open_context, signed_in, network):
    public, private, person = network
    small = {}

    for page, addresses in [
        (open_context(**THUMB).new_page(), public),
        (signed_in(person, **THUMB), private),
    ]:
        for address in visits(page, addresses):
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            small[address] = page.evaluate(TOO_SMALL)

    assert {address: found for address, found in small.items() if found} == {}


def test_the_keyboard_reaches_everything_and_shows_where_it_is(open_context, signed_in, network):
    public, private, person = network
    missed, unseen = {}, {}

    for page, addresses in [(open_context().new_page(), public), (signed_in(person), private)]:
        for address in visits(page, addresses):
            to_reach, stops = page.evaluate(TO_REACH), list(walk(page))
            reached = {stop["number"] for stop in stops}
            # A field of a date has stops of its own inside: its frame shows at the first.
            shown = {stop["number"] for stop in stops if stop["seen"]}
            missed[address] = [what for number, what in to_reach if number not in reached]
            unseen[address] = [stop["what"] for stop in stops if stop["number"] not in shown]

    assert {address: lost for address, lost in missed.items() if lost} == {}
    assert {address: lost for address, lost in unseen.items() if lost} == {}


def walk(page: Page) -> Iterator[dict]:
    """Where Tab leads, one stop after the other, until it leaves the page."""
    visited: set[int] = set()
    last = None
    page.evaluate("document.activeElement.blur()")
    for _ in range(400):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None or (focus["number"] in visited and focus["number"] != last):
            return
        visited.add(last := focus["number"])
        yield focus
