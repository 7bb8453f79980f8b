"""The settings of a server that strangers reach, as a program that starts with them finds them."""

import json
import os
import subprocess
import sys

import pytest

from tests.architecture.rooms import ROOT

REQUIRED = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "tests-only-0123456789abcdefghijklmnopqrstuvwxyz-0123456789",
    "ALLOWED_HOSTS": "cordee.example",
}
ASK = """
import json, logging, logging.config
from django.conf import settings
logging.config.dictConfig(settings.LOGGING)
names = ("django_tasks.task", "modelsearch.index", "wagtail.publish", "network.outbox")
print(json.dumps({
    "hsts": [settings.SECURE_HSTS_SECONDS > 0, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS, settings.SECURE_HSTS_PRELOAD],
    "talkative": [name for name in names if logging.getLogger(name).isEnabledFor(logging.INFO)],
}))
"""


def production(**environment: str) -> dict[str, list]:
    """What the settings are on a server with this environment."""
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        env=os.environ | REQUIRED | {"PYTHONPATH": str(ROOT / "site")} | environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("environment", "subdomains_and_preload"),
    [
        ({}, [False, False]),
        ({"HSTS_INCLUDE_SUBDOMAINS": "1"}, [True, False]),
        ({"HSTS_INCLUDE_SUBDOMAINS": "1", "HSTS_PRELOAD": "1"}, [True, True]),
    ],
)
def test_only_the_owner_of_a_domain_binds_its_other_hosts_to_https(environment, subdomains_and_preload):
    assert production(**environment)["hsts"] == [True, *subdomains_and_preload]


def test_the_log_of_a_server_keeps_our_lines_and_the_warnings_of_others():
    assert production()["talkative"] == ["network.outbox"]
