"""Which counties take part, for everybody: "Is my county in?"."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from agencies import clock
from agencies.access import public
from agencies.models import Program
from agencies.querysets.registrations import counties_within
from agencies.tables import answer_with_table
from agencies.tables.counties import counties_table


@require_safe
@public("Agencies look whether their county takes part before anybody there has an account.")
def counties(request, program):
    """List the counties of a program whose counties decide, with what each decided."""
    found = get_object_or_404(Program, slug=program)
    if not found.pack["counties_opt_in"]:
        raise Http404
    table = counties_table(request, counties_within(found).order_by("name"), day=clock.today(found.time_zone))
    return answer_with_table(request, "agencies/registration/counties.html", table, {"program": found})
