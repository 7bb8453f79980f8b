"""The smallest valid people, territories and words."""

from datetime import timedelta

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from factory.django import DjangoModelFactory

from network.models import Belonging, Invitation, Membership, Succession, Territory, Theme, User
from network.permissions import ADMINISTRATORS, EDITORS

PASSWORD = "une phrase de passe pour les tests"


class UserFactory(DjangoModelFactory):
    """A person with a confirmed address who may sign in with PASSWORD; no group, no territory."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"personne{n}@exemple.fr")
    first_name = "Camille"
    last_name = factory.Sequence(lambda n: f"Personne {n}")

    @classmethod
    def _create(cls, model_class: type[User], *args: object, **kwargs: object) -> User:
        kwargs.setdefault("password", PASSWORD)
        user = model_class.objects.create_user(*args, **kwargs)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user


class TerritoryFactory(DjangoModelFactory):
    """A commune of the network."""

    class Meta:
        model = Territory

    kind = Territory.Kind.COMMUNE
    name = factory.Sequence(lambda n: f"Commune {n}")
    slug = factory.Sequence(lambda n: f"commune-{n}")
    in_network = True


class BelongingFactory(DjangoModelFactory):
    class Meta:
        model = Belonging

    part = factory.SubFactory(TerritoryFactory)
    whole = factory.SubFactory(TerritoryFactory, kind=Territory.Kind.EPCI)


class SuccessionFactory(DjangoModelFactory):
    class Meta:
        model = Succession

    before = factory.SubFactory(TerritoryFactory)
    after = factory.SubFactory(TerritoryFactory)


class MembershipFactory(DjangoModelFactory):
    """A plain member; `MembershipFactory(role="lead")` for a lead."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    territory = factory.SubFactory(TerritoryFactory)


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme

    name = factory.Sequence(lambda n: f"Thème {n}")
    name_en = factory.Sequence(lambda n: f"Theme {n}")
    slug = factory.Sequence(lambda n: f"theme-{n}")


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = Invitation

    email = factory.Sequence(lambda n: f"invitation{n}@exemple.fr")
    invited_by = factory.SubFactory(UserFactory)
    digest = factory.Sequence(lambda n: f"{n:064x}")
    expires = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))


def member_of(territory: Territory, **fields: object) -> User:
    """A new member of the territory."""
    return MembershipFactory(territory=territory, user=UserFactory(**fields)).user


def lead_of(territory: Territory, **fields: object) -> User:
    """A new lead of the territory."""
    return MembershipFactory(territory=territory, user=UserFactory(**fields), role=Membership.Role.LEAD).user


def editor(**fields: object) -> User:
    """A new editor, who may enter the administration."""
    return in_group(EDITORS, **fields)


def administrator(**fields: object) -> User:
    """A new administrator, who is not a superuser."""
    return in_group(ADMINISTRATORS, **fields)


def in_group(name: str, **fields: object) -> User:
    """A new person in the group of this name; a missing one is made, with the right to enter /admin/."""
    group, created = Group.objects.get_or_create(name=name)
    if created:
        group.permissions.add(
            Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
        )
    user = UserFactory(**fields)
    user.groups.add(group)
    return user
