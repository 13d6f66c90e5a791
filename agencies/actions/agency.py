"""An agency begins, and says how it wants to be served."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.actions.refusals import Refused
from agencies.actions.scopes import enter_scope
from agencies.actions.suppliers import agree, find_or_add
from agencies.languages import STORED
from agencies.models import Agency, AuditCode, Location
from agencies.slugs import free_slug


class AgencyKnown(Refused):
    """An agency of this name is registered in this county."""


def judge_agency(*, program, name, jurisdiction):
    """Return without a word where no agency of this name is in this county; raise `AgencyKnown` otherwise."""
    if Agency.objects.filter(program=program, jurisdiction=jurisdiction, name__iexact=name).exists():
        raise AgencyKnown(
            _(
                "An agency of this name is registered in this county already: ask a colleague to invite you, "
                "or ask the %(office)s."
            )
            % {"office": program.office_name},
            field="agency_name",
        )


@transaction.atomic
def open_agency(
    *, program, name, kind, jurisdiction, by, day, admitted_by="", supplier=None, named="", also_serves=(), **facts
):
    """Make an agency with a storeroom, its supplier if it has one, and its reporting scope; return it.

    It takes part where somebody has vouched for it (`admitted_by`), and waits otherwise. `day` is today where the
    agency is; its supplier is `supplier`, or is `named` by (name, kind) and found or typed in; `facts` are further
    columns, such as `is_registered_oopp`. Raises `AgencyKnown`, or `SupplierRefused` where the program does not let
    the agency have this supplier.
    """
    judge_agency(program=program, name=name, jurisdiction=jurisdiction)
    facts = {"slug": free_slug(Agency, name), "time_zone": program.time_zone} | facts
    if admitted_by:
        facts |= {"status": Agency.Status.ADMITTED, "admitted_on": day, "admitted_by": admitted_by}
    agency = Agency.objects.create(
        program=program, name=name, kind=kind, jurisdiction=jurisdiction, active_since_on=day, **facts
    )
    agency.also_serves.set(also_serves)
    with translation.override(STORED):
        storeroom = _("Storeroom")
    agency.main_location = Location.objects.create(agency=agency, name=storeroom, kind=Location.Kind.STOREROOM)
    agency.save(update_fields=["main_location"])
    if named:
        supplier = find_or_add(agency=agency, name=named[0], kind=named[1], by=by)
    owners = {"agency": agency, "supplier": supplier if supplier and supplier.is_listed else None}
    record(what=AuditCode.AGENCY_OPENED, subject=agency, by=by, **owners)
    if admitted_by:
        facts = {"reason": str(admitted_by), "on": day.isoformat()}
        record(what=AuditCode.AGENCY_ADMITTED, subject=agency, by=None, **owners, **facts)
    if supplier:
        agree(agency=agency, supplier=supplier, by=by, day=day)
    enter_scope(agency=agency, supplier=supplier, day=day)
    return agency


@transaction.atomic
def want_roll_call_line(*, agency, wanted, by):
    """Show the weekly line for roll call on the agency's home and in its mail, or leave it out; say whether that
    changed anything."""
    changed = Agency.objects.filter(pk=agency.pk).exclude(wants_roll_call_line=wanted)
    if not changed.update(wants_roll_call_line=wanted):
        return False
    record(what=AuditCode.AGENCY_ROLL_CALL_LINE, subject=agency, by=by, agency=agency, wanted=wanted)
    return True
