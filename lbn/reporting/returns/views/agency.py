"""One period of an agency: its report, filled in, sent, read again; and what each figure is made of."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from agencies import clock
from agencies.access import Permission, agency_page, may
from agencies.periods import months_between
from agencies.querysets.suppliers import has_account
from inventory.models import Item, Shortfall
from lbn.reporting.models import AgencyReport
from lbn.reporting.returns import actions
from lbn.reporting.returns.balance import FACTS, balance_lines
from lbn.reporting.returns.entries import entries_of
from lbn.reporting.returns.forms.reports import DraftForm, SendForm
from lbn.reporting.returns.layouts import form_of, layouts_in
from lbn.reporting.returns.mailing import changes_of, file_name, report_csv
from lbn.reporting.returns.outliers import earlier_contents, outliers, sentences_of
from lbn.reporting.returns.prefill import prefill
from lbn.reporting.returns.recipients import profiles_of
from lbn.reporting.returns.standings import standing_on
from lbn.reporting.returns.trails import trail_of
from lbn.reporting.returns.typed import asked_of, remarks_on, told_before, typed_rows


@require_safe
@agency_page(Permission.SEE_AGENCY)
def report(request, agency, year, number):
    """One period: the figures as they were sent, or as they are now, with the button that sends them."""
    standing = standing_or_404(agency, year, number)
    content = content_now(standing)
    return page(request, standing, content, send_form(standing, content))


@require_POST
@agency_page(Permission.SUBMIT_REPORTS)
def send(request, agency, year, number):
    """Freeze the figures of a period and hand them to the supplier."""
    standing = standing_or_404(agency, year, number)
    content = content_now(standing)
    form = send_form(standing, content, request.POST)
    if not form.is_valid():
        return page(request, standing, content, form)
    period = {"scope": standing.scope, "starts_on": standing.starts_on}
    today = clock.today(agency.time_zone)
    try:
        sent = actions.submit(agency=agency, by=request.user, today=today, **period, **form.answers)
    except actions.ReportRefused as refused:
        form.refuse(refused)
        return page(request, standing, content, form)
    words = _("The report for %(period)s is sent. You can print it here.")
    if sent.submitted_late:
        words = _("The report for %(period)s is sent, after it was due on %(due)s. You can print it here.")
    messages.success(request, words % {"period": standing.period, "due": date_format(standing.due_on)})
    return redirect(standing.url)


@require_POST
@agency_page(Permission.SUBMIT_REPORTS)
def save(request, agency, year, number):
    """Keep what was typed, to be sent later."""
    standing = standing_or_404(agency, year, number)
    form = DraftForm(request.POST, asked=asked_of(agency))
    if not standing.can_be_sent:
        messages.error(request, _("This report cannot be changed now."))
    elif not form.is_valid():
        content = content_now(standing)
        return page(request, standing, content, send_form(standing, content, request.POST))
    else:
        kept = {name: form.cleaned_data[name] for name in ("comment", "no_kits")}
        period = {"agency": agency, "scope": standing.scope, "starts_on": standing.starts_on}
        actions.save_draft(**period, **kept, typed=form.typed, today=clock.today(agency.time_zone))
        messages.success(request, _("What you typed is kept. The report is not sent yet."))
    return redirect(standing.url)


@require_safe
@agency_page(Permission.SEE_AGENCY)
def figure(request, agency, year, number, figure):
    """What one figure of a period is made of, as the agency's books say now."""
    standing = standing_or_404(agency, year, number)
    entries = entries_of(figure, agency=agency, scope=standing.scope, starts_on=standing.starts_on)
    if entries is None:
        raise Http404
    frozen = standing.report if standing.report and not standing.can_be_sent else None
    context = {"agency": agency, "standing": standing, "entries": entries, "frozen": frozen}
    return render(request, "reporting/agency_figure.html", context)


@require_GET
@agency_page(Permission.SEE_AGENCY)
def file(request, agency, year, number):
    """The report as it was sent, as CSV."""
    standing = standing_or_404(agency, year, number)
    if standing.report is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{file_name(standing.report)}"'}
    return HttpResponse(report_csv(standing.report), content_type="text/csv; charset=utf-8", headers=headers)


