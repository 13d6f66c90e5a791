"""Where an agency keeps kits."""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.actions.refusals import Refused
from agencies.models import AuditCode, Location


class LocationRefused(Refused):
    """The name is taken, a vehicle has no home, or the main location would not be a storeroom."""


@transaction.atomic
def add_location(*, agency, name, kind, by, par=None, parent=None):
    """Add a location and return it. A vehicle, and only a vehicle, has `par` kits and a station `parent`.

    Raises `LocationRefused` at `name` or `parent`.
    """
    _free(agency, name)
    if parent and (parent.agency_id != agency.pk or parent.kind == Location.Kind.VEHICLE):
        raise LocationRefused(_("Choose one of your stations or storerooms."), field="parent")
    location = Location.objects.create(agency=agency, name=name, kind=kind, par=par, parent=parent)
    record(what=AuditCode.LOCATION_ADDED, subject=location, by=by, agency=agency, kind=kind)
    return location


@transaction.atomic
def rename_location(*, location, name, by):
    """Give the location another name, or do nothing where it has it. Raises `LocationRefused` at `name`."""
    if location.name == name:
        return
    _free(location.agency, name, but=location)
    before, location.name = location.name, name
    location.save(update_fields=["name"])
    record(what=AuditCode.LOCATION_RENAMED, subject=location, by=by, agency=location.agency, before=before)


@transaction.atomic
def choose_main_location(*, location, by):
    """Let the agency's counts without a terminal (imports, paper, events) take stock here from now on.

    Raises `LocationRefused` for a location that is not a storeroom.
    """
    if location.kind != Location.Kind.STOREROOM:
        raise LocationRefused(_("The main location is a storeroom: choose one."))
    agency = location.agency
    if agency.main_location_id == location.pk:
        return
    agency.main_location = location
    agency.save(update_fields=["main_location"])
    record(what=AuditCode.LOCATION_MADE_MAIN, subject=location, by=by, agency=agency)


def _free(agency, name, but=None):
    same = agency.locations.filter(name__iexact=name)
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise LocationRefused(_("Your agency has a location with this name already."), field="name")
