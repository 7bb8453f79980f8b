"""One account per role of the demonstration network; all invented, all with the same known password."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import Group

from learning.cycles.models import CyclePage
from network.models import Membership, Territory, User
from network.permissions import ADMINISTRATORS, EDITORS

PASSWORD = "cordee-demonstration"


@dataclass(frozen=True)
class Account:
    """A person one can be: `territory` with `role`, or `group`, or the team of the cycle with the slug `facilitates`.

    `who` is said where the command lists them.
    """

    email: str
    first_name: str
    last_name: str
    who: str
    territory: str = ""
    role: str = Membership.Role.MEMBER
    group: str = ""
    facilitates: str = ""


ACCOUNTS = (
    Account("lea.morin@cordee.example", "Léa", "Morin", "member of Valclaire, keeps a journal", "valclaire"),
    Account(
        "paul.darbon@cordee.example",
        "Paul",
        "Darbon",
        "lead of Valclaire",
        "valclaire",
        Membership.Role.LEAD,
    ),
    Account(
        "ines.vallon@cordee.example",
        "Inès",
        "Vallon",
        "lead of Haut-Sérac",
        "haut-serac",
        Membership.Role.LEAD,
    ),
    Account("noe.lambert@cordee.example", "Noé", "Lambert", "no territory"),
    Account(
        "claire.astier@cordee.example",
        "Claire",
        "Astier",
        "facilitates the cycle of both communes",
        facilitates="petits-essais",
    ),
    Account(
        "hugo.brenet@cordee.example",
        "Hugo",
        "Brenet",
        "facilitates another cycle",
        facilitates="un-hiver-ensemble",
    ),
    Account("maud.terrier@cordee.example", "Maud", "Terrier", "editor", group=EDITORS),
    Account("sami.roche@cordee.example", "Sami", "Roche", "editor, reviews", group=EDITORS),
    Account("alix.garnier@cordee.example", "Alix", "Garnier", "administrator", group=ADMINISTRATORS),
)


def load_accounts() -> None:
    """Make the accounts that are missing, and give each its password, its confirmed address and its role."""
    password = _hash()
    for account in ACCOUNTS:
        user = User.objects.filter(email__iexact=account.email).first()
        if user is None:
            user = User(
                email=account.email,
                first_name=account.first_name,
                last_name=account.last_name,
                fictional=True,
            )
        if user.password != password:
            user.password = password
            user.save()
        EmailAddress.objects.update_or_create(
            user=user, email=user.email, defaults={"verified": True, "primary": True}
        )
        if account.territory:
            Membership.objects.update_or_create(
                user=user,
                territory=Territory.objects.get(slug=account.territory),
                defaults={"role": account.role},
            )
        user.groups.set(_groups(account))


def _groups(account: Account) -> list[Group]:
    if account.group:
        return [Group.objects.get(name=account.group)]
    if account.facilitates:
        return [CyclePage.objects.get(slug=account.facilitates, alias_of__isnull=True).facilitators]
    return []


def _hash() -> str:
    """One hash for all, the one they have where they have one: making or checking one takes a second."""
    first = User.objects.filter(email__iexact=ACCOUNTS[0].email).values_list("password", flat=True).first()
    return first if first and check_password(PASSWORD, first) else make_password(PASSWORD)
