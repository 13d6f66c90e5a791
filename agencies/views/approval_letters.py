"""The letter of approval to print, for the agency and for the office that approved it."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from agencies.access import Permission, agency_page, operator_page
from agencies.letters_of_approval import letter_of
from agencies.models import Application
from agencies.querysets.applications import applications_of


@require_safe
@agency_page(Permission.MANAGE_AGENCY)
def of_agency(request, agency):
    """The agency's own letter."""
    whole = Application.objects.select_related("program", "jurisdiction", "agency")
    application = whole.filter(agency=agency).first()
    return show(request, application, {"agency": agency}) or redirect("agencies:documents", slug=agency.slug)


@require_safe
@operator_page
def of_office(request, program, application):
    """The letter of an agency that the office approved, with who signs it."""
    found = get_object_or_404(applications_of(program), pk=application)
    answer = show(request, found, {"program": program, "signed_by": found.approved_by})
    return answer or redirect("operator:application", application=found.pk)


def show(request, application, context):
    """The page of a letter; None as long as nobody has approved."""
    letter = letter_of(application)
    if letter is None:
        return None
    context |= {"letter": letter, "application": application, "office": application.program.office_name}
    return render(request, "agencies/documents/letter.html", context)
