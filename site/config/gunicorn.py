"""gunicorn -c site/config/gunicorn.py"""

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
