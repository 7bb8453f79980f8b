"""What higher rooms give: the address of a lesson's own page, and the kinds of pages that a territory may have tried."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from wagtail.models import Page

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


#: Kinds of pages that tell of something to try: a room adds its own in its AppConfig.ready().
tried_pages: list[type[Page]] = []
