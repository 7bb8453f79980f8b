"""gunicorn -c site/config/gunicorn.py"""

import gc
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

chdir = str(ROOT)
pythonpath = f"{ROOT},{ROOT / 'site'}"
wsgi_app = "config.wsgi:application"
bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WORKERS", "2"))
max_requests = 5000
max_requests_jitter = 500
timeout = 60
accesslog = None

# The application is loaded once and shared: a worker keeps only what it changes. So new code needs a restart, not a reload.
preload_app = True


def when_ready(server: object) -> None:
    """What was loaded stays as long as the server: no worker looks through it for garbage, nor copies it for that.

    The addresses are loaded first: with them come all views, which each worker would load for itself at its first request.
    """
    from django.urls import get_resolver

    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
