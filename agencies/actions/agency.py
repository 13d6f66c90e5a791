"""An agency begins, and says how it wants to be served."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.actions.refusals import Refused
from agencies.actions.scopes import enter_scope
from agencies.actions.suppliers import agree
from agencies.languages import STORED
from agencies.models import Agency, Location
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
def open_agency(*, program, name, kind, jurisdiction, by, day, supplier=None, also_serves=(), **facts):
    """Make an active agency with a storeroom, its supplier if it has one, and its reporting scope; return it.

    `day` is today where the agency is; `facts` are further columns, such as `is_registered_oopp`. Raises
    `AgencyKnown`, or `SupplierRefused` where the program does not let the agency have this supplier.
    """
    judge_agency(program=program, name=name, jurisdiction=jurisdiction)
    facts = {"slug": free_slug(Agency, name), "time_zone": program.time_zone} | facts
    agency = Agency.objects.create(
        program=program, name=name, kind=kind, jurisdiction=jurisdiction, active_since_on=day, **facts
    )
    agency.also_serves.set(also_serves)
    with translation.override(STORED):
        storeroom = _("Storeroom")
    agency.main_location = Location.objects.create(agency=agency, name=storeroom, kind=Location.Kind.STOREROOM)
    agency.save(update_fields=["main_location"])
    record(what="agency.opened", subject=agency, by=by, agency=agency)
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
    record(what="agency.roll_call_line", subject=agency, by=by, agency=agency, wanted=wanted)
    return True
