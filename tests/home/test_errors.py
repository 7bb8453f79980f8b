"""When something breaks on our side, the reader is told so in their language, even where the database is what broke."""

import pytest
from django.db import OperationalError, connection
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/fr/carnets/", "Quelque chose a cassé de notre côté"),
        ("/en/journals/", "Something broke on our side"),
    ],
)
def test_a_database_that_does_not_answer_is_told_in_the_readers_language(monkeypatch, address, words):
    def refuse(*args, **kwargs):
        raise OperationalError("the database is away")

    monkeypatch.setattr(connection, "cursor", refuse)

    answer = Client(raise_request_exception=False).get(address)

    assert answer.status_code == 500
    assert words in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
