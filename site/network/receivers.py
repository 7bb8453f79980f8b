"""What the network does when something happens to its own rows or to a session."""

from allauth.account.signals import user_logged_in
from django.contrib import messages
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.users.models import UserProfile

from network.models import Belonging, Succession, Territory, User
from network.second_factor import lacks_second_factor
from network.signals import territory_changed


@receiver(post_save, sender=Territory)
def tell_that_a_territory_changed(instance: Territory, raw: bool = False, **_kwargs: object) -> None:
    if not raw:
        territory_changed.send(Territory, territory=instance)


@receiver([post_save, post_delete], sender=Belonging)
def tell_that_a_belonging_changed(instance: Belonging, raw: bool = False, **_kwargs: object) -> None:
    if not raw:
        territory_changed.send(Territory, territory=instance.part, moved=True)


@receiver([post_save, post_delete], sender=Succession)
def tell_that_a_succession_changed(instance: Succession, raw: bool = False, **_kwargs: object) -> None:
    if not raw:
        territory_changed.send(Territory, territory=instance.before)
        territory_changed.send(Territory, territory=instance.after)


@receiver(post_save, sender=User)
def speak_the_same_language_in_the_administration(
    instance: User, raw: bool = False, update_fields: frozenset[str] | None = None, **_kwargs: object
) -> None:
    if not raw and (update_fields is None or "language" in update_fields):
        profile = UserProfile.objects.filter(user=instance)
        if not profile.update(preferred_language=instance.language):
            UserProfile.objects.create(user=instance, preferred_language=instance.language)


@receiver(user_logged_in)
def advise_a_second_factor(request: HttpRequest, user: User, **_kwargs: object) -> None:
    if lacks_second_factor(user):
        advice = _("Your account opens the administration: protect it with two-factor authentication.")
        link = format_html('<a href="{}">{}</a>', reverse("mfa_index"), _("Set it up"))
        messages.warning(request, format_html("{} {}", advice, link))
