"""One period of an agency: its report, filled in, sent, read again; and what each figure is made of."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from agencies import clock
from agencies.access import Permission, agency_page, may
from agencies.downloads import download
from agencies.periods import months_between
from agencies.querysets.suppliers import has_account
from agencies.refusals import show_refusals
from agencies.tables import answer_with_table
from agencies.terms import describe_terms
from agencies.wording import say
from inventory.models import Item, Shortfall
from lbn.reporting.models import AgencyReport
from lbn.reporting.returns import actions
from lbn.reporting.returns.balance import balance_lines, fact_rows
from lbn.reporting.returns.behind import say_behind
from lbn.reporting.returns.chain import figures_to_send
from lbn.reporting.returns.entries import entries_of
from lbn.reporting.returns.forms.reports import DraftForm, SendForm
from lbn.reporting.returns.layouts import fill_in_form, forms_among
from lbn.reporting.returns.lists import list_balance, list_entries, tables_of_changes
from lbn.reporting.returns.mailing import csv_name, report_csv
from lbn.reporting.returns.milestones import milestones_of
from lbn.reporting.returns.outliers import earlier_reports, outlier_sentence, outlier_sentences, outliers
from lbn.reporting.returns.prefill import prefill
from lbn.reporting.returns.recipients import MADE_HERE, profiles_of
from lbn.reporting.returns.renderings import StateForAgency
from lbn.reporting.returns.states import state_on
from lbn.reporting.returns.trails import trail_of
from lbn.reporting.returns.typed import asked_of, remarks_on, told_before, typed_rows


@require_safe
@agency_page(Permission.SEE_AGENCY)
def report(request, agency, year, number):
    """One period: the figures as they were sent, or as they are now, with the button that sends them."""
    state = state_or_404(agency, year, number)
    figures = figures_now(state)
    return page(request, state, figures, send_form(state, send_now(state, figures)))


@require_POST
@agency_page(Permission.SUBMIT_REPORTS)
def send(request, agency, year, number):
    """Freeze the figures of a period and hand them to the supplier."""
    state = state_or_404(agency, year, number)
    figures = figures_now(state)
    form = send_form(state, send_now(state, figures), request.POST)
    if not form.is_valid():
        return page(request, state, figures, form)
    with show_refusals(form):
        period = {"scope": state.scope, "starts_on": state.starts_on}
        today = clock.today(agency.time_zone)
        sent = actions.submit(agency=agency, by=request.user, today=today, **period, **form.answers)
        messages.success(request, sent_in_words(sent, state))
        return redirect(state.url)
    return page(request, state, figures, form)


def sent_in_words(report, state):
    words = _("The report for %(period)s is sent. You can print it here.")
    if report.submitted_late:
        words = _("The report for %(period)s is sent, after it was due on %(due)s. You can print it here.")
    return say(words, period=state.period, due=state.due_on)


@require_POST
@agency_page(Permission.SUBMIT_REPORTS)
def save(request, agency, year, number):
    """Keep what was typed, to be sent later."""
    state = state_or_404(agency, year, number)
    form = DraftForm(request.POST, asked=asked_of(state))
    if not state.can_be_sent:
        messages.error(request, _("This report cannot be changed now."))
    elif not form.is_valid():
        figures = figures_now(state)
        return page(request, state, figures, send_form(state, send_now(state, figures), request.POST))
    else:
        kept = {name: form.cleaned_data[name] for name in ("comment", "no_kits")}
        period = {"agency": agency, "scope": state.scope, "starts_on": state.starts_on}
        actions.save_draft(**period, **kept, typed=form.typed, today=clock.today(agency.time_zone))
        messages.success(request, _("What you typed is kept. The report is not sent yet."))
    return redirect(state.url)


@require_safe
@agency_page(Permission.SEE_AGENCY)
def figure(request, agency, year, number, figure):
    """What one figure of a period is made of, as the agency's books say now."""
    state = state_or_404(agency, year, number)
    entries = entries_of(figure, agency=agency, scope=state.scope, starts_on=state.starts_on)
    if entries is None:
        raise Http404
    frozen = state.report if state.report and not state.can_be_sent else None
    context = {"agency": agency, "state": state, "entries": entries, "frozen": frozen}
    return answer_with_table(request, "reporting/agency_figure.html", list_entries(entries, request.GET), context)


@require_GET
@agency_page(Permission.SEE_AGENCY)
def file(request, agency, year, number):
    """The report as it was sent, as CSV."""
    state = state_or_404(agency, year, number)
    if state.report is None:
        raise Http404
    return download(csv_name(state.report), report_csv(state.report))


