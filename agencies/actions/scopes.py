"""In which published report an agency's counts go, and from when."""

from django.db import transaction

from agencies.models import Agency, ReportingScope, ScopeMembership, Supplier
from agencies.periods import add_months, quarter_of
from agencies.querysets.rhythm import rhythm_of

STAND_IN_NAMES = {Supplier.NONE: "No supplier", Supplier.WAITING: "Waiting to be confirmed"}


def stand_in_of(*, program, kind):
    """Return the row that stands for "no supplier" or for "waiting to be confirmed" in a program, made when it is
    first asked for."""
    slug = f"no-supplier-{program.slug}" if kind == Supplier.NONE else f"waiting-{program.slug}"
    return Supplier.objects.get_or_create(
        program=program, kind=kind, defaults={"slug": slug, "name": STAND_IN_NAMES[kind]}
    )[0]


def scope_for(*, agency, supplier):
    """Return the reporting scope of an agency with this supplier (None for none), made when it is first asked for.

    It is monthly if any recipient of the agency's reports is, or if its supplier asks for that, else quarterly; the
    counties it serves decide too. An agency that nobody has vouched for, or that was left out, is in the program's
    waiting scope of the same cadence, of which nothing is published.
    """
    cadence = rhythm_of(agency=agency, supplier=supplier).cadence
    if not agency.takes_part:
        supplier = stand_in_of(program=agency.program, kind=Supplier.WAITING)
    return ReportingScope.objects.get_or_create(
        supplier=supplier or stand_in_of(program=agency.program, kind=Supplier.NONE),
        state=agency.program.state,
        cadence=cadence,
    )[0]


@transaction.atomic
def enter_scope(*, agency, supplier, day):
    """Put the agency into its reporting scope with `supplier` (None for no supplier), decided on `day`.

    Its first scope begins on the first day of the quarter of `day`, every other one on the first day of the next
    quarter, in place of whatever was planned. Returns the membership that holds from the change on: where the
    scope stays what it is, that is the present one.
    """
    agency = (
        Agency.objects.select_for_update(of=("self",)).select_related("program", "jurisdiction").get(pk=agency.pk)
    )
    scope = scope_for(agency=agency, supplier=supplier)
    memberships = ScopeMembership.objects.filter(agency=agency)
    memberships.filter(from_on__gt=day).delete()
    present = memberships.filter(from_on__lte=day).order_by("from_on").last()
    if present and present.scope == scope:
        return present
    begins = add_months(quarter_of(day), 3) if present else quarter_of(day)
    return ScopeMembership.objects.create(agency=agency, scope=scope, from_on=begins)
