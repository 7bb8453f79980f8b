"""What is mistyped on the command line of make is answered with one sentence, before anything is done."""

import os
import subprocess

import pytest
from django.conf import settings


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make as somebody would who just arrived, whatever runs these tests."""
    ours = {"MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PORT", "PYTHON", "CORDEE_ADDRESS"}
    env = {name: value for name, value in os.environ.items() if name not in ours} | {"LC_ALL": "C"}
    return subprocess.run(
        ["make", *arguments], cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, timeout=60
    )


@pytest.mark.parametrize(
    ("mistyped", "sentence"),
    [
        (
            "PYTHON=python9.9",
            'There is no program "python9.9" here. Name one that is Python 3.11.2 or later: make demo PYTHON=python3.12',
        ),
        *(
            (
                f"PORT={port}",
                f'A port is a number from 1 to 65535, and "{port}" is not one: choose another, for example PORT=8001.',
            )
            for port in ("abc", "99999", "65536", "0", "08000", "-1", "80.5", "", "123456789012345678901")
        ),
    ],
)
@pytest.mark.parametrize("target", ["demo", "serve"])
def test_what_is_mistyped_is_answered_with_one_sentence(target: str, mistyped: str, sentence: str) -> None:
    answer = make(target, mistyped)

    assert answer.returncode != 0
    assert answer.stdout == f"{sentence}\n"
    # make adds a line of its own; nothing else speaks.
    assert [line for line in answer.stderr.splitlines() if not line.startswith("make: ***")] == []
