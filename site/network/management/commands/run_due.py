from django.core.management.base import BaseCommand, CommandError

from network import due


class Command(BaseCommand):
    help = "Do all that is dated: scheduled publishing, reminders, purges, second tries. Call it every few minutes."

    def handle(self, *_args: object, **_options: object) -> None:
        done, failed = due.run_all()
        for name, count in done.items():
            if count:
                self.stdout.write(f"{name}: {count}")
        if failed:
            raise CommandError(f"Failed, see the log: {', '.join(failed)}")
