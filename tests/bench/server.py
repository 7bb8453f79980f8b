"""gunicorn with two sync workers, and the CPU time that they spend."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 2


@contextmanager
def serving(port: int) -> Iterator[list[int]]:
    """A running server; the process ids of its workers."""
    environment = os.environ | {"BIND": f"127.0.0.1:{port}", "WORKERS": str(WORKERS)}
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--config",
        "site/config/gunicorn.py",
        "--log-level",
        "warning",
    ]
    master = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        wait_for(port)
        yield workers_of(master.pid)
    finally:
        master.terminate()
        master.wait(timeout=30)


def wait_for(port: int) -> None:
    for _attempt in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    else:
        raise RuntimeError(f"The server did not open port {port} within 30 seconds.")
    for _attempt in range(8 * WORKERS):  # until each worker has loaded the site
        fetch(port, "/hello/")


def workers_of(master: int) -> list[int]:
    children = Path(f"/proc/{master}/task/{master}/children").read_text(encoding="ascii")
    return [int(child) for child in children.split()]


def cpu_seconds(processes: list[int]) -> float:
    """What the processes have spent on a processor, to the nanosecond (Linux keeps it per thread)."""
    spent = 0
    for process in processes:
        for thread in Path(f"/proc/{process}/task").iterdir():
            spent += int((thread / "schedstat").read_text(encoding="ascii").split()[0])
    return spent / 1e9


def fetch(port: int, path: str, headers: dict[str, str] | None = None) -> http.client.HTTPResponse:
    """One request; the answer, read to its end."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers=headers or {})
    response = connection.getresponse()
    response.read()
    connection.close()
    return response
