import signal
import threading
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from network import due
from network.outbox import drain_all

PAUSE = 1.0
DUE_EVERY = 60.0


class Command(BaseCommand):
    help = "Deliver what waits in the outboxes (mail, index) and do what is due, until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="Deliver what is there, do what is due, and stop."
        )

    def handle(self, *_args: Any, once: bool, **_options: Any) -> None:
        stopping = threading.Event()
        if not once:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stopping.set())
            self.stdout.write("The worker is ready.")
            self.stdout.flush()
        next_due = 0.0
        while True:
            close_old_connections()
            delivered = drain_all()
            if time.monotonic() >= next_due:
                due.run_all()
                next_due = time.monotonic() + DUE_EVERY
            if once and not delivered:
                return
            if not delivered and stopping.wait(PAUSE):
                return
            if stopping.is_set():
                return
