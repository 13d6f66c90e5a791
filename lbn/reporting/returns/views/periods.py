"""An agency's periods, who gets what and when, and the figures made for those who ask at no fixed time."""

from itertools import islice

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies import clock
from agencies.access import Permission, agency_page, may
from agencies.downloads import download
from agencies.refusals import tell_refusals
from agencies.sheets import csv_bytes
from agencies.tables import answer_with_table
from agencies.wording import write_day
from lbn.reporting.calendar.spans import Span
from lbn.reporting.models import Statement
from lbn.reporting.returns.actions.statements import make_statement
from lbn.reporting.returns.filings import NotExpected
from lbn.reporting.returns.layouts import fill_in_form, form_csv, form_named
from lbn.reporting.returns.lists import list_periods, list_recipients, list_statement
from lbn.reporting.returns.recipients import recipient_named, recipients_of
from lbn.reporting.returns.statements import days_in_words, next_figures, statement_rows
from lbn.reporting.returns.states import states_of

SHOWN = 3


@require_safe
@agency_page(Permission.SEE_AGENCY)
def periods(request, agency):
    """Every period since the agency's first: what was sent, what is due and when; and who gets the figures."""
    today = clock.today(agency.time_zone)
    states = states_of(agency, today)
    recipients = recipients_of(agency, today)
    may_send = may(request, agency, Permission.SUBMIT_REPORTS)
    context = {
        "agency": agency,
        "has_children": may_send and agency.children.exists(),
        "has_coalitions": may_send and agency.coalition_members.filter(coalition__ended_on=None).exists(),
        "recipients": _recipient_rows(agency, recipients, states, today),
        "recipient_table": list_recipients(recipients),
        "may_make": may_send,
        "is_asked": not states or states[0].not_expected != NotExpected.NOBODY_ASKS,
    }
    return answer_with_table(request, "reporting/agency_periods.html", list_periods(states, request.GET), context)


def _recipient_rows(agency, recipients, states, today):
    """Each recipient, and for one whose figures are made here: those made before and over which days the next are."""
    made = {}
    if any(one.is_made_here for one in recipients):
        for statement in agency.statements.defer("content").order_by("-ends_on"):
            made.setdefault(statement.profile, []).append(statement)
    return [_recipient_row(one, made.get(one.slug, []), states, today) for one in recipients]


def _recipient_row(recipient, statements, states, today):
    row = {"recipient": recipient, "statements": [(_period(one), one) for one in islice(statements, SHOWN)]}
    return row | (next_figures(recipient, statements, states, today) if recipient.is_made_here else {})


@require_POST
@agency_page(Permission.SUBMIT_REPORTS)
def make_figures(request, agency):
    """Freeze figures for the recipient that is named by its profile."""
    today = clock.today(agency.time_zone)
    recipient = recipient_named(recipients_of(agency, today), request.POST.get("profile", ""))
    if recipient is None or not recipient.is_made_here:
        messages.error(request, _("Nothing was made: choose one of the recipients below."))
        return redirect("reports:list", agency.slug)
    with tell_refusals(request):
        statement = make_statement(agency=agency, recipient=recipient, by=request.user, today=today)
        words = _("The figures for %(period)s are made and will not change. Print them, or take the CSV file.")
        messages.success(request, words % {"period": _period(statement)})
        if "for_order" in request.POST:
            return redirect(order_page(agency, request.POST["for_order"]))
        return redirect("reports:figures", agency.slug, statement.pk)
    return redirect("reports:list", agency.slug)


def order_page(agency, asked):
    """The page of the order, as it was asked for."""
    query = QueryDict(asked).urlencode()
    return f"{reverse('reports:order', args=[agency.slug])}{'?' if query else ''}{query}"


@require_safe
@agency_page(Permission.SEE_AGENCY)
def figures(request, agency, statement_id):
    """Figures that were made for one recipient, ready to be printed."""
    statement = get_object_or_404(Statement, agency=agency, pk=statement_id)
    document = statement.read()
    context = {
        "agency": agency,
        "statement": statement,
        "document": document,
        "period": _period(statement),
        "table": list_statement(statement_rows(document), caption=_caption(statement)),
        "layouts": _fill_in(statement, document),
    }
    return render(request, "reporting/statement.html", context)


@require_safe
@agency_page(Permission.SEE_AGENCY)
def figures_file(request, agency, statement_id, format):
    """The same figures as a CSV file: all of them with what they are, or the recipient's form alone by its name."""
    statement = get_object_or_404(Statement, agency=agency, pk=statement_id)
    document = statement.read()
    forms = _forms(agency, document)
    if format != "csv" and format not in [form.name for form in forms]:
        raise Http404
    if format != "csv":
        return download(_file_name(statement, f"{format}.csv"), form_csv(forms[0], document))
    about = [
        (_("Agency"), document.agency),
        (_("For"), document.recipient),
        (_("First day"), document.starts_on.isoformat()),
        (_("Last day"), document.ends_on.isoformat()),
        (_("Data as of"), document.as_of.isoformat()),
    ]
    filled = [fill_in_form(form, document) for form in forms]
    lines = [(f"{form.title}: {line.label}", line.value) for form in filled for line in form.lines]
    file = csv_bytes((_("Figure"), _("Value")), [*about, *lines, *statement_rows(document)])
    return download(_file_name(statement, "csv"), file)


def _file_name(statement, ending):
    span = f"{statement.starts_on:%Y-%m}-to-{statement.ends_on:%Y-%m}"
    return f"{slugify(statement.agency.name)}-{statement.profile}-{span}.{ending}"


def _caption(statement):
    days = {"first": write_day(statement.starts_on), "last": write_day(statement.ends_on)}
    return _("Figures from %(first)s to %(last)s") % days


def _fill_in(statement, document):
    """The recipient's own form filled in, with the address of its file."""
    forms = _forms(statement.agency, document)
    address = [statement.agency.slug, statement.pk]
    urls = [reverse("reports:figures_file", args=[*address, form.name]) for form in forms]
    return [fill_in_form(form, document, url=url) for form, url in zip(forms, urls, strict=True)]


def _forms(agency, document):
    """The recipient's own form, if it has one: as it was when the figures were made, or, where it was not kept with
    them, as it is now."""
    form = document.form or form_named(document.layout, agency.program.rules)
    return [form] if form else []


def _period(statement):
    return days_in_words(Span(statement.starts_on, statement.ends_on))
