"""What patients and those with them take home in writing, to print: in English and in Spanish."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from agencies.access import public
from agencies.links import absolute
from agencies.models import Program


@require_safe
@public("It is made to be given to anybody.")
def handout(request, program):
    """Show the hand-out of a program in both languages, each on a page of its own on paper."""
    found = get_object_or_404(Program, slug=program)
    rules = found.rules
    if not rules.handout("en"):
        raise Http404
    context = {
        "program": found,
        "english": rules.handout("en"),
        "spanish": rules.handout("es"),
        "contacts": rules.handout_contacts,
        "nearby": absolute("programs:services", found.slug) if found.services.exists() else "",
    }
    return render(request, "agencies/program/handout.html", context)
