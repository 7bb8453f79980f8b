from typing import Any

from django.core.management.base import BaseCommand

from knowledge_base.library import writing


class Command(BaseCommand):
    """Write the library's findings again from what is published, and remove those of what is not."""

    help = "Write the library's findings again from what is published. The search index follows by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        for kind, count in writing.rebuild().items():
            self.stdout.write(f"{kind}: {count}")
