"""Files that a browser keeps. The only place that writes their headers."""

import re
import unicodedata
from urllib.parse import quote

from django.http import HttpResponse

CSV = "text/csv; charset=utf-8"
NOT_IN_A_NAME = re.compile(r"[^\w.()-]+")


def download(name: str, content: bytes, *, kind: str = CSV) -> HttpResponse:
    """Answer with `content` as a file to keep, called `name`, which any system can write and no browser runs.

    Signs that a file's name cannot have become hyphens. Letters beyond ASCII stay; an old program reads them without
    their accents. The middleware forbids caches and guessing at the kind, as it does for pages.
    """
    safe = NOT_IN_A_NAME.sub("-", name).lstrip(".-")
    plain = unicodedata.normalize("NFKD", safe).encode("ascii", "ignore").decode()
    header = f'attachment; filename="{plain}"'
    if plain != safe:
        header += f"; filename*=utf-8''{quote(safe)}"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": header})
