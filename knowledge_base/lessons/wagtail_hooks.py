from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from knowledge_base.lessons.models import Trial
from knowledge_base.lessons.permissions import OfTerritories
from knowledge_base.lessons.viewsets import LessonViewSet, TrialViewSet

register_permission_policy(Trial, OfTerritories(Trial))
register_snippet(LessonViewSet)
register_snippet(TrialViewSet)
