"""What follows from saving or deleting a cycle."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from learning.cycles.actions import give_facilitators
from learning.cycles.models import CyclePage


@receiver(post_save, sender=CyclePage)
def give_facilitators_to_a_new_cycle(
    instance: CyclePage, *, created: bool, raw: bool, **kwargs: object
) -> None:
    """Every cycle has its facilitators' group from the first moment; an alias is run through the cycle it repeats."""
    if created and not raw and not instance.alias_of_id:
        give_facilitators(instance)


@receiver(post_delete, sender=CyclePage)
def remove_a_group_without_cycle(instance: CyclePage, **kwargs: object) -> None:
    """The group goes with the last cycle it ran, and with it its rights."""
    group = instance.facilitators
    if group is not None and not group.cycles.exists():
        group.delete()
