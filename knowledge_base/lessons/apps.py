from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LessonsConfig(AppConfig):
    """Statements that others can use."""

    name = "knowledge_base.lessons"
    label = "lessons"
    verbose_name = _("Lessons")
