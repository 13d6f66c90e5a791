"""An agency writes down that it sent an order to its supplier, and can take that back."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.actions.refusals import Refused
from agencies.models import AuditCode
from lbn.reporting.models import SentOrder


class OrderRefused(Refused):
    """An order that cannot be written down: it is to come, lacks something, or is there already."""


@transaction.atomic
def record_order(*, package, sent_on, by):
    """Write down that the order `package` (`OrderPackage`) was sent on a day, or do nothing at all; return the row.

    Raises `OrderRefused` without figures, with something missing, and at `sent_on` for a day to come, one before the
    figures were made, and an order that is recorded already.
    """
    if package.statement is None:
        raise OrderRefused(_("Make the figures first: they belong to the order."))
    if package.wanted:
        names = ", ".join(one.paper.asked["name"] for one in package.wanted)
        raise OrderRefused(_("Upload first: %(documents)s.") % {"documents": names})
    if sent_on > package.today:
        raise OrderRefused(_("This day is still to come: enter the day on which you sent it."), field="sent_on")
    if sent_on < package.statement.made_on:
        words = _("The figures were made later than this day. Enter the day on which you sent it.")
        raise OrderRefused(words, field="sent_on")
    papers = {one.paper.row.slug: one.paper.row.version for one in package.attached}
    what = {"units": package.size.units, "is_recurring": package.size.is_recurring, "papers": papers}
    try:
        with transaction.atomic():
            order = SentOrder.objects.create(
                agency=package.agency, statement=package.statement, sent_on=sent_on, by=by, **what
            )
    except IntegrityError:
        words = _("An order for as many units on this day is recorded already.")
        raise OrderRefused(words, field="sent_on") from None
    _write_of_order(AuditCode.ORDER_SENT, order, by)
    return order


@transaction.atomic
def take_back_order(*, order, by):
    """Forget that an order was sent: what went along with it goes along with the next one again."""
    _write_of_order(AuditCode.ORDER_TAKEN_BACK, order, by)
    order.delete()


def _write_of_order(code, order, by):
    facts = {"units": order.units, "on": order.sent_on.isoformat()}
    record(what=code, subject=order.agency, by=by, agency=order.agency, **facts)
