from knowledge_base.practices.models.index import PracticeIndexPage
from knowledge_base.practices.models.lessons import PracticeLesson
from knowledge_base.practices.models.practices import PracticePage, PracticeTag
from knowledge_base.practices.models.questions import Question

__all__ = ["PracticeIndexPage", "PracticeLesson", "PracticePage", "PracticeTag", "Question"]
