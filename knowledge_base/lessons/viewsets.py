from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from knowledge_base.lessons.models import Lesson, Trial
from network.languages import LanguageSelect


class NewLessonForm(WagtailAdminModelForm):
    """States a lesson while a note is written; it stays a draft until the note is published."""

    class Meta:
        model = Lesson
        fields = ["statement", "context", "language"]
        widgets = {"context": AdminAutoHeightTextInput, "language": LanguageSelect}

    def save(self, commit: bool = True) -> Lesson:
        lesson = super().save(commit=False)
        lesson.live, lesson.has_unpublished_changes = False, True
        if commit:
            lesson.save()
            lesson.save_revision()
        return lesson


class LessonChooserViewSet(SnippetChooserViewSet):
    """Choose a lesson, or state a new one without leaving the note."""

    creation_form_class = NewLessonForm
    creation_tab_label = _("State a new lesson")


class LessonViewSet(SnippetViewSet):
    """Lessons in the administration."""

    model = Lesson
    icon = "key"
    menu_label = _("Lessons")
    menu_order = 220
    add_to_admin_menu = True
    chooser_viewset_class = LessonChooserViewSet
    list_display = ["statement", "language", UpdatedAtColumn()]
    list_filter = ["live", "language", "themes"]
    search_fields = ["statement", "context"]


class TrialViewSet(SnippetViewSet):
    """Trials in the administration: read by editors, mended or taken away by administrators."""

    model = Trial
    icon = "history"
    menu_label = _("Trials")
    menu_order = 225
    add_to_admin_menu = True
    list_display = ["__str__", "outcome", "year", UpdatedAtColumn()]
    list_filter = ["outcome", "year"]
    search_fields = ["territory__name", "kept", "changed", "dropped"]
    panels = [FieldPanel("territory", read_only=True)] + [
        FieldPanel(name) for name in ("outcome", "year", "kept", "changed", "dropped", "cost")
    ]
