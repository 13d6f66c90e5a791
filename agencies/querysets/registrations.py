"""What the program office sees: registrations and agencies, never anything of a log."""

from django.db.models import Prefetch, Q

from agencies.models import Agency, Jurisdiction, Program, Registration, SupplyAgreement


def listed_programs():
    """Programs in which an agency is active once its e-mail address is confirmed."""
    return Program.objects.filter(entry=Program.Entry.LISTED)


def counties_open_in(program, day):
    """The counties in which agencies may register on `day`; where counties opt in, those that did."""
    counties = counties_within(program)
    if program.pack["counties_opt_in"]:
        return counties.opted_in_by(day)
    return counties.open_to_registrations_on(day)


def counties_within(program):
    """The counties in which the program's agencies may be, those that registrations are closed in among them."""
    counties = Jurisdiction.objects.in_state(program.state).real_places()
    named = program.pack["counties"]
    return counties.filter(name__in=named) if named else counties


def counties_of_agencies(program):
    """The counties in which the program has agencies or registrations."""
    with_agency = Agency.objects.in_program(program).values("jurisdiction")
    with_registration = Registration.objects.in_program(program).values("jurisdiction")
    return Jurisdiction.objects.filter(Q(pk__in=with_agency) | Q(pk__in=with_registration))


def registrations_of(program, *, county=None):
    """The program's registrations, newest first, with their counties and suppliers."""
    found = Registration.objects.in_program(program).select_related("jurisdiction", "supplier", "agency")
    return found.filter(jurisdiction=county) if county else found


def agencies_of(program, *, county=None):
    """The program's agencies by name with their counties; `active_agreements` holds the one in force, if any."""
    active = SupplyAgreement.objects.filter(status=SupplyAgreement.Status.ACTIVE).select_related("supplier")
    found = Agency.objects.in_program(program).select_related("jurisdiction")
    found = found.prefetch_related(Prefetch("agreements", active, to_attr="active_agreements"))
    return found.filter(jurisdiction=county) if county else found
