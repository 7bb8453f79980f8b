"""What is done once, on the day a network begins."""

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils.translation import gettext
from wagtail.models import Collection, GroupCollectionPermission

from home.actions import create_pages
from knowledge_base.library.synonyms import add_first as add_first_synonyms
from knowledge_base.notes.models import NoteIndexPage
from knowledge_base.practices.models import PracticeIndexPage
from knowledge_base.practices.review import create_review_workflow
from network.actions import create_groups, create_themes, make_person
from network.models import User
from network.permissions import ADMINISTRATORS, EDITORS


@transaction.atomic
def prepare_network(hostname: str = "localhost", port: int = 80) -> None:
    """Make what every network starts with: languages, site, first pages, groups, themes, synonyms, the review workflow.

    What exists is left as people made it; asking twice is asking once.
    """
    create_pages(hostname, port)
    create_groups()
    # Editors compose with recordings; facilitators and administrators store them. wagtailmedia's migration gave them the right.
    stored_by_editors = GroupCollectionPermission.objects.filter(group__name=EDITORS)
    stored_by_editors.filter(permission__content_type__app_label="wagtailmedia").delete()
    # Where files lie that nobody put elsewhere: its name tells editors who will see them.
    Collection.objects.filter(depth=1, name="Root").update(name=gettext("Open to everyone"))
    create_themes()
    add_first_synonyms()
    create_review_workflow(*PracticeIndexPage.objects.all(), *NoteIndexPage.objects.all())


@transaction.atomic
def create_administrator(email: str, password: str) -> User:
    """Make a person who administers the whole installation; refuses a weak password and an address that has an account."""
    validate_password(password, User(email=email))
    administrator = make_person(email, password)
    User.objects.filter(pk=administrator.pk).update(is_staff=True, is_superuser=True)
    administrator.refresh_from_db()
    administrator.groups.add(Group.objects.get(name=ADMINISTRATORS))
    return administrator
