"""The folder of the engine, copied into a site that has nothing else of ours."""

import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from django.conf import settings

FILES = {
    "site_settings.py": """
        from pathlib import Path

        ROOT = Path(__file__).parent
        SECRET_KEY = "of the tests only"
        INSTALLED_APPS = ["django.contrib.contenttypes", "modelsearch", "books", "knowledge_base.search"]
        DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ROOT / "db.sqlite3"}}
        DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
        MODELSEARCH_BACKENDS = {
            "default": {
                "BACKEND": "knowledge_base.search.backend",
                "PATH": ROOT / "index",
                "AUTO_UPDATE": False,
            }
        }
    """,
    "books/__init__.py": "",
    "books/models.py": """
        from django.db import models
        from modelsearch import index


        class Book(index.Indexed, models.Model):
            title = models.CharField(max_length=100)
            shown = models.BooleanField(default=True)
            search_fields = [index.SearchField("title"), index.AutocompleteField("title"), index.FilterField("shown")]

            @classmethod
            def get_indexed_objects(cls):
                return cls.objects.filter(shown=True)
    """,
    "act.py": """
        import django

        django.setup()
        from django.core.management import call_command
        from modelsearch.backends import get_search_backend

        from books.models import Book
        from knowledge_base.search.highlight import highlight

        call_command("migrate", run_syncdb=True, verbosity=0)
        books = [Book.objects.create(title=title) for title in ("La forêt communale", "Un four à pain", "Le pré")]
        found = lambda words: [book.title for book in get_search_backend().search(words, Book.objects.all())]
        assert found("foret") == ["La forêt communale"]
        books[0].title = "La haie communale"
        books[0].save()
        assert (found("forêt"), found("haies")) == ([], ["La haie communale"])
        books[1].shown = False
        books[1].save()
        books[2].delete()
        assert (found("four"), found("pré")) == ([], [])
        assert get_search_backend().suggest("haei", Book.objects.all()) == "haie"
        assert highlight("Des haies", "haie") == "Des <mark>haies</mark>"
        call_command("rebuild_modelsearch_index", verbosity=0)
        assert found("communal") == ["La haie communale"]
        call_command("check_index")
    """,
}


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(dedent(text))
    shutil.copytree(settings.BASE_DIR / "knowledge_base" / "search", tmp_path / "knowledge_base" / "search")
    return tmp_path


def test_the_folder_copied_into_another_site_indexes_and_finds(elsewhere: Path):
    environment = {"DJANGO_SETTINGS_MODULE": "site_settings", "PATH": "", "PYTHONUTF8": "1"}

    run = subprocess.run(
        [sys.executable, "act.py"],
        cwd=elsewhere,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == "books.book: equal (1 objects)".split()
