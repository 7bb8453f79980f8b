"""A real S3 server, and what tests of files share."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import boto3
import pytest
from botocore.config import Config
from django.core.cache import caches
from wagtail.models import CollectionViewRestriction

from tests.factories.media import CollectionFactory

KEYS = {"access_key": "cordee-access", "secret_key": "cordee-secret-0123456789"}


def free_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return server.getsockname()[1]


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory):
    """The settings of a bucket on a SeaweedFS server of this session; it checks signatures and dates."""
    weed = shutil.which("weed", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if weed is None:
        pytest.skip("no `weed`: install the development group to test with a real S3 server")
    folder = tmp_path_factory.mktemp("s3")
    (folder / "data").mkdir()
    (folder / "s3.json").write_text(
        json.dumps(
            {
                "identities": [
                    {
                        "name": "cordee",
                        "credentials": [{"accessKey": KEYS["access_key"], "secretKey": KEYS["secret_key"]}],
                        "actions": ["Admin", "Read", "Write", "List", "Tagging"],
                    }
                ]
            }
        )
    )
    port, *others = (free_port() for _ in range(8))
    names = ["master.port", "volume.port", "filer.port", "master.port.grpc", "filer.port.grpc"]
    names += ["volume.port.grpc", "s3.port.grpc"]
    command = [
        weed,
        "mini",
        f"-dir={folder / 'data'}",
        "-ip=127.0.0.1",
        "-ip.bind=127.0.0.1",
        f"-s3.port={port}",
    ]
    command += [
        f"-s3.config={folder / 's3.json'}",
        "-master.telemetry=false",
        "-webdav=false",
        "-admin.ui=false",
    ]
    command += ["-s3.port.iceberg=0", "-s3.port.lance=0"]
    command += [f"-{name}={number}" for name, number in zip(names, others, strict=True)]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
    try:
        wait_until_ready(f"http://127.0.0.1:{port}/healthz", server, folder / "log")
        endpoint = f"http://127.0.0.1:{port}"
        client(endpoint).create_bucket(Bucket="cordee")
        yield {"bucket_name": "cordee", "endpoint_url": endpoint, "region_name": "us-east-1", **KEYS}
    finally:
        server.terminate()
        server.wait(20)


def wait_until_ready(address, server, log, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    pytest.fail(f"The S3 server did not start: {log.read_text(errors='replace')[-2000:]}")


def client(endpoint, secret_key=KEYS["secret_key"]):
    return boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id=KEYS["access_key"],
        aws_secret_access_key=secret_key,
        config=Config(signature_version="s3v4", s3={"addressing_style": "path"}, retries={"max_attempts": 1}),
    )


@pytest.fixture
def s3(s3_server, settings):
    """The whole site keeps its files in the bucket."""
    settings.S3 = s3_server
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "media.storage.PrivateBucket"},
        "public": {"BACKEND": "media.storage.PublicBucket"},
    }
    return s3_server


@pytest.fixture(autouse=True)
def _fresh_renditions():
    """A rendition of the last test has the same number as one of this."""
    caches["renditions"].clear()


@pytest.fixture
def restricted(db):
    """A collection that only people who signed in may see."""
    collection = CollectionFactory(name="Réservé")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    return collection
