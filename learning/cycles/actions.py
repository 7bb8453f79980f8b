"""What is done to a cycle."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from learning.cycles.models import CyclePage

# On the pages of the cycle; publishing includes withdrawing.
PAGE_RIGHTS = ("add_page", "change_page", "publish_page")
# In the administration as a whole.
GENERAL_RIGHTS = (
    ("wagtailadmin", "access_admin"),
    ("cycles", "add_speaker"),
    ("cycles", "change_speaker"),
    ("cycles", "view_speaker"),
)
# In the cycle's own collection of pictures, documents and recordings.
# (Wagtail asks for the rights on its own models, whatever models take their place.)
COLLECTION_RIGHTS = ("add", "change", "choose")
COLLECTED = (("wagtailimages", "image"), ("wagtaildocs", "document"), ("wagtailmedia", "media"))


@transaction.atomic
def give_facilitators(cycle: CyclePage) -> Group:
    """The group of those who run the cycle, with its rights on the cycle's pages; asking twice is asking once.

    A translation is run by the group of the cycle it translates.
    """
    group = cycle.facilitators or _group_of_translations(cycle) or _make_group(cycle)
    for right in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_RIGHTS):
        GroupPagePermission.objects.get_or_create(group=group, page=cycle.page_ptr, permission=right)
    if cycle.facilitators_id != group.pk:
        cycle.facilitators = group
        CyclePage.objects.filter(pk=cycle.pk).update(facilitators=group)
    return group


def _group_of_translations(cycle: CyclePage) -> Group | None:
    return Group.objects.filter(cycles__translation_key=cycle.translation_key).first()


def _make_group(cycle: CyclePage) -> Group:
    group = Group.objects.create(name=_group_name(cycle))
    for app, codename in GENERAL_RIGHTS:
        group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    collection = Collection.get_first_root_node().add_child(name=_group_name(cycle))
    for app, what in COLLECTED:
        codenames = [f"{right}_{what}" for right in COLLECTION_RIGHTS]
        for right in Permission.objects.filter(content_type__app_label=app, codename__in=codenames):
            GroupCollectionPermission.objects.create(group=group, collection=collection, permission=right)
    return group


def _group_name(cycle: CyclePage) -> str:
    """Names of groups are unique and hold 150 characters: the number tells namesakes apart."""
    return f"{cycle.title[:120]} · {cycle.pk}"
