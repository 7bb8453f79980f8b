from network.models.mails import OutgoingMail
from network.models.people import Invitation, Membership, User
from network.models.territories import Belonging, Succession, Territory
from network.models.themes import Theme

__all__ = [
    "Belonging",
    "Invitation",
    "Membership",
    "OutgoingMail",
    "Succession",
    "Territory",
    "Theme",
    "User",
]
