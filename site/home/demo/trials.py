"""What the invented territories of the demonstration network tried, from trials.toml; after the journals and the notes."""

import tomllib
from pathlib import Path

from django.db import transaction

from knowledge_base.lessons.models import Lesson, Trial
from knowledge_base.practices.models import PracticePage
from network.models import Territory

FILE = Path(__file__).with_name("trials.toml")


@transaction.atomic
def load_trials() -> list[Trial]:
    """Tell of the trials that are not told yet; of what the network does not hold, none."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["trial"]
    return [trial for row in rows if (trial := _load(row))]


def _load(row: dict) -> Trial | None:
    territory = Territory.objects.get(slug=row.pop("territory"))
    practice, statement = row.pop("practice", None), row.pop("lesson", None)
    page = PracticePage.objects.filter(source_id=practice).first() if practice else None
    lesson = Lesson.objects.filter(statement=statement).first()
    if page is None and lesson is None:
        return None
    return Trial.objects.get_or_create(
        territory=territory, lesson=lesson, page_id=page.pk if page else None, defaults=row
    )[0]
