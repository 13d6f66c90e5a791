"""Making figures for a recipient who asks at no fixed time, or once a year."""

from django.db import transaction

from agencies.actions.audit import record
from agencies.models import Agency, AuditCode
from agencies.sql.sealing import hold_for_sealing
from lbn.reporting.models import Statement
from lbn.reporting.returns.recipients import ON_REORDER
from lbn.reporting.returns.statements import compile_order, compile_statement, next_span
from lbn.reporting.returns.states import states_of


@transaction.atomic
def make_statement(*, agency, recipient, by, today):
    """Freeze the agency's figures for `recipient` since the last time, or do nothing at all: for a new order up to
    `today`, for all others over the periods that were sealed.

    Returns the `Statement`. Raises `StatementRefused` where nothing has closed since, and for one who asks at no
    fixed time, where figures were made in the month of `today` already.
    """
    if recipient.cadence == ON_REORDER:
        hold_for_sealing(recipient.scope)  # nothing may be logged between reading the log and reading the ledger
    Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=agency.pk)
    states = states_of(agency, today)
    earlier = Statement.objects.of(agency, recipient.slug)
    span = next_span(recipient, states, earlier.first(), today)
    what = {"agency": agency, "recipient": recipient, "span": span}
    if recipient.cadence == ON_REORDER:
        document = compile_order(**what, periods=states, before=[one.read() for one in earlier])
    else:
        periods = [one for one in states if one.starts_on in span]
        document = compile_statement(**what, periods=periods, as_of=today)
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
