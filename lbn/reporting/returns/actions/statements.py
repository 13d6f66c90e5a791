"""Making figures for a recipient who asks at no fixed time, or once a year."""

from django.db import transaction

from agencies.actions.audit import record
from agencies.models import Agency, AuditCode
from lbn.reporting.models import Statement
from lbn.reporting.returns.statements import compile_statement, next_span
from lbn.reporting.returns.states import states_of


@transaction.atomic
def make_statement(*, agency, recipient, by, today):
    """Freeze the agency's figures for `recipient` over all its periods that were sealed since the last time, or do
    nothing at all.

    Returns the `Statement`. Raises `StatementRefused` where nothing has closed since, and for one who asks at no
    fixed time, where figures were made in the month of `today` already.
    """
    Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=agency.pk)
    states = states_of(agency, today)
    last = Statement.objects.of(agency, recipient.slug).first()
    span = next_span(recipient, states, last, today)
    periods = [one for one in states if one.starts_on in span]
    document = compile_statement(agency=agency, recipient=recipient, span=span, periods=periods, as_of=today)
    statement = Statement.objects.create(
        agency=agency,
        profile=recipient.slug,
        starts_on=span.first,
        ends_on=span.last,
        **Statement.freeze(document),
        made_on=today,
        made_by=by,
    )
    record(what=AuditCode.STATEMENT_MADE, subject=statement, by=by, agency=agency)
    return statement
