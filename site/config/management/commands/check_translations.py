"""manage.py check_translations: no sentence without its French one."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import messages

SOURCE_LANGUAGE = "en"  # the code itself


class Command(BaseCommand):
    help = "Fails when a sentence of the code or of a template is not translated, or the compiled catalogue is out of date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--write", action="store_true", help="first bring the catalogues up to date and compile them"
        )

    def handle(self, *args: object, write: bool, **options: object) -> None:
        found = []
        for language, _name in settings.LANGUAGES:
            if language == SOURCE_LANGUAGE:
                continue
            if write:
                added, removed = messages.write(language)
                self.stdout.write(f"{language}: {added} sentences added, {removed} taken out, compiled.")
            found += [f"{language}: {problem}" for problem in messages.problems(language)]
        if found:
            raise CommandError("\n".join([*found, f"{len(found)} translations to look at."]))
        self.stdout.write("Every sentence is translated.")
