"""Terminals, the keys that open them, and the place buttons on them."""

from django.db.models import F, Max, Q

from agencies.keys import hash_of
from agencies.models import Jurisdiction, PlacePreset, Terminal, TerminalKey, ZipCode
from agencies.sql.questions import Question


def _opened_by(key_hash):
    terminals = Terminal.objects.select_related("agency__program", "agency__jurisdiction", "location")
    opened = terminals.defer("agency__program__pack").filter(keys__key_hash=key_hash)
    return opened.annotate(key_until_on=F("keys__until_on"))


OPENED_BY = Question(_opened_by, key_hash=TerminalKey._meta.get_field("key_hash"))


def terminal_of_key(key):
    """Return the terminal that `key` opens, revoked and lost ones too, or None.

    Its `key_until_on` is the last day on which this key opens it (None: no end); whoever knows the day where the
    agency is has to look. Every kit that is logged asks this, so the program's pack, the one big column, stays
    where it is.
    """
    if not key:
        return None
    return next(iter(OPENED_BY(key_hash=hash_of(key))), None)


def terminals_of(agency, *, today):
    """The agency's terminals with their locations and whether they are silent; these first, closed ones last."""
    terminals = agency.terminals.with_silence_on(today).select_related("location")
    return terminals.order_by("status", F("silent").desc(nulls_last=True), "location__name", "label", "id")


def last_day_of_replaced_links(terminal, *, today):
    """Return the last day on which links and browsers that were replaced still open the terminal, or None."""
    return terminal.keys.filter(until_on__gte=today).aggregate(last=Max("until_on"))["last"]


def presets_of(agency):
    """The agency's place buttons with their ZIP codes and counties, in place-name order as on the terminal."""
    presets = PlacePreset.objects.filter(agency=agency).select_related("zip_code__jurisdiction")
    return presets.order_by("zip_code__name", "zip_code")


def zip_codes_served_by(agency):
    """ZIP codes of the agency's counties that may be named, in place-name order."""
    counties = Jurisdiction.objects.filter(Q(pk=agency.jurisdiction_id) | Q(also_served_by=agency))
    named = ZipCode.objects.filter(jurisdiction__in=counties, kind=ZipCode.Kind.STANDARD, too_small=False)
    return named.order_by("name", "zip")
