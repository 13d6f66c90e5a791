"""The script and the style sheet, joined on their way out, and what lets a browser install the page."""

import gzip
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from distributions.views.terminal import shell

SOURCES = {path.stem: path.read_text() for path in (Path(settings.BASE_DIR) / "static/terminal").glob("*.js")}
TOP_LEVEL = re.compile(r"^(?:export )?(?:async )?(?:function\*?|const|let|class) (\w+)", re.MULTILINE)
LINES_OF_A_FILE = 300


def names_of(text):
    return TOP_LEVEL.findall(text)


def twice(sources):
    """The names that two modules give to something of their own."""
    names = [name for text in sources for name in names_of(text)]
    return sorted({name for name in names if names.count(name) > 1})


def not_understood(text):
    """The lines with which a module asks or gives in a way that cannot be joined."""
    rest = shell.EXPORT.sub("", shell.IMPORT.sub("", text))
    return re.findall(r"^(?:import|export)\b.*| import\(.*| as \w+ *[,}].*", rest, re.MULTILINE)


def test_no_two_modules_use_one_name():
    assert twice(shell.modules().values()) == []


def test_a_planted_name_that_two_modules_use_is_found():
    assert twice(["const at = 1;\nexport function draw() {}", "async function draw() {}"]) == ["draw"]


def test_every_module_can_be_joined_and_none_is_forgotten():
    assert {name: not_understood(text) for name, text in SOURCES.items()} == {name: [] for name in SOURCES}
    assert set(shell.modules()) == set(SOURCES) - {"worker"}


@pytest.mark.parametrize(
    "planted",
    ['import * as queue from "./queue.js";', "export default press;", 'const later = await import("./card.js");'],
)
def test_a_planted_way_to_ask_that_cannot_be_joined_is_found(planted):
    assert not_understood(planted)


def test_what_a_module_asks_of_another_is_there():
    missing = [
        (name, asked, needed)
        for name, text in SOURCES.items()
        for names, needed in re.findall(r'^import \{([^}]*)\} from "\./(\w+)\.js";', text, re.MULTILINE)
        for asked in re.findall(r"\w+", names)
        if not re.search(rf"^export .*\b{asked}\b", SOURCES[needed], re.MULTILINE)
    ]

    assert missing == []


def test_no_file_of_the_terminal_is_too_long():
    folder = Path(settings.BASE_DIR) / "static/terminal"

    assert [path.name for path in folder.iterdir() if path.read_text().count("\n") > LINES_OF_A_FILE] == []


@pytest.mark.parametrize(("name", "kind"), [("script", "text/javascript"), ("style", "text/css")])
def test_page_parts_are_kept_for_ever_under_an_address_of_their_content(client, name, kind):
    answer = client.get(shell.address(name), headers={"Accept-Encoding": "gzip"})

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == f"{kind}; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.content) == client.get(shell.address(name)).content
    assert client.get(shell.address(name).replace(".", ".0", 1)).status_code == 404


def test_script_has_every_module_and_asks_for_none(client):
    text = client.get(shell.address("script")).content.decode()

    assert not_understood(text) == []
    assert "import {" not in text
    assert set(names_of(text)) == {name for source in shell.modules().values() for name in names_of(source)}


def test_remarks_on_lines_of_their_own_stay_here():
    asset = shell.make_asset(
        "text/css", "/* One\n * two */\na { b: c; } /* three */\n  // four\nd // five\n/* six */\n"
    )

    assert asset.body == b"a { b: c; } /* three */\nd // five\n"


@pytest.mark.parametrize(
    ("path", "caching"),
    [("/terminal/worker.js", "no-cache"), ("/terminal/manifest.en.webmanifest", "public, max-age=86400")],
)
def test_worker_and_manifest_are_sent_once(client, path, caching):
    answer = client.get(path)
    again = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == caching
    assert (again.status_code, again.content) == (304, b"")


def test_manifest_keeps_the_installed_terminal_to_its_own_pages(client):
    told = json.loads(client.get("/terminal/manifest.es.webmanifest").content)

    assert told["start_url"] == told["scope"] == told["id"] == "/terminal/"
    assert (told["lang"], told["short_name"]) == ("es", "Registrar un kit entregado")
    assert client.get("/terminal/manifest.fr.webmanifest").status_code == 404
    assert [icon["type"] for icon in told["icons"]] == ["image/svg+xml"]
    assert finders.find(told["icons"][0]["src"].removeprefix(settings.STATIC_URL))
