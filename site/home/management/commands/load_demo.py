"""manage.py load_demo"""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection
from tqdm import tqdm

from home.demo.accounts import ACCOUNTS, PASSWORD
from home.demo.network import steps
from network.outbox import kept_waiting


class Command(BaseCommand):
    """Loads the demonstration network from files of the repository; running it twice changes nothing.

    Facts about real places carry their source. Journals and accounts are invented, and marked so.
    """

    help = "Load the demonstration network, with one account per role. Never on a real site."

    requires_system_checks = ()  # the server that it starts asks for them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--once", metavar="VERSION", help="load nothing where this version was loaded last"
        )
        parser.add_argument("--serve", metavar="ADDRESS:PORT", help="then serve the site there")

    def handle(self, *args: object, once: str | None, serve: str | None, **options: object) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError(
                "The demonstration accounts have a known password: this site is not a demonstration."
            )
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        loaded = settings.VAR_DIR / "demo.stamp"
        if not once or not loaded.exists() or loaded.read_text() != once:
            loaded.unlink(missing_ok=True)
            self.load(quiet=options["verbosity"] == 0)
            if once:
                loaded.write_text(once)
        self.tell()
        if serve:
            self.stdout.write("Mails are written to var/mails. Ctrl-C stops.")
            call_command("runserver", serve, use_reloader=False, verbosity=0)

    def load(self, quiet: bool) -> None:
        """The tables, every part in order, the index; each one finds what it made before."""
        parts = [
            ("database", lambda: call_command("migrate", verbosity=0)),
            *steps(),
            ("library", lambda: call_command("rebuild_findings", stdout=StringIO())),
            ("index", lambda: call_command("update_index", verbosity=0)),
        ]
        with (
            tqdm(parts, disable=quiet, bar_format="{desc:<12}{bar:24} {n_fmt}/{total_fmt} {elapsed}") as bar,
            without_waiting_for_the_disk(),
            kept_waiting(),
        ):
            for name, step in bar:
                bar.set_description_str(name)
                step()

    def tell(self) -> None:
        """The address, and who one can be."""
        self.stdout.write(f"\n{settings.WAGTAILADMIN_BASE_URL}/fr/\n\n")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.email:<32} {account.who}\n")
        self.stdout.write(f"\n  password of all of them: {PASSWORD}\n\n")


@contextmanager
def without_waiting_for_the_disk() -> Iterator[None]:
    """What a power cut takes from SQLite meanwhile, the next run makes again."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
    try:
        yield
    finally:
        connection.close()  # the next connection waits again
