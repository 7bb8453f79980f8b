"""News of lessons, told inside the transaction that publishes or withdraws."""

from django.dispatch import Signal

# sender=Lesson, lesson=…
lesson_published = Signal()
lesson_withdrawn = Signal()
