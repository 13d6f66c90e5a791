"""An agency's periods, who gets what and when, and the figures made for those who ask at no fixed time."""

from itertools import islice

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies import clock
from agencies.access import Permission, agency_page, may
from agencies.sheets import csv_bytes
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.models import Statement
from lbn.reporting.returns.actions.statements import make_statement
from lbn.reporting.returns.layouts import form_of
from lbn.reporting.returns.recipients import recipient_named, recipients_of
from lbn.reporting.returns.standings import standings_of
from lbn.reporting.returns.statements import StatementRefused, figure_rows, next_span, read

A_PAGE = 20
SHOWN = 3


@require_safe
@agency_page(Permission.SEE_AGENCY)
def periods(request, agency):
    """Every period since the agency's first: what was sent, what is due and when; and who gets the figures."""
    today = clock.today(agency.time_zone)
    standings = standings_of(agency, today)
    context = {
        "agency": agency,
        "page": Paginator(standings, A_PAGE).get_page(request.GET.get("page")),
        "recipients": _recipient_rows(agency, standings, today),
        "may_make": may(request, agency, Permission.SUBMIT_REPORTS),
    }
    return render(request, "reporting/agency_periods.html", context)


def _recipient_rows(agency, standings, today):
    """Each recipient, and for one whose figures are made here: those made before and over which days the next are."""
    recipients = recipients_of(agency, today)
    made = {}
    if any(one.is_made_here for one in recipients):
        for statement in agency.statements.defer("content").order_by("-ends_on"):
            made.setdefault(statement.profile, []).append(statement)
    return [_recipient_row(one, made.get(one.slug, []), standings, today) for one in recipients]


def _recipient_row(recipient, statements, standings, today):
    row = {"recipient": recipient, "statements": [(_period(one), one) for one in islice(statements, SHOWN)]}
    if recipient.is_made_here:
        try:
            row["next"] = period_in_words(*next_span(recipient, standings, next(iter(statements), None), today))
        except StatementRefused as refused:
            row["refusal"] = str(refused)
    return row


@require_POST
@agency_page(Permission.SUBMIT_REPORTS)
def make_figures(request, agency):
    """Freeze figures for the recipient that is named by its profile."""
    today = clock.today(agency.time_zone)
    recipient = recipient_named(recipients_of(agency, today), request.POST.get("profile", ""))
    if recipient is None or not recipient.is_made_here:
        messages.error(request, _("Nothing was made: choose one of the recipients below."))
        return redirect("reports:list", agency.slug)
    try:
        statement = make_statement(agency=agency, recipient=recipient, by=request.user, today=today)
    except StatementRefused as refused:
        messages.error(request, str(refused))
        return redirect("reports:list", agency.slug)
    words = _("The figures for %(period)s are made and will not change. Print them, or take the CSV file.")
    messages.success(request, words % {"period": _period(statement)})
    return redirect("reports:figures", agency.slug, statement.pk)


@require_safe
@agency_page(Permission.SEE_AGENCY)
def figures(request, agency, statement_id):
    """Figures that were made for one recipient, ready to be printed."""
    statement = get_object_or_404(Statement, agency=agency, pk=statement_id)
    content = read(statement)
    context = {
        "agency": agency,
        "statement": statement,
        "content": content,
        "period": _period(statement),
        "rows": figure_rows(content),
        "layouts": _forms(content),
    }
    return render(request, "reporting/statement.html", context)


@require_safe
@agency_page(Permission.SEE_AGENCY)
def figures_file(request, agency, statement_id, format):
    """The same figures as a CSV file."""
    if format != "csv":
        raise Http404
    statement = get_object_or_404(Statement, agency=agency, pk=statement_id)
    content = read(statement)
    about = [
        (_("Agency"), content["agency"]),
        (_("For"), content["recipient"]),
        (_("First day"), content["starts_on"]),
        (_("Last day"), content["ends_on"]),
        (_("Data as of"), content["as_of"]),
    ]
    lines = [(f"{form['title']}: {line.label}", line.value) for form in _forms(content) for line in form["lines"]]
    file = csv_bytes((_("Figure"), _("Value")), [*about, *lines, *figure_rows(content)])
    name = f"{slugify(agency.name)}-{statement.profile}-{content['starts_on'][:7]}-to-{content['ends_on'][:7]}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(file, content_type="text/csv; charset=utf-8", headers=headers)


def _forms(content):
    """The recipient's own form, if it has one."""
    return [form_of(content["layout"], content)] if content["layout"] else []


def _period(statement):
    return period_in_words(statement.starts_on, statement.ends_on)
