from knowledge_base.practices.models.practices import PracticeIndexPage, PracticePage, PracticeTag
from knowledge_base.practices.models.sheet import Actor, PracticeCondition, PracticeLesson, Resource, Step

__all__ = [
    "Actor",
    "PracticeCondition",
    "PracticeIndexPage",
    "PracticeLesson",
    "PracticePage",
    "PracticeTag",
    "Resource",
    "Step",
]
