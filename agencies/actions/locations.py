"""Where an agency keeps kits. Closing a location looks at its stock: see `inventory/actions/locations.py`."""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.actions.refusals import Refused
from agencies.models import AuditCode, Location


class LocationRefused(Refused):
    """The name is taken, a vehicle has no home, or the location is still needed as it is."""


@transaction.atomic
def add_location(*, agency, name, kind, by, par=None, parent=None):
    """Add a location and return it. A vehicle, and only a vehicle, has a station `parent`; it always has `par` kits.

    Raises `LocationRefused` at `name` or `parent`.
    """
    _free(agency, name)
    _home(agency, parent)
    location = Location.objects.create(agency=agency, name=name, kind=kind, par=par, parent=parent)
    record(what=AuditCode.LOCATION_ADDED, subject=location, by=by, agency=agency, kind=kind)
    return location


@transaction.atomic
def change_location(*, location, name, kind, by, par=None, parent=None):
    """Give the location these fields, or do nothing where it has them already.

    Raises `LocationRefused` at `name`, `kind` or `parent`: a vehicle stays a vehicle, because what is no vehicle has
    a ledger, and the main location stays a storeroom.
    """
    agency = location.agency
    _free(agency, name, but=location)
    _home(agency, parent)
    if kind != location.kind:
        _may_become(location, kind)
    given = {"name": name, "kind": kind, "par": par, "parent": parent}
    before = {field: getattr(location, field) for field in given}
    changed = [field for field in given if given[field] != before[field]]
    for field in changed:
        setattr(location, field, given[field])
    location.save(update_fields=changed)
    if "name" in changed:
        record(what=AuditCode.LOCATION_RENAMED, subject=location, by=by, agency=agency, before=before["name"])
    others = {field: before[field] and str(before[field]) for field in changed if field != "name"}
    if others:
        record(what=AuditCode.LOCATION_CHANGED, subject=location, by=by, agency=agency, before=others)


@transaction.atomic
def reopen_location(*, location, by):
    """Offer a closed location again, or do nothing where it is in use. One that was merged begins anew, with nothing.

    Raises `LocationRefused` for a vehicle whose station is closed.
    """
    if location.closed_on is None:
        return
    if location.parent and location.parent.closed_on:
        raise LocationRefused(
            _("Open %(station)s again first: %(location)s is one of its vehicles.")
            % {"station": location.parent, "location": location}
        )
    location.closed_on = location.merged_into = None
    location.save(update_fields=["closed_on", "merged_into"])
    record(what=AuditCode.LOCATION_REOPENED, subject=location, by=by, agency=location.agency)


@transaction.atomic
def choose_main_location(*, location, by):
    """Let the agency's counts without a terminal (imports, paper, events) take stock here from now on.

    Raises `LocationRefused` for a location that is not a storeroom in use.
    """
    agency = location.agency
    held = agency.locations.in_use().select_for_update(of=("self",)).filter(pk=location.pk)
    if not held.filter(kind=Location.Kind.STOREROOM).exists():
        raise LocationRefused(_("The main location is a storeroom: choose one."))
    if agency.main_location_id == location.pk:
        return
    agency.main_location = location
    agency.save(update_fields=["main_location"])
    record(what=AuditCode.LOCATION_MADE_MAIN, subject=location, by=by, agency=agency)


def _free(agency, name, but=None):
    same = agency.locations.filter(name__iexact=name)
    taken = (same.exclude(pk=but.pk) if but else same).first()
    if taken is None:
        return
    if taken.closed_on:
        raise LocationRefused(
            _("A closed location has this name: open it again, or choose another name."), field="name"
        )
    raise LocationRefused(_("Your agency has a location with this name already."), field="name")


def _home(agency, parent):
    if parent is None:
        return
    fit = agency.locations.fit_for_vehicles().select_for_update(of=("self",)).filter(pk=parent.pk)
    if not fit.exists():
        raise LocationRefused(_("Choose one of your stations or storerooms."), field="parent")


def _may_become(location, kind):
    if Location.Kind.VEHICLE in (location.kind, kind):
        raise LocationRefused(
            _("A vehicle has no stock of its own. Close this location and add the other one."), field="kind"
        )
    if location.agency.main_location_id == location.pk:
        raise LocationRefused(
            _("This is your main location, and that is a storeroom. Choose another main location first."),
            field="kind",
        )
    if kind not in Location.FIT_FOR_VEHICLES and location.vehicles.in_use().exists():
        raise LocationRefused(_("Only a storeroom or station has vehicles. Close or move those first."), field="kind")
