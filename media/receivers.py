"""When the right to see a picture changes, its public sizes go at once."""

from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from wagtail.models import Collection, CollectionViewRestriction

from media.models import Image, Rendition


def withdraw_renditions(collection: Collection) -> None:
    """Remove the sizes of every picture in the collection and below."""
    inside = collection.get_descendants(inclusive=True)
    Rendition.objects.filter(image__collection__in=inside).select_related("image").delete()


@receiver([post_save, post_delete], sender=CollectionViewRestriction)
def restriction_changed(instance: CollectionViewRestriction, **kwargs: object) -> None:
    """A collection becomes restricted, or open."""
    withdraw_renditions(instance.collection)


@receiver(pre_save, sender=Image)
def picture_moved(instance: Image, raw: bool = False, **kwargs: object) -> None:
    """A picture changes collection."""
    if raw or not instance.pk:
        return
    before = Image.objects.filter(pk=instance.pk).first()
    if before and before.collection_id != instance.collection_id:
        before.withdraw_renditions()


@receiver(post_save, sender=Collection)
def collection_changed(instance: Collection, created: bool, raw: bool = False, **kwargs: object) -> None:
    """A collection may have moved under a restricted one."""
    if not created and not raw:
        withdraw_renditions(instance)
