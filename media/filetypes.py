"""What a file is, by its content. A name proves nothing."""

import zipfile
from pathlib import PurePath
from typing import IO

DOCUMENTS = {
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ics": "text/calendar",
    "md": "text/markdown",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
AUDIO = {
    "flac": "audio/flac",
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "wav": "audio/wav",
    "weba": "audio/webm",
}
VIDEO = {
    "m4v": "video/mp4",
    "mov": "video/quicktime",
    "mp4": "video/mp4",
    "ogv": "video/ogg",
    "webm": "video/webm",
}
PICTURES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
CONTENT_TYPES = DOCUMENTS | AUDIO | VIDEO | PICTURES

TEXTS = {"csv", "ics", "md", "txt"}
OFFICE_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
CONTAINERS = {
    "flac": "flac",
    "m4a": "mp4",
    "m4v": "mp4",
    "mov": "mp4",
    "mp3": "mp3",
    "mp4": "mp4",
    "ogg": "ogg",
    "ogv": "ogg",
    "opus": "ogg",
    "wav": "wav",
    "weba": "webm",
    "webm": "webm",
}
HTML_MARKS = (b"<!doctype html", b"<html", b"<script", b"<svg", b"<?php", b"<iframe")


def extension(name: str) -> str:
    """The last part of the name, small, without its dot."""
    return PurePath(name).suffix[1:].lower()


def content_type(name: str) -> str:
    """The type that a stored file is sent with; a plain stream of bytes where the name says nothing we accept."""
    return CONTENT_TYPES.get(extension(name), "application/octet-stream")


def is_document(file: IO[bytes], name: str) -> bool:
    """The content is what the name of the document says."""
    kind = extension(name)
    head = _head(file)
    if kind == "pdf":
        return b"%PDF-" in head[:1024]
    if kind in TEXTS:
        return _is_text(head)
    if kind in OFFICE_PARTS:
        parts = _parts(file)
        return OFFICE_PARTS[kind] in parts and not any(part.endswith("vbaProject.bin") for part in parts)
    if kind in DOCUMENTS:
        return head.startswith(b"PK") and b"mimetype" + DOCUMENTS[kind].encode() in head[:200]
    return False


def is_recording(file: IO[bytes], name: str) -> bool:
    """The content is a sound or a film in the container that the name says."""
    return CONTAINERS.get(extension(name)) == _container(_head(file))


def _head(file: IO[bytes]) -> bytes:
    file.seek(0)
    head = file.read(8192)
    file.seek(0)
    return head


def _is_text(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return (
        b"\0" not in head and not start.startswith((b"mz", b"%pdf", *HTML_MARKS)) and b"<script" not in start
    )


def _parts(file: IO[bytes]) -> set[str]:
    """The names inside an archive; nothing is unpacked."""
    try:
        with zipfile.ZipFile(file) as archive:
            return set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return set()
    finally:
        file.seek(0)


def _container(head: bytes) -> str | None:
    if head[4:8] == b"ftyp":
        return "mp4"
    if head[:4] == b"OggS":
        return "ogg"
    if head[:4] == b"fLaC":
        return "flac"
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return "webm"
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "wav"
    if head[:3] == b"ID3" or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2):
        return "mp3"
    return None
