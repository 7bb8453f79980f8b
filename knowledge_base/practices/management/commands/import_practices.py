import csv
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from knowledge_base.practices.importing import Importer, Report
from knowledge_base.practices.models import PracticeIndexPage

SHOWN = 20


class Command(BaseCommand):
    """Practices from JSON lines; running it again changes nothing, and an interrupted run goes on where it stopped."""

    help = "Import practices from a file of JSON lines (one document a line)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file",
            type=Path,
            help="JSON lines: id, title, body_markdown, tags, themes, date, source_url…",
        )
        parser.add_argument(
            "--draft", action="store_true", help="keep them as drafts instead of publishing them"
        )
        parser.add_argument(
            "--themes", type=Path, help="CSV of two columns: the word of the file, the name of our theme"
        )
        parser.add_argument("--language", default="fr", help="the tree they are put in (default: fr)")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        if file.is_dir():
            raise CommandError(f"{file} is a folder: name a file.")
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        index = PracticeIndexPage.objects.filter(
            locale__language_code=options["language"], alias_of=None
        ).first()
        if index is None:
            raise CommandError(
                f"There is no list of practices in the language “{options['language']}”: choose fr or en, or run "
                "`manage.py setup` first."
            )
        importer = Importer(index, live=not options["draft"], themes=_mapping(options["themes"]))
        if unknown := importer.words.unknown:
            raise CommandError(f"{options['themes']} names themes that do not exist: {', '.join(unknown)}.")
        hidden = options["verbosity"] == 0 or not sys.stderr.isatty()
        with file.open("rb") as lines:
            total = sum(1 for _line in lines)
        with file.open("rb") as lines, tqdm(total=total, unit="practice", disable=hidden) as bar:
            try:
                for read in importer.run(lines):
                    bar.update(read)
            except KeyboardInterrupt as stop:
                told = f"Stopped after {importer.report.created} new practices. Run it again: it goes on from there."
                raise CommandError(told, returncode=130) from stop
        self.tell(importer.report)
        if importer.report.bad:
            raise CommandError(f"{len(importer.report.bad)} line(s) skipped, named above.", returncode=1)

    def tell(self, report: Report) -> None:
        """What was done, and what somebody should look at."""
        self.stdout.write(
            f"{report.created} created, {report.updated} updated, {report.unchanged} unchanged,"
            f" {report.kept} kept as edited here."
        )
        self._list("Themes that became tags", report.themes_as_tags.most_common())
        self._list("Territories kept as text", report.unknown_territories.most_common())
        if report.shortened:
            self.stdout.write(f"Titles shortened (whole in the text): {', '.join(report.shortened[:SHOWN])}")
        if report.unread_dates:
            self.stdout.write(f"Dates not understood, left blank: {', '.join(report.unread_dates[:SHOWN])}")
        if report.addresses_among_words:
            told = ", ".join(report.addresses_among_words[:SHOWN])
            self.stdout.write(f"Addresses taken out of the words around them: {told}")
        for number, reason in report.bad:
            self.stderr.write(f"line {number}: {reason}")

    def _list(self, heading: str, counted: list[tuple[str, int]]) -> None:
        if counted:
            self.stdout.write(f"{heading} ({len(counted)}):")
            for word, number in counted:
                self.stdout.write(f"  {word} ({number})")


def _mapping(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    if not path.is_file():
        raise CommandError(f"There is no file {path}.")
    with path.open(encoding="utf-8", newline="") as file:
        return {row[0].strip(): row[1].strip() for row in csv.reader(file) if len(row) >= 2}
