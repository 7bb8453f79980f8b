"""What must be done at a date: scheduled publishing, reminders, purges. `manage.py run_due` does all that is due.

A room registers its job in its AppConfig.ready(): `due.register("reminders of sessions", send_reminders)`. A job
takes nothing, does what is due now, and answers how many things it did; running it twice does nothing twice.
"""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from network.models import Invitation, OutgoingMail
from network.outbox import drain_all

logger = logging.getLogger(__name__)

# Long enough that no room asks again with the same key.
REMEMBERED = timedelta(days=400)
KEPT_AFTER_EXPIRY = timedelta(days=30)

jobs: dict[str, Callable[[], int]] = {}


def register(name: str, job: Callable[[], int]) -> None:
    """Have the job done by `manage.py run_due`, after those registered before it."""
    jobs[name] = job


def run_all() -> tuple[dict[str, int], list[str]]:
    """Do every job; how much each did, and the names of those that failed. A failure does not stop the next one."""
    done: dict[str, int] = {}
    failed: list[str] = []
    for name, job in list(jobs.items()):
        try:
            done[name] = job()
        except Exception:
            logger.exception("What is due failed: %s", name)
            failed.append(name)
    return done, failed


def publish_scheduled() -> int:
    """Publish and unpublish the pages and snippets whose hour has come. Wagtail does not say how many."""
    call_command("publish_scheduled", verbosity=0)
    return 0


def purge_invitations() -> int:
    """Forget the invitations that expired a month ago and were never accepted."""
    old = Invitation.objects.filter(accepted=None, expires__lt=timezone.now() - KEPT_AFTER_EXPIRY)
    return old.delete()[0]


def purge_sent_mails() -> int:
    """Forget the keys of mails sent so long ago that nobody asks for them again."""
    return OutgoingMail.objects.filter(sent__lt=timezone.now() - REMEMBERED).delete()[0]


register("scheduled publishing", publish_scheduled)
register("expired invitations", purge_invitations)
register("sent mails", purge_sent_mails)
register("outboxes", drain_all)
