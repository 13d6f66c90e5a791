"""What the terminal's pages are made of besides themselves: one script, one style sheet, the worker, the manifest.

The script is written as small modules and leaves as one file, joined when a process first needs it: a browser on a
car's modem asks once, and there is no build step. What that asks of a module is kept by a test.
"""

import gzip
import json
import re
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from agencies.access import public

FIRST_MODULE = "start"
FIRST_STYLES = ("look/tokens.css", "terminal/terminal.css")
IMPORT = re.compile(r'^import \{[^}]*\} from "\./(\w+)\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?function |const |let |class )", re.MULTILINE)
REMARK = re.compile(r"^ *//.*\n|^ */\*(?:[^*]|\*(?!/))*\*/\n", re.MULTILINE)
SCRIPT, STYLE, MANIFEST = "text/javascript", "text/css", "application/manifest+json"
FOR_EVER = "public, max-age=31536000, immutable"
ASK_EACH_TIME = "no-cache"
FOR_A_DAY = "public, max-age=86400"


class Asset(NamedTuple):
    """A file of the page as it leaves: what it is, its bytes, the same bytes packed, and a digest of them."""

    kind: str
    body: bytes
    packed: bytes
    digest: str


def make_asset(kind, text):
    """Return the asset of a text; remarks that have lines of their own stay here."""
    body = REMARK.sub("", text).encode()
    return Asset(kind, body, gzip.compress(body, mtime=0), sha256(body).hexdigest()[:16])


def source(name):
    """Return the text of a static file by its name, such as "terminal/clock.js"."""
    return _path(name).read_text()


def _path(name):
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(name)
    return Path(found)


def modules(name=FIRST_MODULE, known=None):
    """Return the sources of a module and of all that it imports: {name: text}, each after what it needs."""
    known = {} if known is None else known
    text = source(f"terminal/{name}.js")
    for needed in IMPORT.findall(text):
        if needed not in known:
            modules(needed, known)
    known[name] = text
    return known


@cache
def script_asset():
    """The terminal's script: its modules as one."""
    return make_asset(SCRIPT, "\n".join(EXPORT.sub("", IMPORT.sub("", text)) for text in modules().values()))


@cache
def style_asset():
    """The terminal's look: colours and sizes first, then every style sheet of the terminal."""
    folder = _path("terminal/terminal.css").parent
    others = sorted(f"terminal/{path.name}" for path in folder.glob("*.css"))
    return make_asset(STYLE, "\n".join(map(source, dict.fromkeys([*FIRST_STYLES, *others]))))


@cache
def worker_asset():
    return make_asset(SCRIPT, source("terminal/worker.js"))


@cache
def manifest_asset(language):
    page = reverse("terminal:page")
    description = {
        "id": page,
        "name": _("Leave-behind naloxone"),
        "short_name": _("Log a kit left"),
        "lang": language,
        "start_url": page,
        "scope": page,
        "display": "standalone",
        "background_color": "#f5f8f8",
        "theme_color": "#0a5c64",
        "icons": [{"src": static("look/icon.svg"), "type": "image/svg+xml", "sizes": "any", "purpose": "any"}],
    }
    return make_asset(MANIFEST, json.dumps(description, ensure_ascii=False))


def address(name):
    """Return where a page finds "script" or "style": an address that changes with what is there."""
    return reverse(f"terminal:{name}", args=[{"script": script_asset, "style": style_asset}[name]().digest])


def hand_out(request, asset, caching):
    """Answer with an asset, packed where the browser takes that, or 304 where it holds it already."""
    tag = f'W/"{asset.digest}"'
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    if request.headers.get("If-None-Match") == tag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(asset.packed if packed else asset.body, content_type=f"{asset.kind}; charset=utf-8")
        if packed:
            response.headers["Content-Encoding"] = "gzip"
    for name, value in {"Cache-Control": caching, "ETag": tag, "Vary": "Accept-Encoding"}.items():
        response.headers[name] = value
    return response


def hand_out_for_ever(request, asset, digest):
    if digest != asset.digest:
        raise Http404
    return hand_out(request, asset, FOR_EVER)


@require_safe
@public("the terminal's script, the same for everyone")
def script(request, digest):
    """The script; an address of another version is none."""
    return hand_out_for_ever(request, script_asset(), digest)


@require_safe
@public("the terminal's style sheet, the same for everyone")
def style(request, digest):
    """The style sheet; an address of another version is none."""
    return hand_out_for_ever(request, style_asset(), digest)


@require_safe
@public("the worker that opens the terminal without a network, the same for everyone")
def worker(request):
    """The service worker; asked for by browsers whenever they look for a newer one."""
    return hand_out(request, worker_asset(), ASK_EACH_TIME)


@require_safe
@public("what a browser asks to install the terminal, the same for everyone")
def manifest(request, language):
    """Name, icon and first page of the installed terminal, in one of the languages."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with override(language):
        return hand_out(request, manifest_asset(language), FOR_A_DAY)
