from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from modelsearch.backends import get_search_backends_with_name
from tqdm import tqdm

from knowledge_base.search import outbox
from knowledge_base.search.backend import WhooshSearchBackend
from knowledge_base.search.check import Differences, compare
from knowledge_base.search.store import Store


class Command(BaseCommand):
    """Says whether the search index holds exactly what the database holds."""

    help = "Compare the search index with the database; exit code 1 where they differ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--repair."""
        parser.add_argument(
            "--repair", action="store_true", help="bring the index up to date where it differs"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare every index; with --repair, again after the repair."""
        outbox.drain_all()
        differing = 0
        for _, backend in get_search_backends_with_name():
            if isinstance(backend, WhooshSearchBackend):
                for store in outbox.stores(backend):
                    differing += self.differs(backend, store, options["repair"], options["verbosity"])
        if differing:
            raise CommandError(
                "The index and the database differ. `manage.py check_index --repair` makes them equal."
            )

    def differs(self, backend: WhooshSearchBackend, store: Store, repair: bool, verbosity: int) -> bool:
        """Compare one index, repair it where that is wanted; whether it differs in the end."""
        found = self.compare(backend, store, verbosity)
        if found and repair:
            found.note()
            outbox.drain_all()
            found = self.compare(backend, store, verbosity)
        return bool(found)

    def compare(self, backend: WhooshSearchBackend, store: Store, verbosity: int) -> Differences:
        """Compare one index and say what was found."""
        name = store.fields.label
        with tqdm(desc=name, unit="", leave=False, disable=None if verbosity else True) as bar:
            found = compare(backend.snapshot(store.fields), store, bar.update)
        if verbosity:
            self.stdout.write(
                f"{name}: {len(found.missing)} missing, {len(found.superfluous)} too many, "
                f"{len(found.different)} out of date"
                if found
                else f"{name}: equal ({found.compared} objects)"
            )
        return found
