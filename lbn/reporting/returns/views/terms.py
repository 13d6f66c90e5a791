"""What a supplier asks of one agency."""

from typing import Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from agencies import clock
from agencies.access import Permission, supplier_page
from agencies.actions.terms import change_terms
from agencies.models import Cadence
from agencies.querysets.rhythm import Outlook, rhythm_of, wants_reports
from agencies.refusals import show_refusals
from agencies.wording import say
from lbn.reporting.returns.forms.suppliers import TermsForm
from lbn.reporting.returns.furnished import agreements_with

PLANNED: dict[str, Any] = {
    Cadence.MONTHLY: gettext_lazy("Its reports are monthly from %(day)s on."),
    Cadence.QUARTERLY: gettext_lazy("Its reports are quarterly from %(day)s on."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@supplier_page(Permission.DECIDE_REPORTS)
def terms(request, supplier, agreement):
    """Say how often, until when and with which typed figures an agency reports."""
    found = get_object_or_404(agreements_with(supplier), pk=agreement)
    form = terms_form(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            today = clock.today(supplier.time_zone)
            changed = change_terms(agreement=found, by=request.user, day=today, **form.cleaned_data)
            messages.success(request, what_follows(found, changed, today))
            return redirect("supplier:decide", supplier.slug, found.pk)
    context = {"supplier": supplier, "agreement": found, "form": form}
    return render(request, "reporting/supplier_terms.html", context)


def terms_form(agreement, posted):
    """The form as it stands, with what the rules say beside it."""
    rules = agreement.agency.program.rules
    by_the_rules = rhythm_of(agency=agreement.agency, supplier=None).cadence
    how_often = {Cadence.MONTHLY: _("every month"), Cadence.QUARTERLY: _("every quarter")}[Cadence(by_the_rules)]
    if not wants_reports(agreement.agency, None):
        how_often = _("none after each period")
    agreed = Cadence.MONTHLY if agreement.cadence == Cadence.MONTHLY else by_the_rules
    initial = {name: getattr(agreement, name) for name in ("cadence", "due_day", "asks_for")}
    return TermsForm(posted, initial=initial, by_the_rules=how_often, deadlines=rules.deadlines_for(agreed))


def what_follows(agreement, changed, today):
    """What the agency reads now, and from when on its reports come more or less often."""
    if not changed:
        return _("Nothing was changed.")
    said = [_("%(agency)s reads this on its pages.") % {"agency": agreement.agency}]
    if "cadence" in changed:
        planned = Outlook.of(agreement.agency, today).planned
        if planned:
            said.append(say(str(PLANNED[planned.scope.cadence]), day=planned.from_on))
    return " ".join(said)
