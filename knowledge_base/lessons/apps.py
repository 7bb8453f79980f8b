from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LessonsConfig(AppConfig):
    """Statements that others can use."""

    name = "knowledge_base.lessons"
    label = "lessons"
    verbose_name = _("Lessons")

    def ready(self) -> None:
        from network.grants import all_of, everywhere
        from network.permissions import ADMINISTRATORS, EDITORS

        writing = {f"lessons.{verb}_lesson" for verb in ("add", "change", "publish", "view")}
        everywhere[EDITORS] |= writing | {"lessons.view_trial"}
        everywhere[ADMINISTRATORS] |= writing | all_of("lessons", "lesson")
        everywhere[ADMINISTRATORS] |= {f"lessons.{verb}_trial" for verb in ("change", "delete", "view")}
