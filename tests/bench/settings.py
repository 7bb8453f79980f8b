"""The measured server: the project's own settings, DEBUG off, with two yardsticks added."""

import os

from config.settings.base import *  # noqa: F403
from config.settings.base import INSTALLED_APPS, MIDDLEWARE

DEBUG = False
DEMONSTRATION = True
SECRET_KEY = "bench-only-0123456789abcdefghijklmnopqrstuvwxyz-0123456789"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
INSTALLED_APPS = [*INSTALLED_APPS, "tests.bench.blank"]
MIDDLEWARE = ["tests.bench.counting.count_queries", *MIDDLEWARE]
ROOT_URLCONF = "tests.bench.urls"
JOBS = os.environ.get("JOBS", "worker")
