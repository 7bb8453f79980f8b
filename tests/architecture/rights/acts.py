"""How each row of docs/permissions.csv is done: at which address, by which verb, to which thing.

An `Act` is played once per role, with somebody else's thing; where the row says "own", once more with one's own.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import uuid4

from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupCollectionPermission

from home.models import PlainPage
from knowledge_base.library.models import SavedSearch
from knowledge_base.library.saved_searches import stop_address
from knowledge_base.practices.models import PracticePage
from knowledge_base.practices.views.contact import _token as contact_token
from learning.cycles.models import SessionPage
from learning.pilots.models import Entry, Pilot, Visibility
from network.actions import digest
from network.models import Invitation, Membership, Territory, User
from network.notifications import unsubscribe_address
from network.permissions import ADMINISTRATORS, EDITORS
from tests.cast import Cast
from tests.factories.cycles import SessionPageFactory, document_material
from tests.factories.lessons import make_lesson
from tests.factories.media import CollectionFactory, DocumentFactory, ImageFactory, RecordingFactory
from tests.factories.network import PASSWORD, MembershipFactory, TerritoryFactory
from tests.factories.notes import make_note
from tests.factories.pages import site_root
from tests.factories.pilots import EntryFactory, MilestoneFactory, PilotFactory, photo_of, typed, upload
from tests.factories.practices import make_draft, make_practice

Maker = Callable[[Cast, User], tuple[str, dict]]


@dataclass(frozen=True)
class Act:
    """One way of doing what a row names. `make(cast, owner)` gives the path and what is sent."""

    row: str
    address: str  # the name of the address in the URL configuration
    make: Maker
    method: str = "get"
    reading: str = ""  # the row that says who may read the thing: whoever may not is told N, not F
    follows: str = ""  # the row whose cells count, where this row says "=entry"

    @property
    def title(self) -> str:
        return f"{self.row} · {self.method.upper()} {self.address}" + (
            f" · {self.follows}" if self.follows else ""
        )


ACTS: list[Act] = []


def act(row: str, address: str, method: str = "get", **options: str) -> Callable[[Maker], Maker]:
    """Register the function below as the way of playing this act."""

    def register(make: Maker) -> Maker:
        ACTS.append(Act(row, address, make, method, **options))
        return make

    return register


def plain(row: str, *addresses: str, method: str = "get") -> None:
    """Acts at addresses that need nothing."""
    for address in addresses:
        act(row, address, method)(lambda cast, owner, address=address: (reverse(address), {}))


# ---------------------------------------------------------------- the library


READ = "read a published practice note or lesson"


@act(READ, "wagtail_serve")
def _(cast: Cast, owner: User):
    return make_practice(owner=owner).url, {}


@act(READ, "wagtail_serve")
def _(cast: Cast, owner: User):
    return make_note().url, {}


@act(READ, "library:lesson")
def _(cast: Cast, owner: User):
    return reverse("library:lesson", args=[make_lesson(live=True).slug]), {}


plain("search the public library", "library:search", "library:suggestions", "library:csv", "library:json")

SAVED = "keep a search and hear what is new in it"
plain(SAVED, "library:saved_searches")


@act(SAVED, "library:saved_searches", "post")
def _(cast: Cast, owner: User):
    return reverse("library:saved_searches"), {"query": "q=haie", "name": "Haies", "frequency": "weekly"}


@act("change a search one keeps", "library:saved_search", "post")
def _(cast: Cast, owner: User):
    search = SavedSearch.objects.create(user=owner, name="Haies", query="q=haie")
    return reverse("library:saved_search", args=[search.pk]), {"name": "Nos haies", "frequency": "never"}


for method in ("get", "post"):

    @act("stop the messages about saved searches from a mail", "library:stop_digests", method)
    def _(cast: Cast, owner: User):
        return urlsplit(stop_address(owner)).path, {}


plain("read what people searched for", "library_searches", "library_searches_results")
plain("propose a practice", "practices:propose")


@act("propose a practice", "practices:propose", "post")
def _(cast: Cast, owner: User):
    return reverse("practices:propose"), {"title": "Un banc pour attendre ensemble", "content_language": "fr"}


TRIAL = "record a trial of a lesson"


def territory_of(owner: User) -> Territory:
    """Where the person belongs, from now on at least."""
    membership = Membership.objects.filter(user=owner).first() or MembershipFactory(user=owner)
    return membership.territory


for method in ("get", "post"):

    @act(TRIAL, "lessons:trial_of_lesson", method, reading=READ)
    def _(cast: Cast, owner: User):
        told = {"territory": territory_of(owner).pk, "outcome": "dropped", "dropped": "Tout."}
        return reverse("lessons:trial_of_lesson", args=[make_lesson(live=True).pk]), told

    @act(TRIAL, "lessons:trial_of_page", method, reading=READ)
    def _(cast: Cast, owner: User):
        told = {"territory": territory_of(owner).pk, "outcome": "kept", "kept": "Tout."}
        return reverse("lessons:trial_of_page", args=[make_practice().pk]), told


DRAFT = "read an unpublished practice"


@act(DRAFT, "practices:draft")
def _(cast: Cast, owner: User):
    return reverse("practices:draft", args=[make_draft(owner=owner).pk]), {}


for method in ("get", "post"):

    @act("edit a practice draft", "practices:edit", method, reading=DRAFT)
    def _(cast: Cast, owner: User):
        draft = make_draft(owner=owner)
        sent = {
            "title": "Deux bancs",
            "content_language": "fr",
            "base_revision": str(draft.latest_revision_id),
        }
        return reverse("practices:edit", args=[draft.pk]), sent


@act("submit a practice for review", "practices:submit", "post", reading=DRAFT)
def _(cast: Cast, owner: User):
    return reverse("practices:submit", args=[make_draft(owner=owner).pk]), {}


for method in ("get", "post"):

    @act("delete a practice", "practices:delete", method, reading=DRAFT)
    def _(cast: Cast, owner: User):
        return reverse("practices:delete", args=[make_draft(owner=owner).pk]), {}

    @act("publish or unpublish a practice note or lesson", "wagtailadmin_pages:unpublish", method)
    def _(cast: Cast, owner: User):
        return reverse("wagtailadmin_pages:unpublish", args=[make_practice(owner=owner).pk]), {}

    @act("write to those who answer for a practice", "practices:contact", method)
    def _(cast: Cast, owner: User):
        practice = make_practice(owner=owner)
        return reverse("practices:contact", args=[practice.pk]), letter(practice)

    @act("write to those who answer for a practice", "practices:ask", method)
    def _(cast: Cast, owner: User):
        practice = make_practice(owner=owner)
        return reverse("practices:ask", args=[practice.pk, "costs"]), letter(practice)


def letter(practice: PracticePage) -> dict[str, str]:
    return {"name": "Léa", "email": "lea@exemple.fr", "message": "Bonjour", "token": contact_token(practice)}


plain("see one's own proposals", "practices:mine")
plain("follow the feeds of the library and of the journals", "library:feed", "pilots:feed")


@act("follow the feeds of the library and of the journals", "pilots:feed")
def _(cast: Cast, owner: User):
    return reverse("pilots:feed", args=[pilot_of(cast).slug]), {}


# ---------------------------------------------------------------- cycles


def session_of(cast: Cast, **fields: object) -> SessionPage:
    return SessionPageFactory(parent=cast.cycle, **fields)


@act("see the public page of a cycle", "wagtail_serve")
def _(cast: Cast, owner: User):
    return cast.cycle.url, {}


@act("see the public page of a cycle", "wagtail_serve")
def _(cast: Cast, owner: User):
    return session_of(cast).url, {}


@act("subscribe to the calendar of a cycle or a session", "cycles:calendar")
def _(cast: Cast, owner: User):
    return reverse("cycles:calendar", args=[cast.cycle.pk]), {}


@act("subscribe to the calendar of a cycle or a session", "cycles:session_calendar")
def _(cast: Cast, owner: User):
    return reverse("cycles:session_calendar", args=[session_of(cast).pk]), {}


@act("see the private space of a cycle", "cycles:material", reading="see the private space of a cycle: known")
def _(cast: Cast, owner: User):
    material = document_material(session=session_of(cast), public=False)
    return reverse("cycles:material", args=[material.pk]), {}


@act("open a picture or document that is for everyone", "cycles:material")
def _(cast: Cast, owner: User):
    return reverse("cycles:material", args=[document_material(session=session_of(cast), public=True).pk]), {}


@act("watch a recording", "cycles:recording", reading="see the private space of a cycle: known")
def _(cast: Cast, owner: User):
    return reverse("cycles:recording", args=[session_of(cast, recording=RecordingFactory()).pk]), {}


@act("create or edit a session", "wagtailadmin_pages:edit")
def _(cast: Cast, owner: User):
    return reverse("wagtailadmin_pages:edit", args=[session_of(cast).pk]), {}


@act("create or edit a session", "wagtailadmin_pages:add")
def _(cast: Cast, owner: User):
    return reverse("wagtailadmin_pages:add", args=["cycles", "sessionpage", cast.cycle.pk]), {}


# ---------------------------------------------------------------- journals


def pilot_of(cast: Cast) -> Pilot:
    return Pilot.objects.first() or PilotFactory(territory=cast.territory, cycle=cast.cycle)


def entry_of(cast: Cast, owner: User, visibility: str = Visibility.TEAM, **fields: object) -> Entry:
    return EntryFactory(pilot=pilot_of(cast), author=owner, visibility=visibility, **fields)


def at(entry: Entry, name: str, *more: object) -> str:
    return reverse(f"pilots:{name}", args=[entry.pilot.slug, entry.pk, *more])


READING = {
    Visibility.DRAFT: "read a draft entry",
    Visibility.TEAM: "read a team entry",
    Visibility.CYCLE: "read an entry shared with the cycle",
    Visibility.PUBLIC: "read a public entry",
}

for shared, row in READING.items():

    @act(row, "pilots:entry")
    def _(cast: Cast, owner: User, shared=shared):
        return at(entry_of(cast, owner, shared), "entry"), {}

    @act("read a file of an entry", "pilots:photo", follows=row)
    def _(cast: Cast, owner: User, shared=shared):
        photo = photo_of(entry_of(cast, owner, shared), people_agreed=True)
        return reverse("pilots:photo", args=[photo.pk, "full"]), {}


TEAM = READING[Visibility.TEAM]
WRITE = "write a journal entry in the territory"


def in_journal(cast: Cast, name: str, *more: object) -> str:
    return reverse(f"pilots:{name}", args=[pilot_of(cast).slug, *more])


for method in ("get", "post"):

    @act(WRITE, "pilots:write", method)
    def _(cast: Cast, owner: User):
        return in_journal(cast, "write"), typed()


@act(WRITE, "pilots:preview", "post")
def _(cast: Cast, owner: User):
    return in_journal(cast, "preview"), typed()


for shared in (Visibility.DRAFT, Visibility.TEAM, Visibility.PUBLIC):
    reading = READING[shared]

    @act("edit an entry", "pilots:edit", reading=reading)
    def _(cast: Cast, owner: User, shared=shared):
        return at(entry_of(cast, owner, shared), "edit"), {}

    @act("edit an entry", "pilots:edit", "post", reading=reading)
    def _(cast: Cast, owner: User, shared=shared):
        entry = entry_of(cast, owner, shared)
        return at(entry, "edit"), typed(client_id=str(entry.pk), base_revision="1", visibility=shared)

    @act("delete an entry", "pilots:delete", "post", reading=reading)
    def _(cast: Cast, owner: User, shared=shared):
        return at(entry_of(cast, owner, shared), "delete"), {}

    @act("restore a version of an entry", "pilots:restore", "post", reading=reading)
    def _(cast: Cast, owner: User, shared=shared):
        return at(entry_of(cast, owner, shared), "restore", 1), {}

    @act("see the earlier versions of an entry", "pilots:versions", reading=reading)
    def _(cast: Cast, owner: User, shared=shared):
        return at(entry_of(cast, owner, shared), "versions"), {}


@act("attach a file to an entry", "pilots:edit", "post", reading=TEAM)
def _(cast: Cast, owner: User):
    entry = entry_of(cast, owner)
    return at(entry, "edit"), typed(client_id=str(entry.pk), base_revision="1", photos=upload())


@act("make an entry public", "pilots:readers", "post", reading=TEAM)
def _(cast: Cast, owner: User):
    entry = entry_of(cast, cast.somebody, author_agreed=timezone.now())
    return at(entry, "readers"), {"visibility": Visibility.PUBLIC}


@act("narrow the visibility of an entry", "pilots:readers", "post", reading=READING[Visibility.PUBLIC])
def _(cast: Cast, owner: User):
    return at(entry_of(cast, owner, Visibility.PUBLIC), "readers"), {"visibility": Visibility.TEAM}


@act("see one's own deleted entries", "pilots:deleted")
def _(cast: Cast, owner: User):
    return in_journal(cast, "deleted"), {}


@act("take back a deleted entry", "pilots:take_back", "post", reading="nobody reads what was deleted")
def _(cast: Cast, owner: User):
    return at(entry_of(cast, owner, deleted=timezone.now() - timedelta(days=1)), "take_back"), {}


plain("see the list of journals and what a pilot is", "pilots:index")
plain("choose the journal to write in", "pilots:write")


@act("see the list of journals and what a pilot is", "pilots:journal")
def _(cast: Cast, owner: User):
    return in_journal(cast, "journal"), {}


STARTED = {"title": "Un banc", "problem": "Personne ne se croise.", "status": "under_way", "language": "fr"}

for method in ("get", "post"):

    @act("start a pilot", "pilots:start", method)
    def _(cast: Cast, owner: User):
        return reverse("pilots:start"), {}

    @act("change what a pilot says of itself", "pilots:change", method)
    def _(cast: Cast, owner: User):
        return in_journal(cast, "change"), STARTED | {"territory": cast.territory.pk, "cycle": cast.cycle.pk}

    @act("keep the milestones and figures of a pilot", "pilots:milestone", method)
    def _(cast: Cast, owner: User):
        return in_journal(cast, "milestone"), {"title": "Le banc est posé"}

    @act("keep the milestones and figures of a pilot", "pilots:milestone", method)
    def _(cast: Cast, owner: User):
        return in_journal(cast, "milestone", MilestoneFactory(pilot=pilot_of(cast)).pk), {
            "title": "Le banc est posé"
        }

    @act("keep the milestones and figures of a pilot", "pilots:figures", method)
    def _(cast: Cast, owner: User):
        return in_journal(cast, "figures"), {"day": "2024-03-14", "value": "3"}


# ---------------------------------------------------------------- files


OPEN = "open a picture or document that is for everyone"
CLOSED = "open a picture or document of a closed collection"


def closed_collection(cast: Cast):
    """A collection that only editors and administrators look after and look into."""
    collection = CollectionFactory()
    collection.view_restrictions.create(restriction_type="groups")
    return collection


@act(OPEN, "media_public")
def _(cast: Cast, owner: User):
    return ImageFactory().get_rendition("width-20").url, {}


@act(OPEN, "media_document")
def _(cast: Cast, owner: User):
    return DocumentFactory().url, {}


@act(CLOSED, "media_picture")
def _(cast: Cast, owner: User):
    rendition = ImageFactory(collection=closed_collection(cast)).get_rendition("width-20")
    return rendition.url, {}


@act(CLOSED, "media_document")
def _(cast: Cast, owner: User):
    return DocumentFactory(collection=closed_collection(cast)).url, {}


@act("listen to a recording in the administration", "media_recording")
def _(cast: Cast, owner: User):
    return RecordingFactory().url, {}


@act("upload a recording", "wagtailmedia:edit")
def _(cast: Cast, owner: User):
    held = GroupCollectionPermission.objects.filter(group=cast.cycle.facilitators).first().collection
    return reverse("wagtailmedia:edit", args=[RecordingFactory(collection=held).pk]), {}


# ---------------------------------------------------------------- home, network, account


HOME = "read the home page the lists and the plain pages"


@act(HOME, "wagtail_serve")
def _(cast: Cast, owner: User):
    return site_root().url, {}


@act(HOME, "wagtail_serve")
def _(cast: Cast, owner: User):
    return PlainPage.objects.first().url, {}


@act(HOME, "wagtail_serve")
def _(cast: Cast, owner: User):
    return cast.cycle.get_parent().url, {}


plain("ask whether the site is well", "health")
plain("read what the site tells machines", "robots", "sitemap")
plain("read the open data and its description", "api:practices", "api:openapi-json", "api_page")
plain("read one's own week", "my_week")
plain("see the directory and the page of a territory", "territories")


@act("see the directory and the page of a territory", "territory")
def _(cast: Cast, owner: User):
    return cast.territory.get_absolute_url(), {}


plain("sign in and out and reset a password", "account_login", "account_signup", "account_inactive")
plain("sign in and out and reset a password", "account_logout", method="post")
plain(
    "sign in and out and reset a password",
    "account_request_login_code",
    "account_confirm_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
)


@act("sign in and out and reset a password", "account_login", "post")
def _(cast: Cast, owner: User):
    return reverse("account_login"), {"login": cast.somebody.email, "password": PASSWORD}


@act("sign in and out and reset a password", "account_reset_password", "post")
def _(cast: Cast, owner: User):
    return reverse("account_reset_password"), {"email": "personne@exemple.fr"}


@act("sign in and out and reset a password", "account_reset_password_from_key")
def _(cast: Cast, owner: User):
    return reverse("account_reset_password_from_key", args=["1", "expired-key"]), {}


@act("sign in and out and reset a password", "account_confirm_email")
def _(cast: Cast, owner: User):
    return reverse("account_confirm_email", args=["expired"]), {}


plain(
    "see and change one's own account",
    "account",
    "account_email",
    "account_change_password",
    "account_set_password",
)
plain("see and change one's own account", "account_reauthenticate")


@act("see and change one's own account", "account", "post")
def _(cast: Cast, owner: User):
    return reverse("account"), {"first_name": "Anne", "last_name": "Martin", "language": "fr"}


plain(
    "protect one's account with a second factor",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
)

for method in ("get", "post"):

    @act("invite somebody", "invite", method)
    def _(cast: Cast, owner: User):
        sent = {"email": "nouvelle@exemple.fr", "territory": cast.territory.pk, "role": "member"}
        return reverse("invite"), sent

    @act("accept an invitation by its secret link", "invitation", method)
    def _(cast: Cast, owner: User):
        email, token = f"{uuid4().hex}@exemple.fr", uuid4().hex
        later = timezone.now() + timedelta(days=1)
        Invitation.objects.create(email=email, invited_by=cast["lead"], digest=digest(token), expires=later)
        fields = {"first_name": "Anne", "last_name": "Martin", "language": "fr"}
        return reverse("invitation", args=[token]), fields | {
            "password": "corde à douze brins",
            "password1": "corde",
        }

    @act("stop messages by the link in a mail", "unsubscribe", method)
    def _(cast: Cast, owner: User):
        return "/" + unsubscribe_address(cast.somebody).split("/", 3)[3], {}


@act("manage users and roles", "wagtailusers_users:index")
def _(cast: Cast, owner: User):
    return reverse("wagtailusers_users:index"), {}


ROLES_ARE_GIVEN = "manage users and roles"


@act(ROLES_ARE_GIVEN, "wagtailusers_users:edit", "post")
def _(cast: Cast, owner: User):
    groups = [Group.objects.get(name=EDITORS).pk, Group.objects.get(name=ADMINISTRATORS).pk]
    said = {"email": owner.email, "first_name": "Anne", "last_name": "Martin", "language": "fr"}
    return reverse("wagtailusers_users:edit", args=[owner.pk]), said | {"is_active": "on", "groups": groups}


@act(ROLES_ARE_GIVEN, "wagtail_bulk_action", "post")
def _(cast: Cast, owner: User):
    address = reverse("wagtail_bulk_action", args=["network", "user", "assign_role"])
    return f"{address}?id={owner.pk}", {"role": Group.objects.get(name=EDITORS).pk}


@act(ROLES_ARE_GIVEN, "wagtailsnippets_network_membership:add", "post")
def _(cast: Cast, owner: User):
    said = {"user": owner.pk, "territory": TerritoryFactory().pk, "role": "lead", "since": "2026-01-01"}
    return reverse("wagtailsnippets_network_membership:add"), said


@act("read the audit log", "wagtailadmin_reports:site_history")
def _(cast: Cast, owner: User):
    return reverse("wagtailadmin_reports:site_history"), {}


plain("enter the administration", "wagtailadmin_home")


# ---------------------------------------------------------------- what is not played


# Rows of what is still to be built, with words that would stand in its addresses.
NOT_BUILT: dict[str, Iterable[str]] = {
    "search journals": ("journal_search", "pilots:search"),
    "quote a journal entry in a note": ("quote", "compose"),
    "sign oneself up for a session": ("enrol", "sign_up"),
    "cancel own sign-up": ("cancel",),
    "sign somebody else up": ("enrol",),
    "list participants with e-mail": ("participants",),
    "sign own attendance": ("attendance", "check_in"),
    "record others' attendance": ("roll_call",),
    "correct a closed attendance": ("attendance",),
    "export the attendance sheet": ("attendance",),
    "download own certificate": ("certificate",),
    "download another's certificate": ("certificate",),
    "verify a certificate by its code": ("certificate", "verify"),
    "comment on an entry": ("comment",),
    "send a sync batch": ("sync", "batch"),
    "withdraw image consent": ("consent",),
    "contribute to a participation process": ("contribut", "participation"),
    "support a contribution": ("support",),
    "see who supported": ("supporters",),
    "moderate and answer contributions": ("contribut",),
    "read own calendar feed": ("own_calendar", "personal"),
    "send mail to a group": ("group_mail",),
    "see a territory's dashboard": ("dashboard",),
    "assent to a note by secret link": ("assent", "mirror"),
    "export own data": ("own_data", "export_own"),
    "erase own account": ("erase",),
}

# Addresses of packages that lead nowhere here, with the reason; the replay checks that they do lead nowhere.
CLOSED_ADDRESSES: dict[str, str] = {
    "wagtaildocs_serve": "documents are served by media_document",
    "wagtaildocs_authenticate_with_password": "no collection has a shared password",
    "wagtailcore_authenticate_with_password": "no page has a shared password",
    "wagtailcore_login": "leads to the login page",
    "mfa_login_webauthn": "asked by the login page's own script",
    "mfa_authenticate": "only between the password and the second factor",
    "api:api-root": "nothing is read at the root of the API",
    "mfa_deactivate_totp": "only for who has set up an authenticator app",
    "mfa_view_recovery_codes": "only for who has recovery codes",
    "mfa_generate_recovery_codes": "only for who has a second factor",
    "mfa_download_recovery_codes": "only for who has recovery codes",
    "mfa_edit_webauthn": "only one's own passkey",
    "mfa_remove_webauthn": "only one's own passkey",
}
