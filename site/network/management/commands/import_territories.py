from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations
from tqdm import tqdm

from network import reference


class Command(BaseCommand):
    help = "Load the official reference of French territories, for choosers and facets. Doing it twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            default=reference.SHIPPED,
            help="A table of your own (.csv, .csv.gz, .csv.xz).",
        )

    @no_translations
    def handle(self, *_args: Any, file: Path, verbosity: int, **_options: Any) -> None:
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        report = reference.Report()
        quiet = verbosity == 0
        try:
            lines = tqdm(reference.lines(file), desc="Reading", unit=" rows", disable=quiet, mininterval=0.5)
            rows = reference.read_all(lines, report)
        except (OSError, EOFError, UnicodeDecodeError, reference.BadRow) as error:
            raise CommandError(f"{file}: {error}") from error
        with tqdm(total=2, desc="Writing", disable=quiet) as bar:
            territories = reference.write_territories(rows, report)
            bar.update()
            reference.write_belongings(rows, territories, report)
            bar.update()
        if not quiet:
            self.stdout.write(
                f"{report.created} created, {report.changed} changed, {report.unchanged} unchanged; "
                f"{report.joined} belongings added, {report.parted} removed."
            )
        for sentence in [*report.bad, *report.loose]:
            self.stderr.write(sentence)
        found = [f"{len(report.bad)} rows were skipped"] if report.bad else []
        found += [f"{len(report.loose)} belongings were left out"] if report.loose else []
        if found:
            raise CommandError(f"{', '.join(found)}: correct them and import again.")
