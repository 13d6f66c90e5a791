"""Everybody may enter here in Spanish: each string of the terminal and of what is open to all is translated.

Read without GNU gettext, which not every machine has. Red? `make messages` collects the strings, and
`locale/es/LC_MESSAGES/django.po` waits for the translation; docs/look.md says how.
"""

import re
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).parent.parent.parent
HOME = ROOT / "locale" / "es" / "LC_MESSAGES"
# What these include or extend belongs to them.
PAGES = [
    "[45]*.html",
    "account/*.html",
    "agencies/applications/*.html",
    "agencies/joining/*.html",
    "agencies/program/*.html",
    "agencies/registration/*.html",
    "distributions/terminal*.html",
    "lbn/**/*.html",
    "mail/application.txt",
    "mail/application_[!af]*.txt",
    "mail/application_approved.txt",
    "mail/approval_asked.txt",
    "mail/invitation.txt",
    "mail/email_change.txt",
    "mail/registration.txt",
    "mail/rescue.txt",
    "mail/succession.txt",
    "mails/*.html",
    "parts/*_chart.html",
    "parts/area_map.html",
    "parts/dot_map.html",
    "public/*.html",
    "reporting/admission/answered.html",
    "reporting/admission/decide.html",
]
PYTHON = [
    "agencies/actions/accounts.py",
    "agencies/actions/agency.py",
    "agencies/actions/application_judging.py",
    "agencies/actions/applications.py",
    "agencies/actions/approvals.py",
    "agencies/actions/registration.py",
    "agencies/actions/request_mails.py",
    "agencies/actions/suppliers.py",
    "agencies/actions/team.py",
    "agencies/actions/terminals.py",
    "agencies/application_words.py",
    "agencies/forms/applications.py",
    "agencies/document_words.py",
    "agencies/forms/problems.py",
    "agencies/forms/registration.py",
    "agencies/forms/services.py",
    "agencies/forms/suppliers.py",
    "agencies/forms/team.py",
    "agencies/mail_texts.py",
    "agencies/models/agency.py",
    "agencies/models/application.py",
    "agencies/models/place.py",
    "agencies/models/required_document.py",
    "agencies/models/registration.py",
    "agencies/models/supplier.py",
    "agencies/models/user.py",
    "agencies/models/service.py",
    "agencies/packs/rules.py",
    "agencies/places.py",
    "agencies/program_page.py",
    "agencies/sheets/judging.py",
    "agencies/tables/counties.py",
    "agencies/uploads.py",
    "agencies/views/application_reopening.py",
    "agencies/views/applications.py",
    "agencies/views/joining.py",
    "agencies/views/registration.py",
    "agencies/views/public_agencies.py",
    "agencies/views/registration_counties.py",
    "agencies/views/request_mails.py",
    "agencies/views/services.py",
    "agencies/wording.py",
    "distributions/entries.py",
    "distributions/forms/terminal*.py",
    "distributions/offer.py",
    "distributions/views/terminal/*.py",
    "inventory/actions/catalogue.py",
    "inventory/actions/notices.py",
    "inventory/models/item.py",
    "lbn/mails/views.py",
    "lbn/navigation.py",
    "lbn/reporting/calendar/kinds.py",
    "lbn/reporting/calendar/words.py",
    "lbn/reporting/models/earlier.py",
    "lbn/reporting/published/columns.py",
    "lbn/reporting/published/earlier.py",
    "lbn/reporting/published/facts/dictionary.py",
    "lbn/reporting/published/files.py",
    "lbn/reporting/published/headlines.py",
    "lbn/reporting/published/lists.py",
    "lbn/reporting/published/methods.py",
    "lbn/reporting/published/pictures.py",
    "lbn/reporting/published/rates.py",
    "lbn/reporting/published/series.py",
    "lbn/reporting/published/tables/comparison.py",
    "lbn/reporting/published/tables/counties.py",
    "lbn/reporting/published/tables/notes.py",
    "lbn/reporting/published/tables/places.py",
    "lbn/reporting/published/tables/scope.py",
    "lbn/reporting/published/tables/state.py",
    "lbn/reporting/published/tables/table.py",
    "lbn/reporting/published/views/public.py",
    "lbn/reporting/published/views/readers.py",
    "lbn/reporting/returns/actions/furnishing.py",
    "lbn/reporting/returns/views/admission.py",
]
CALLS = {
    **dict.fromkeys(["_", "gettext", "gettext_lazy", "gettext_noop"]),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2)),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], ((1, "c"), 2)),
    **dict.fromkeys(["npgettext", "npgettext_lazy"], ((1, "c"), 2, 3)),
}
DRAWN_WITH = re.compile(r"""{%\s*(?:include|extends)\s+["']([^"']+)["']""")
FILLED_IN = re.compile(r"%\(\w+\)s|%%|\b(?:WHAT|WHERE|WHEN|COUNT|COUNTY|AGENCY|ITEM)\b")


@cache
def po():
    return read_po(BytesIO((HOME / "django.po").read_bytes()), locale="es")


