"""The settings of the tests, on the database of one test, where only a worker writes the index."""

import os
from pathlib import Path

import dj_database_url

from config.settings.test import *  # noqa: F403
from config.settings.test import DATABASES, WAGTAILSEARCH_BACKENDS

DATABASES["default"] |= {
    name: value
    for name, value in dj_database_url.parse(os.environ["DATABASE_URL"]).items()
    if name in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")
}
WAGTAILSEARCH_BACKENDS["default"]["PATH"] = Path(os.environ["SEARCH_INDEX"])
JOBS = "worker"
