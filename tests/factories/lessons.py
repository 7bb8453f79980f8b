"""The smallest valid lesson."""

from knowledge_base.lessons.models import Condition, Lesson


def make_lesson(
    statement: str = "Choisissez un hôte qui vous ressemble.",
    *,
    live: bool = False,
    required: str = "",
    language: str = "fr",
) -> Lesson:
    """A lesson with its first version; a draft unless asked otherwise."""
    lesson = Lesson(statement=statement, language=language, live=live, has_unpublished_changes=not live)
    if required:
        lesson.conditions = [Condition(weight=Condition.Weight.REQUIRED, text=required)]
    lesson.save()
    lesson.save_revision()
    return lesson