def strings_in(text, *, is_template):
    """The strings that a file marks for translation: (context, string), or (context, (one, many))."""
    if is_template:
        # Indented as people read it, not as Python is.
        text = "\n".join(line.strip() for line in templatize(text).splitlines())
    return {(context, words) for _, words, _, context in extract("python", BytesIO(text.encode()), keywords=CALLS)}


def pages():
    """The templates of the terminal and of what is open to all, and all that they are drawn with."""
    folder = ROOT / "templates"
    waiting = [path for pattern in PAGES for path in folder.glob(pattern)]
    found = set()
    while waiting:
        page = waiting.pop()
        if page not in found:
            found.add(page)
            waiting += [folder / name for name in DRAWN_WITH.findall(page.read_text())]
    return found


def files():
    return sorted(pages() | {path for pattern in PYTHON for path in ROOT.glob(pattern)})


def not_translated(strings, catalog):
    """Those of `strings` that the catalog does not hold, holds empty in one form or another, or only guesses."""
    return [words for context, words in sorted(strings, key=str) if not is_translated(catalog.get(words, context))]


def is_translated(message):
    if message is None or message.fuzzy:
        return False
    return all(message.string) if message.pluralizable else bool(message.string)


def filled_in_otherwise(catalog):
    """The translations that are filled in with something else than what they translate; of two forms the latter."""
    strange = []
    for message in catalog:
        if message.id and is_translated(message):
            said, meant = (
                (message.string[-1], message.id[-1]) if message.pluralizable else (message.string, message.id)
            )
            if sorted(FILLED_IN.findall(said)) != sorted(FILLED_IN.findall(meant)):
                strange.append(said)
    return strange


def spoken(catalog):
    """What a catalog says: {(context, string or its two forms): the same in Spanish}."""
    translated = [message for message in catalog if message.id and is_translated(message)]
    return {(message.context, forms(message.id)): forms(message.string) for message in translated}


def forms(words):
    return words if isinstance(words, str) else tuple(words)


def test_every_string_of_the_terminal_and_of_what_is_open_to_all_is_translated():
    strings = {path: strings_in(path.read_text(), is_template=path.suffix != ".py") for path in files()}

    missing = {str(path.relative_to(ROOT)): not_translated(found, po()) for path, found in strings.items()}

    assert {path: words for path, words in missing.items() if words} == {}


@pytest.mark.parametrize(
    ("folder", "pattern"), [("templates", page) for page in PAGES] + [("", one) for one in PYTHON]
)
def test_no_row_above_has_lost_its_files(folder, pattern):
    assert list((ROOT / folder).glob(pattern))


def test_what_is_compiled_is_what_is_translated():
    compiled = read_mo(BytesIO((HOME / "django.mo").read_bytes()))

    assert spoken(compiled) == spoken(po())
    assert compiled.num_plurals == po().num_plurals == 2


def test_every_translation_is_filled_in_with_what_it_translates():
    assert filled_in_otherwise(po()) == []


TEMPLATE = """
{% comment %}{% translate "Not read" %}{% endcomment %}
    <p title="{% translate "A title" %}">{{ _("A variable") }}{{ date|default:_("A filter") }}
  {% blocktranslate trimmed with place=place.name %}
    At {{ place }}
  {% endblocktranslate %}
{% blocktranslate count counter=kits %}{{ counter }} kit{% plural %}{{ counter }} kits{% endblocktranslate %}</p>
"""
SCRIPT = """
said = _("One sentence "
         "in two parts"), pgettext("verb", "Log"), ngettext("%(n)s kit", "%(n)s kits", n), quiet("nothing")
"""


def test_strings_are_found_wherever_they_are_marked():
    assert strings_in(TEMPLATE, is_template=True) == {
        (None, "A title"),
        (None, "A variable"),
        (None, "A filter"),
        (None, "At %(place)s"),
        (None, ("%(counter)s kit", "%(counter)s kits")),
    }
    assert strings_in(SCRIPT, is_template=False) == {
        (None, "One sentence in two parts"),
        ("verb", "Log"),
        (None, ("%(n)s kit", "%(n)s kits")),
    }


@pytest.mark.parametrize(
    ("words", "planted"),
    [
        ("Undo", None),
        ("Undo", {"string": ""}),
        ("Undo", {"string": "Deshacer", "flags": ["fuzzy"]}),
        ("Undo", {"string": "Deshacer", "context": "verb"}),
        (("1 kit", "many kits"), {"string": ("1 kit", "")}),
    ],
)
def test_a_planted_gap_is_found(words, planted):
    catalog = Catalog(locale="es")
    if planted:
        catalog.add(words, **planted)

    assert not_translated({(None, words)}, catalog) == [words]


@pytest.mark.parametrize(
    ("words", "planted"),
    [
        ("%(item)s: how many", "%(articulo)s: cuántos"),
        ("%(item)s: how many", "Cuántos"),
        ("COUNT kits", "CUENTA kits"),
        ("COUNT in COUNTY", "COUNT en COUNT"),
        (("%(n)s kit", "%(n)s kits"), ("%(n)s kit", "kits")),
    ],
)
def test_a_planted_difference_in_what_is_filled_in_is_found(words, planted):
    catalog = Catalog(locale="es")
    catalog.add(words, planted)

    assert len(filled_in_otherwise(catalog)) == 1
