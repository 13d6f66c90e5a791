"""Uploaded files on the disk, under `LBN_MEDIA_DIR`: no server hands them out but a page with a door.

A file is named by the key of its version and by nothing else. It is written before the row that names it, and removed
after the row is gone: what is left between the two is an orphan, and the nightly run removes it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from agencies.models import DocumentVersion

ORPHANED_AFTER = timedelta(days=1)


def path_of(version: UUID) -> Path:
    """Return where the file of a version is."""
    return Path(settings.LBN_MEDIA_DIR) / version.hex[:2] / version.hex


def write_file(version: UUID, data: bytes) -> None:
    """Put a file on the disk, to be read by this account alone; it is there for good when this returns."""
    path = path_of(version)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def read_version(version: DocumentVersion) -> bytes | None:
    """Return the bytes of a version, or None where the disk has lost them."""
    try:
        return path_of(version.pk).read_bytes()
    except FileNotFoundError:
        return None


def remove_versions(versions: Iterable[DocumentVersion]) -> int:
    """Delete versions and, once that is stored, their files; return how many that were."""
    gone = list(versions)
    for version in gone:
        key = version.pk
        version.delete()
        transaction.on_commit(partial(path_of(key).unlink, missing_ok=True))
    return len(gone)


def remove_orphans(*, now: datetime) -> int:
    """Remove the files that no row has named for a day, seen from the instant `now`; return their number."""
    old = [path for path in _files() if path.stat().st_mtime < (now - ORPHANED_AFTER).timestamp()]
    known = set(DocumentVersion.objects.filter(pk__in=[path.name for path in old]).values_list("pk", flat=True))
    orphans = [path for path in old if UUID(path.name) not in known]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)


def _files() -> Iterator[Path]:
    """Yield our files: 32 hexadecimal digits in a folder of their first two."""
    for path in Path(settings.LBN_MEDIA_DIR).glob("[0-9a-f][0-9a-f]/" + "[0-9a-f]" * 32):
        if path.is_file():
            yield path
