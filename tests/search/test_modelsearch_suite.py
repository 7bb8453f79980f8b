import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings


@pytest.mark.endurance
def test_the_backend_passes_every_test_that_modelsearch_ships_for_backends(samples: Path, tmp_path: Path):
    python_path = [os.environ.get("PYTHONPATH", ""), str(settings.BASE_DIR)]
    environment = {
        **os.environ,
        "SEARCH_INDEX": str(tmp_path),
        "CORDEE_SAMPLES": str(samples),
        "PYTHONPATH": os.pathsep.join(filter(None, python_path)),
    }

    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "django",
            "test",
            "--settings=tests.search.modelsearch_settings",
            "tests.search.modelsearch_cases",
        ],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stderr[-6000:]
    assert int(re.search(r"Ran (\d+) tests", run.stderr)[1]) >= 196
    assert "skipped" not in run.stderr
