from learning.cycles.models.cycles import CycleIndexPage, CyclePage, Participation
from learning.cycles.models.materials import Material
from learning.cycles.models.modules import ModulePage
from learning.cycles.models.questions import Question
from learning.cycles.models.sessions import SessionPage
from learning.cycles.models.speakers import SessionSpeaker, Speaker
from learning.cycles.models.visits import Visit

__all__ = [
    "CycleIndexPage",
    "CyclePage",
    "Material",
    "ModulePage",
    "Participation",
    "Question",
    "SessionPage",
    "SessionSpeaker",
    "Speaker",
    "Visit",
]
