"""What is done to accounts and to the words that the network shares."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from network import grants
from network.models import Invitation, Membership, Territory, Theme, User
from network.notifications import write_mail, written
from network.permissions import ADMINISTRATORS, EDITORS
from network.themes import THEMES, slug_of

INVITATION_LIFE = timedelta(days=14)


class Refused(Exception):
    """What was asked cannot be done; the message says why and what to do."""


# ---------------------------------------------------------------- invitations


@transaction.atomic
def invite(
    by: User,
    email: str,
    territory: Territory | None = None,
    role: str = Membership.Role.MEMBER,
    group: Group | None = None,
) -> Invitation:
    """Send a secret link to the address, known or not; a former link for the same thing stops working.

    The caller has asked whether `by` may: `permissions.may_give` here, its own rule in a higher room.
    """
    email = email.strip().lower()
    if email == by.email.lower():
        raise Refused(_("Nobody gives a role to themselves: somebody else invites you."))
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused(_("This is not an e-mail address: check it and send again.")) from error
    Invitation.objects.filter(email=email, territory=territory, group=group, accepted=None).delete()
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email,
        invited_by=by,
        territory=territory,
        role=role,
        group=group,
        digest=digest(token),
        expires=timezone.now() + INVITATION_LIFE,
    )
    send_invitation(invitation, token)
    return invitation


def send_invitation(invitation: Invitation, token: str) -> None:
    """Write the mail in the language of who receives it, or of who invites where the address is unknown."""
    known = User.objects.filter(email=invitation.email).first()
    with translation.override((known or invitation.invited_by).language):
        address = settings.WAGTAILADMIN_BASE_URL + reverse("invitation", args=[token])
        text, html = written("network/mail/invitation", {"invitation": invitation, "address": address})
        subject = _("%(person)s invites you to %(site)s") % {
            "person": invitation.invited_by,
            "site": settings.WAGTAIL_SITE_NAME,
        }
        write_mail(invitation.email, subject, text, html, f"invitation-{invitation.digest}")


def digest(token: str) -> str:
    """What is kept of a secret link."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_invitation(token: str) -> Invitation | None:
    """The invitation that this link opens, unless it is unknown, expired or used."""
    found = (
        Invitation.objects.select_related("territory", "group", "invited_by")
        .filter(digest=digest(token))
        .first()
    )
    return found if found and found.is_open else None


@transaction.atomic
def accept_invitation(
    invitation: Invitation, user: User | None = None, *, password: str = "", **fields: str
) -> User:
    """Give the invited person what the invitation promises, once; the person, made now where `user` is not given.

    `fields` are the first name, the last name and the language of a new person. The secret link was read in the
    invited mailbox: that confirms the address.
    """
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not invitation.is_open:
        raise Refused(_("This invitation has expired or was used already. Ask for a new one."))
    if user is None:
        user = make_person(invitation.email, password, **fields)
    elif user.email != invitation.email:
        raise Refused(_("This invitation is for another address. Sign in with the invited one."))
    elif user == invitation.invited_by:
        raise Refused(_("Nobody gives a role to themselves: somebody else invites you."))
    if invitation.territory:
        join(user, invitation.territory, invitation.role)
    if invitation.group:
        user.groups.add(invitation.group)
    invitation.accepted = timezone.now()
    invitation.save(update_fields=["accepted"])
    return user


def make_person(email: str, password: str, **fields: str) -> User:
    """An account with a confirmed address; refuses an address that has one."""
    if User.objects.filter(email__iexact=email).exists():
        raise Refused(_("This address has an account already: sign in first."))
    user = User.objects.create_user(email, password, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def join(user: User, territory: Territory, role: str = Membership.Role.MEMBER) -> Membership:
    """Make the person a member or a lead of the territory; a lead stays one."""
    membership, created = Membership.objects.get_or_create(
        user=user, territory=territory, defaults={"role": role}
    )
    if not created and role == Membership.Role.LEAD and membership.role != role:
        membership.role = role
        membership.save(update_fields=["role"])
    return membership


# ---------------------------------------------------------------- what an installation starts with


def create_themes() -> int:
    """Load the shared list of themes and the six smart dimensions; the number that was missing.

    Themes are found by their address (slug): renaming one in the administration is kept.
    """
    created = 0
    for order, word in enumerate(THEMES):
        theme, is_new = Theme.objects.get_or_create(
            slug=slug_of(word),
            defaults={
                "name": word.fr,
                "name_en": word.en,
                "is_dimension": word.is_dimension,
                "order": order,
            },
        )
        created += is_new
        for place, (french, english) in enumerate(word.parts):
            _part, is_new = Theme.objects.get_or_create(
                slug=slug_of(french),
                defaults={"name": french, "name_en": english, "parent": theme, "order": place},
            )
            created += is_new
    return created


def create_groups() -> None:
    """Make the groups of editors and of administrators, and give them what they lack; nothing is taken away."""
    root = Page.get_first_root_node()
    collection = Collection.get_first_root_node()
    for name in (EDITORS, ADMINISTRATORS):
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.add(*permissions_named(grants.everywhere[name]))
        for permission in permissions_named(grants.on_pages[name]):
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
        for permission in permissions_named(grants.in_collections[name]):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=permission
            )


def permissions_named(names: Iterable[str]) -> QuerySet[Permission]:
    """The permissions with these names ("network.change_theme"); refuses a name that does not exist."""
    wanted = set(names)
    whole = Concat("content_type__app_label", Value("."), "codename")
    found = Permission.objects.annotate(whole_name=whole).filter(whole_name__in=wanted)
    if missing := wanted - {permission.whole_name for permission in found}:
        raise ImproperlyConfigured(f"No such permission: {', '.join(sorted(missing))}")
    return found
