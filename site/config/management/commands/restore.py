"""manage.py restore FILE: an archive becomes an installation again."""

from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import archives
from network.generation import renew


class Command(BaseCommand):
    help = "Restores an archive of `backup` into an empty installation: verifies it whole before touching anything."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the archive to restore")

    def handle(self, *args: object, file: Path, **options: object) -> None:
        try:
            count = archives.unpack(file.absolute())
        except archives.Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Restored: the database and {count} files. Bringing it up to this version…")
        call_command("migrate", verbosity=0, interactive=False)
        renew()
        self.stdout.write("Building the search index…")
        call_command("update_index", verbosity=0)
        self.stdout.write("Done.")
