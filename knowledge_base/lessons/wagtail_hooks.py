from wagtail.snippets.models import register_snippet

from knowledge_base.lessons.viewsets import LessonViewSet

register_snippet(LessonViewSet)
