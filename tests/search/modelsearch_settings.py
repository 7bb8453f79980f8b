"""A site with nothing but modelsearch's own test models and our backend, on the database that DATABASE_URL names."""

import os

import dj_database_url

SECRET_KEY = "tests-only"
INSTALLED_APPS = [
    "modelsearch.test.testapp",
    "modelsearch",
    "knowledge_base.search",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
]
DATABASES = {"default": dj_database_url.config(default="sqlite://:memory:")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("fr", "Français")]
USE_TZ = True
ROOT_URLCONF = "modelsearch.test.urls"
FIXTURE_DIRS = [os.path.join(os.environ["CORDEE_SAMPLES"], "data", "modelsearch")]  # noqa: PTH118
MODELSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "knowledge_base.search.backend",
        "PATH": os.environ["SEARCH_INDEX"],
        "AUTO_UPDATE": False,
    }
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
