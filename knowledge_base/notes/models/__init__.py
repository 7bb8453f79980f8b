from knowledge_base.notes.models.index import NoteIndexPage
from knowledge_base.notes.models.notes import NoteLesson, NotePage, NoteSource, NoteTag

__all__ = ["NoteIndexPage", "NoteLesson", "NotePage", "NoteSource", "NoteTag"]
