"""The rules of state programs, for anyone who considers taking part and for the agencies that do."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from agencies import clock, program_page
from agencies.access import Permission, agency_page, public
from agencies.models import Program

REASON = "Whoever considers taking part reads the rules first."


@require_safe
@public(REASON)
def programs(request):
    """All state programs, each with the way to its rules."""
    return render(request, "agencies/program/programs.html", {"programs": Program.objects.defer("pack")})


@require_safe
@public(REASON)
def program(request, program):
    """The rules of one state program."""
    found = get_object_or_404(Program, slug=program)
    page = program_page.for_anyone(found, clock.today(found.time_zone))
    return render(request, "agencies/program/public.html", {"program": found, "rules": page})


@require_safe
@agency_page(Permission.SEE_AGENCY)
def of_agency(request, agency):
    """The rules that concern an agency."""
    counties = {agency.jurisdiction.name, *agency.also_serves.values_list("name", flat=True)}
    page = program_page.for_agency(agency, clock.today(agency.time_zone), counties)
    context = {"agency": agency, "program": agency.program, "rules": page}
    return render(request, "agencies/program/of_agency.html", context)
