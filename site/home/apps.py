from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The home page, plain pages, navigation and the week of a signed-in person."""

    name = "home"
    label = "home"
    verbose_name = _("Home")

    def ready(self) -> None:
        from home import administration, page_cache, redirects, translations  # noqa: F401 - connects its receivers

        page_cache.watch()
        administration.write_formulas_as_text()
        administration.leave_out_avatars()
