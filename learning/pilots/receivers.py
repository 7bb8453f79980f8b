"""What pilots tell the rooms upstairs, wherever they are saved: on their own page or in the administration."""

from django.db.models.signals import post_save
from django.dispatch import receiver

from learning.pilots.models import Pilot
from learning.pilots.signals import pilot_changed


@receiver(post_save, sender=Pilot)
def tell_that_a_pilot_changed(instance: Pilot, raw: bool = False, **_kwargs: object) -> None:
    if not raw:
        pilot_changed.send(Pilot, pilot=instance)
