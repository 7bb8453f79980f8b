"""manage.py backup FILE: everything in one file, while people write."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import archives
from config.snapshots import Unusable


class Command(BaseCommand):
    help = "Writes the database and the uploaded files, with the hash of each, to one ZIP file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the archive to write; refused where it exists")

    def handle(self, *args: object, file: Path, **options: object) -> None:
        try:
            count = archives.pack(file.absolute())
        except (archives.Refused, Unusable) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{file}: the database and {count} files, {file.stat().st_size / 1e6:.1f} MB.")
