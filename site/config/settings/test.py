"""What the tests run with: as production where it matters, quick where it does not.

Every process (each worker of a parallel run) keeps its database, uploads and index in a folder of its own, removed at its end.
"""

import atexit
import os
import shutil
import tempfile

os.environ["CORDEE_VAR"] = tempfile.mkdtemp(prefix="cordee-tests-")
atexit.register(shutil.rmtree, os.environ["CORDEE_VAR"], ignore_errors=True)
# One Redis for all workers would let them empty each other's caches: only the tests about Redis turn to it.
REDIS_FOR_TESTS = os.environ.pop("REDIS_URL", "")

from .base import *  # noqa: E402, F403
from .base import STATIC_ROOT, STORAGES  # noqa: E402

DEBUG = False
SECRET_KEY = "tests-only-0123456789abcdefghijklmnopqrstuvwxyz-0123456789"
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise would say at every start that it is missing
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
