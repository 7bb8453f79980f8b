from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    """One row per published thing, and the pages that find it."""

    name = "knowledge_base.library"
    label = "library"
    verbose_name = _("Library")

    def ready(self) -> None:
        """Follow what the rooms publish, and give lessons their address."""
        from django.urls import reverse

        from knowledge_base.lessons.slots import set_lesson_address
        from knowledge_base.library import counting, receivers
        from knowledge_base.library.digests import send_digests
        from knowledge_base.library.models import territories_named_in_public
        from knowledge_base.library.saved_searches import on_account_page
        from knowledge_base.library.similar import similar_to
        from knowledge_base.search.outbox import drain_all
        from network import due, grants
        from network.models.territories import named_by
        from network.outbox import drains
        from network.permissions import ADMINISTRATORS, EDITORS
        from network.slots import account_page, further_reading

        receivers.connect()
        drains["search"] = drain_all
        further_reading.register(similar_to)
        account_page.register(on_account_page)
        due.register("news of saved searches", send_digests)
        due.register("old search counts", counting.purge)
        named_by.append(territories_named_in_public)
        for group in (EDITORS, ADMINISTRATORS):
            grants.everywhere[group] |= grants.all_of("library", "synonymgroup")
            grants.everywhere[group] |= {"library.view_searchcount"}
        set_lesson_address(
            lambda lesson: reverse("library:lesson", args=[lesson.slug]) if lesson.live else ""
        )
