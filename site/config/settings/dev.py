"""One machine, one person: SQLite, readable mails, helpful errors. `make demo` runs with this."""

import os

from .base import *  # noqa: F403
from .base import CACHES, STORAGES, VAR_DIR

DEBUG = os.environ.get("DEBUG", "1") == "1"
SECRET_KEY = "development-only-never-in-production-0123456789abcdefghij"
DEMONSTRATION = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mails"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# Passkeys work on http://localhost.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True

# While templates change under one's hands, no page is kept.
CACHES["pages"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
