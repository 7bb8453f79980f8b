"""A real calendar server (Radicale) for tests, and what somebody's calendar program asks of it (CalDAV, RFC 4791)."""

import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar, Event

from tests.network.mail_server import free_port

CALENDAR = "/lea/cycle/"
EVENTS_BETWEEN = """<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
  <D:prop><D:getetag/><C:calendar-data/></D:prop>
  <C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">
    <C:time-range start="{start}" end="{end}"/>
  </C:comp-filter></C:comp-filter></C:filter>
</C:calendar-query>"""


@dataclass(frozen=True)
class CalendarServer:
    """One person's calendar on a server at this port."""

    port: int

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            person = "Basic " + b64encode(b"lea:any").decode()
            connection.request(method, path, body, {"Authorization": person} | headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def put(self, path: str, content: bytes) -> int:
        """Keep a calendar or an event there; what the server answered."""
        return self.ask("PUT", path, content, **{"Content-Type": "text/calendar; charset=utf-8"})[0]

    def events(self) -> list[Event]:
        """Every event of the calendar, as it is downloaded."""
        status, content = self.ask("GET", CALENDAR)
        assert status == 200
        return by_start(Calendar.from_ical(content).walk("VEVENT"))

    def events_between(self, start: str, end: str) -> list[Event]:
        """What a calendar program asks for when it shows a month; moments as `20220613T000000Z`."""
        asked = EVENTS_BETWEEN.format(start=start, end=end).encode()
        status, content = self.ask("REPORT", CALENDAR, asked, Depth="1")
        assert status == 207
        found = ET.fromstring(content).iter("{urn:ietf:params:xml:ns:caldav}calendar-data")
        return by_start(event for data in found for event in Calendar.from_ical(data.text).walk("VEVENT"))


def by_start(events: Iterator[Event] | list[Event]) -> list[Event]:
    return sorted(events, key=lambda event: event["DTSTART"].to_ical())


@contextmanager
def calendar_server(folder: Path) -> Iterator[CalendarServer]:
    """A server that listens within the block and keeps everything in this folder."""
    server = CalendarServer(free_port())
    options = {
        "server-hosts": f"127.0.0.1:{server.port}",
        "auth-type": "none",
        "storage-filesystem-folder": str(folder / "collections"),
    }
    command = [sys.executable, "-m", "radicale", "--config", ""]
    command += [f"--{name}={value}" for name, value in options.items()]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
    try:
        wait_until_ready(server, process, folder / "log")
        yield server
    finally:
        process.terminate()
        process.wait(20)


def wait_until_ready(server: CalendarServer, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < deadline:
        try:
            server.ask("OPTIONS", "/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"The calendar server did not start: {log.read_text(errors='replace')[-2000:]}")
