from learning.cycles.models.cycles import CycleIndexPage, CyclePage, ModulePage, Participation
from learning.cycles.models.sessions import Material, SessionPage, SessionSpeaker, Speaker, Visit

__all__ = [
    "CycleIndexPage",
    "CyclePage",
    "Material",
    "ModulePage",
    "Participation",
    "SessionPage",
    "SessionSpeaker",
    "Speaker",
    "Visit",
]
