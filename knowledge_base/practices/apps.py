from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticesConfig(AppConfig):
    """Good practices, each on one structured sheet."""

    name = "knowledge_base.practices"
    label = "practices"
    verbose_name = _("Practices")

    def ready(self) -> None:
        from knowledge_base.lessons.slots import tried_pages
        from knowledge_base.practices import parts, receivers
        from knowledge_base.practices.models import PracticePage
        from network.slots import territory_page

        receivers.replace_wagtail_mails()
        tried_pages.append(PracticePage)
        territory_page.register(parts.practices_of, order=40)
