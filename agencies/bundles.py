"""Several files in one: a zip whose bytes say nothing but what is in it."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def zip_files(parts: Mapping[str, bytes]) -> bytes:
    """Return files by their names as a zip archive, without times."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(ZipInfo(name), part, ZIP_DEFLATED)
    return buffer.getvalue()
