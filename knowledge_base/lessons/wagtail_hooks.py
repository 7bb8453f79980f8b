from wagtail.snippets.models import register_snippet

from knowledge_base.lessons.viewsets import LessonViewSet, TrialViewSet

register_snippet(LessonViewSet)
register_snippet(TrialViewSet)
