from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticesConfig(AppConfig):
    """Good practices, each on one structured sheet."""

    name = "knowledge_base.practices"
    label = "practices"
    verbose_name = _("Practices")

    def ready(self) -> None:
        from knowledge_base.practices import parts, receivers
        from network.slots import territory_page

        receivers.replace_wagtail_mails()
        territory_page.register(parts.practices_of, order=40)