def state_or_404(agency, year, number):
    try:
        starts_on = date(year, number, 1)
    except (ValueError, OverflowError):
        raise Http404 from None
    state = state_on(agency, starts_on, clock.today(agency.time_zone))
    if state is None:
        raise Http404
    return state


def figures_now(state):
    """What the books say now, without what is typed."""
    return prefill(agency=state.agency, scope=state.scope, starts_on=state.starts_on)


def send_now(state, figures):
    """What would be sent now where the books say `figures`: of a report that comes again, the log as first sent."""
    return figures_to_send(figures, state.report, is_sealed=state.is_sealed) if state.can_be_sent else figures


def send_form(state, figures, posted=None):
    """The form that sends the report, filled in with what was typed before and what the tallies tell."""
    agency, scope, starts_on = state.agency, state.scope, state.starts_on
    asked = asked_of(state)
    unlike = outliers(figures, earlier_reports(agency, scope, starts_on)) if state.can_be_sent else ()
    is_first = state.report is None or state.is_sealed
    options = {"is_empty": is_first and figures.no_kits, "unlike": unlike, "asked": asked}
    if posted is not None:
        return SendForm(posted, **options)
    initial = told_before(agency, months_between(starts_on, state.ends_on), asked)
    draft = actions.draft_of(agency=agency, scope=scope, starts_on=starts_on)
    if draft:
        kept = {name: figure for name, figure in draft.typed.items() if figure is not None}
        initial |= kept | {"comment": draft.comment, "no_kits": draft.no_kits}
    return SendForm(initial=initial, **options)


def page(request, state, figures, form):
    """A period's page: frozen figures where a version waits or was accepted, else those of now."""
    frozen = state.report if state.report and not state.can_be_sent else None
    shown = frozen.read() if frozen else send_now(state, figures)
    amendable = is_amendable(state)
    may_send = may(request, state.agency, Permission.SUBMIT_REPORTS)
    context = {
        "agency": state.agency,
        "state": state,
        "words": StateForAgency(state),
        "milestones": milestones_of(
            state.versions, closes_on=None if state.is_sealed else max(state.sealed_on, state.today)
        ),
        "behind": say_behind(state, figures),
        "terms": describe_terms(state.terms) if state.terms else [],
        "frozen": frozen,
        "balance": list_balance(balance_lines(shown)),
        "facts": fact_rows(shown),
        "typed": typed_rows(shown),
        "remarks": remarks_on(shown) if frozen else [],
        "unlike": outlier_sentences(shown) if frozen else [outlier_sentence(one) for one in form.unlike],
        **tables_of_changes(frozen or state.report),
        "layouts": forms_of_others(state, shown),
        "waiting_shortfall": 0 if frozen else shortfall_of(state.agency),
        "no_kits": frozen and shown.no_kits,
        "is_empty": state.can_be_sent and "no_kits" in form.fields,
        "form": form,
        "may_send": state.can_be_sent and may_send,
        "amend_url": state.url_of("amend") if amendable and may_send else "",
        "trail": trail_of(AgencyReport.objects.versions(state.agency, state.scope, state.starts_on)),
        "sent_by_mail": frozen and frozen.status == "submitted" and mailed_to(state.scope.supplier.successor),
    }
    return render(request, "reporting/agency_report.html", context)


def forms_of_others(state, document):
    """What the agency's own recipients ask for on their forms after a period, filled in. Figures that are made when
    somebody asks have theirs on their own page."""
    months = len(list(months_between(state.starts_on, state.ends_on)))
    periodic = [profile for profile in profiles_of(state.agency) if profile["cadence"] not in MADE_HERE]
    asked = forms_among(periodic, state.agency.program.rules, months)
    return [fill_in_form(form, document) for form in asked]


def is_amendable(state):
    """Whether the newest version is locked, or is an amendment that the supplier asked about."""
    report = state.report
    return bool(report) and (actions.is_locked(report) or report.is_returned_amendment)


def mailed_to(supplier):
    """How a supplier without an account gets reports: "mail", or "print" where no address is known; "" with one."""
    if supplier.stands_in or has_account(supplier):
        return ""
    return "mail" if supplier.email else "print"


def shortfall_of(agency):
    """Kits that were left and that no stock has covered yet."""
    rows = Shortfall.objects.filter(agency=agency, item__kind=Item.Kind.NALOXONE_KIT)
    return sum(rows.values_list("quantity", flat=True))
