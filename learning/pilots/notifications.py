"""The mails that a journal causes. A draft, or what stays in the team, never writes to anybody."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from learning.pilots.models import Entry
from network.models import Membership, User
from network.notifications import notify


def tell_leads_of_proposal(entry: Entry) -> None:
    """Ask the leads of the territory to decide on an entry that its author wishes everyone to read; once per wish."""
    leads = User.objects.filter(
        memberships__territory=entry.pilot.territory_id, memberships__role=Membership.Role.LEAD
    )
    for lead in leads:
        with translation.override(lead.language):
            address = settings.WAGTAILADMIN_BASE_URL + entry.get_absolute_url()
        notify(
            lead,
            _("An entry waits for your decision"),
            "pilots/mail/proposal",
            {"entry": entry, "pilot": entry.pilot, "address": address},
            key=f"pilots:proposal:{entry.pk}:{lead.pk}:{entry.author_agreed}",
        )
