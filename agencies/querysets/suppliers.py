"""Who furnishes an agency's kits, and to whom its counts are reported."""

from django.db.models import Count, Q

from agencies.models import Agency, ScopeMembership, Supplier, SupplyAgreement
from agencies.querysets.team import with_people


def suppliers_of(program):
    """The suppliers on the program's list."""
    return Supplier.objects.on_list().filter(program=program)


def suppliers_furnishing_in(program, county):
    """The suppliers on the program's list that furnish agencies of a county which take part, by name."""
    there = Agency.objects.running().taking_part().filter(Q(jurisdiction=county) | Q(also_serves=county))
    active = SupplyAgreement.objects.filter(agency__in=there, status=SupplyAgreement.Status.ACTIVE)
    return suppliers_of(program).filter(pk__in=active.values("supplier")).order_by("name", "slug")


def suppliers_offered_to(agency):
    """The suppliers that the agency may choose from: the list, and those that it typed in itself."""
    return Supplier.objects.offered_to(agency).filter(program=agency.program)


def suppliers_with_people(program):
    """The program's suppliers by name, each with its people and `agency_count`, its active agreements."""
    active = Q(agreements__status=SupplyAgreement.Status.ACTIVE)
    counted = program.suppliers.furnishing().annotate(agency_count=Count("agreements", filter=active))
    return counted.select_related("typed_in_by").order_by("name", "slug").prefetch_related(with_people())


def suppliers_off_list(program):
    """The program's suppliers that agencies have typed in or that were taken off the list, each as on the list."""
    return suppliers_with_people(program).filter(listed_on=None)


def supplier_named(program, name):
    """Return the supplier of this name on the program's list, whatever its capitals, or None."""
    return suppliers_of(program).filter(name__iexact=name).first()


def agreement_of(agency):
    """Return the agency's active agreement with its supplier, or None."""
    active = SupplyAgreement.objects.filter(agency=agency, status=SupplyAgreement.Status.ACTIVE)
    return active.select_related("supplier").first()


def planned_scope_of(agency, day):
    """Return the reporting scope that the agency enters after `day`, as a membership, or None."""
    memberships = ScopeMembership.objects.filter(agency=agency, from_on__gt=day)
    return memberships.select_related("scope__supplier").order_by("from_on").first()


def has_account(supplier):
    """Tell whether anybody can sign in for a supplier. One query."""
    return supplier.memberships.filter(user__is_active=True).exists()
