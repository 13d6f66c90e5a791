"""The program office merges two suppliers: it chooses, reads what will happen, and presses once."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies import clock
from agencies.access import operator_page
from agencies.forms.operators import MergeForm
from agencies.querysets.suppliers import suppliers_of, suppliers_with_people
from agencies.refusals import show_refusals
from lbn.reporting.returns.actions.merging import foresee_merger, judge_merger, merge_suppliers


@require_http_methods(["GET", "HEAD", "POST"])
@operator_page
def merge(request, program, supplier):
    """Choose into which other one a supplier is merged, read what will happen, and do it."""
    found = get_object_or_404(suppliers_with_people(program), pk=supplier)
    form = MergeForm(request.POST or None, others=suppliers_of(program).exclude(pk=found.pk))
    context = {"program": program, "owner": found, "form": form}
    if request.method == "POST" and form.is_valid():
        into = form.cleaned_data["into"]
        with show_refusals(form):
            today = clock.today(program.time_zone)
            if "confirmed" not in request.POST:
                judge_merger(supplier=found, into=into, today=today)
                return render(request, "reporting/office_merge.html", context | confirmation(found, into))
            merge_suppliers(supplier=found, into=into, by=request.user, today=today)
            messages.success(request, _("%(name)s is now %(into)s.") % {"name": found, "into": into})
            return redirect("operator:supplier", into.pk)
    return render(request, "reporting/office_merge.html", context)


def confirmation(supplier, into):
    """What the page says before the last button."""
    return {"into": into, "foreseen": foresee_merger(supplier)}
