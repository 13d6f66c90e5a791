"""By what a sheet is known when it is imported again: never by the name of its file, which may tell of people.

"Medic J badge 4411 incident 26-118823.csv" is a name, a badge and a case. Of it a hash is kept, keyed by the
deployment's own key and bound to the agency, so that the file is known again and nobody reads its name out of a dump.
"""

import hmac
from hashlib import sha256
from typing import NamedTuple

from django.conf import settings

from agencies.models import Agency
from distributions.models import Sheet

KNOWN_LENGTH = 32
NAME_LENGTH = 80  # of a longer name the rest is not looked at


class ImportedSheet(NamedTuple):
    """A sheet to import: what it is known by, its label ("" without one), how people read of it, and its lines."""

    known_by: str
    label: str = ""
    title: str = ""
    lines: int = 0


def known_by_name(name: str, *, agency: Agency) -> str:
    """Return the hash by which a file's name without its suffix, or a label, is known at `agency`."""
    said = f"sheet {agency.pk} {name[:NAME_LENGTH].strip()}"
    return hmac.new(settings.LBN_DISCLOSURE_KEY.encode(), said.encode(), sha256).hexdigest()[:KNOWN_LENGTH]


def name_sheet(name: str, *, agency: Agency, label: str = "", lines: int = 0, known_by: str = "") -> ImportedSheet:
    """Return what the file of this `name` (without suffix) is imported as, or the sheet of this `label`, or what a
    page held of these: `known_by`.

    A sheet that was imported before keeps its mark and its label.
    """
    known_by = known_by or known_by_name(label or name, agency=agency)
    sheet = ImportedSheet(known_by, label, lines=lines)
    held = Sheet.objects.of(agency).imported_as(sheet).first()
    if held is None:
        kind = Sheet.Kind.IMPORT
        mark = Sheet.objects.free_mark(agency=agency, kind=kind, known_by=known_by)
        held = Sheet(kind=kind, mark=mark)
    return sheet._replace(title=held.label or label or str(held))
