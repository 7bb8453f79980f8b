"""The time of signing in, of a forgotten password and of a mailed code, for a known and an unknown address, in turns.

What it costs to answer must not tell whether somebody has an account: the two medians within a tenth of each other.
"""

import statistics
import time
from collections.abc import Iterator

KNOWN, UNKNOWN = "connue@exemple.fr", "inconnue@exemple.fr"
FORMS = {
    "sign-in": ("account_login", {"login": "{}", "password": "une phrase fausse"}),
    "forgotten password": ("account_reset_password", {"email": "{}"}),
    "mailed code": ("account_request_login_code", {"email": "{}"}),
}
TURNS = 100
APART = 0.10


def times(turns: int = TURNS) -> Iterator[tuple[str, float, float]]:
    """(form, median seconds of CPU for the known address, the same for the unknown one); mails wait for the worker."""
    from django.conf import global_settings
    from django.db import transaction
    from django.test import Client, override_settings
    from django.urls import reverse

    from tests.factories.network import UserFactory

    as_in_production = override_settings(
        ACCOUNT_RATE_LIMITS=False, JOBS="worker", PASSWORD_HASHERS=global_settings.PASSWORD_HASHERS
    )
    with as_in_production, transaction.atomic():
        UserFactory(email=KNOWN)
        for name, (address, fields) in FORMS.items():
            path = reverse(address)
            spent: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
            for turn in range(turns):
                for email in (KNOWN, UNKNOWN) if turn % 2 else (UNKNOWN, KNOWN):
                    began = time.thread_time()
                    Client().post(path, {field: value.format(email) for field, value in fields.items()})
                    spent[email].append(time.thread_time() - began)
            yield name, statistics.median(spent[KNOWN]), statistics.median(spent[UNKNOWN])
        transaction.set_rollback(True)


def report(turns: int = TURNS) -> int:
    """Print them; how many forms tell the two addresses apart."""
    apart = 0
    print(f"\n{'medians of ' + str(turns):<34}{'known':>9}{'unknown':>9}  CPU ms")
    for name, known, unknown in times(turns):
        differ = abs(known - unknown) > APART * max(known, unknown)
        apart += differ
        print(f"{name:<34}{known * 1000:>9.2f}{unknown * 1000:>9.2f}{'  apart' if differ else ''}")
    return apart
