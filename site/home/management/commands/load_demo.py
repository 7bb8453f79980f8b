"""manage.py load_demo"""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from tqdm import tqdm

from home.demo.accounts import ACCOUNTS, PASSWORD
from home.demo.network import steps


class Command(BaseCommand):
    """Loads the demonstration network from files of the repository; running it twice changes nothing.

    Facts about real places carry their source. Journals and accounts are invented, and marked so.
    """

    help = "Load the demonstration network, with one account per role. Never on a real site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--accounts", action="store_true", help="only print the address and the accounts")

    def handle(self, *args: object, **options: object) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError(
                "The demonstration accounts have a known password: this site is not a demonstration."
            )
        if not options["accounts"]:
            self.load(quiet=options["verbosity"] == 0)
        self.tell()

    def load(self, quiet: bool) -> None:
        """Every part in order; each one finds what it made before."""
        with tqdm(
            list(steps()), disable=quiet, bar_format="{desc:<12}{bar:24} {n_fmt}/{total_fmt} {elapsed}"
        ) as bar:
            for name, step in bar:
                bar.set_description_str(name)
                step()

    def tell(self) -> None:
        """The address, and who one can be."""
        self.stdout.write(f"\n{settings.WAGTAILADMIN_BASE_URL}/fr/\n\n")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.email:<32} {account.who}\n")
        self.stdout.write(f"\n  password of all of them: {PASSWORD}\n\n")
