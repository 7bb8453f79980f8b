"""What a higher room gives to the pages below it: the address of a lesson's own page."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge_base.lessons.models import Lesson


class LessonAddress:
    """The function that the room above gave, once it started."""

    function: Callable[["Lesson"], str] | None = None


def set_lesson_address(function: Callable[["Lesson"], str]) -> None:
    """Called once, at start, by the room that shows a lesson on a page of its own."""
    LessonAddress.function = staticmethod(function)


def lesson_address(lesson: "Lesson") -> str:
    """Where the lesson is read and followed; empty where no room shows it."""
    return LessonAddress.function(lesson) if LessonAddress.function else ""