def standing_or_404(agency, year, number):
    try:
        starts_on = date(year, number, 1)
    except (ValueError, OverflowError):
        raise Http404 from None
    standing = standing_on(agency, starts_on, clock.today(agency.time_zone))
    if standing is None:
        raise Http404
    return standing


def content_now(standing):
    """The content that would be sent now, without what is typed."""
    figures = prefill(agency=standing.agency, scope=standing.scope, starts_on=standing.starts_on)
    return figures.as_content() | {"no_kits": figures.is_empty}


def send_form(standing, content, posted=None):
    """The form that sends the report, filled in with what was typed before and what the tallies tell."""
    agency, scope, starts_on = standing.agency, standing.scope, standing.starts_on
    asked = asked_of(agency)
    unlike = outliers(content, earlier_contents(agency, scope, starts_on)) if standing.can_be_sent else []
    options = {"is_empty": content["no_kits"], "unlike": unlike, "asked": asked}
    if posted is not None:
        return SendForm(posted, **options)
    initial = told_before(agency, months_between(starts_on, standing.ends_on), asked)
    draft = actions.draft_of(agency=agency, scope=scope, starts_on=starts_on)
    if draft:
        kept = {name: figure for name, figure in draft.typed.items() if figure is not None}
        initial |= kept | {"comment": draft.comment, "no_kits": draft.no_kits}
    return SendForm(initial=initial, **options)


def page(request, standing, content, form):
    """A period's page: frozen figures where a version waits or was accepted, else those of now."""
    frozen = standing.report if standing.report and not standing.can_be_sent else None
    shown = frozen.read() if frozen else content
    amendable = is_amendable(standing)
    may_send = may(request, standing.agency, Permission.SUBMIT_REPORTS)
    context = {
        "agency": standing.agency,
        "standing": standing,
        "frozen": frozen,
        "lines": balance_lines(shown),
        "facts": [(label, shown[name], name) for name, label in FACTS.items()],
        "typed": typed_rows(shown),
        "remarks": remarks_on(shown) if frozen else [],
        "unlike": sentences_of(shown) if frozen else [one.sentence for one in form.unlike],
        "changes": changes_of(frozen) if frozen else [],
        "layouts": forms_of_others(standing, shown),
        "waiting_shortfall": 0 if frozen else shortfall_of(standing.agency),
        "no_kits": frozen and shown["no_kits"],
        "is_empty": not frozen and content["no_kits"],
        "form": form,
        "may_send": standing.can_be_sent and may_send,
        "amend_url": at_period("reports:amend", standing) if amendable and may_send else "",
        "trail": trail_of(AgencyReport.objects.versions(standing.agency, standing.scope, standing.starts_on)),
        "sent_by_mail": frozen and frozen.status == "submitted" and mailed_to(standing.scope.supplier),
    }
    return render(request, "reporting/agency_report.html", context)


def forms_of_others(standing, content):
    """What the agency's own recipients ask for on their forms, filled in."""
    months = len(list(months_between(standing.starts_on, standing.ends_on)))
    return [form_of(layout, content) for layout in layouts_in(profiles_of(standing.agency), months)]


def at_period(name, standing):
    starts_on = standing.starts_on
    return reverse(name, args=[standing.agency.slug, starts_on.year, starts_on.month])


def is_amendable(standing):
    """Whether the newest version is locked, or is an amendment that the supplier asked about."""
    report = standing.report
    return bool(report) and (actions.is_locked(report) or report.is_returned_amendment)


def mailed_to(supplier):
    """How a supplier without an account gets reports: "mail", or "print" where no address is known; "" with one."""
    if supplier.is_none or has_account(supplier):
        return ""
    return "mail" if supplier.email else "print"


def shortfall_of(agency):
    """Kits that were left and that no stock has covered yet."""
    rows = Shortfall.objects.filter(agency=agency, item__kind=Item.Kind.NALOXONE_KIT)
    return sum(rows.values_list("quantity", flat=True))
