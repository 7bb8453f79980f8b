from knowledge_base.lessons.models.lessons import Condition, Lesson, LessonQuerySet
from knowledge_base.lessons.models.trials import Trial, TrialQuerySet

__all__ = ["Condition", "Lesson", "LessonQuerySet", "Trial", "TrialQuerySet"]
