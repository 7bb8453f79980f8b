"""manage.py load_demo"""

import pytest
from django.core.management import CommandError, call_command

from home.management.commands import load_demo
from network.models import User


@pytest.fixture
def loads(monkeypatch, settings, tmp_path):
    """A demonstration with a folder of its own; the list grows with each time the network is loaded."""
    settings.DEMONSTRATION = True
    settings.VAR_DIR = tmp_path / "var"
    done = []
    monkeypatch.setattr(load_demo.Command, "load", lambda self, quiet: done.append(quiet))
    return done


@pytest.mark.django_db
def test_a_real_site_refuses_the_accounts_of_the_demonstration():
    with pytest.raises(CommandError, match="not a demonstration"):
        call_command("load_demo")

    assert not User.objects.exists()


def test_a_version_is_loaded_once(loads):
    for version in ("1", "1", "2"):
        call_command("load_demo", once=version)

    assert len(loads) == 2


def test_a_load_that_failed_is_done_again(loads, monkeypatch):
    call_command("load_demo", once="1")
    monkeypatch.setattr(load_demo.Command, "load", lambda self, quiet: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        call_command("load_demo", once="2")
    monkeypatch.setattr(load_demo.Command, "load", lambda self, quiet: loads.append(quiet))

    call_command("load_demo", once="1")

    assert len(loads) == 2


def test_the_accounts_are_told_and_the_site_is_served_where_one_asked(loads, monkeypatch, capsys):
    served = []
    monkeypatch.setattr(load_demo, "call_command", lambda *words, **options: served.append(words))

    call_command("load_demo", serve="127.0.0.1:8977")

    assert "lea.morin@cordee.example" in capsys.readouterr().out
    assert served == [("runserver", "127.0.0.1:8977")]
