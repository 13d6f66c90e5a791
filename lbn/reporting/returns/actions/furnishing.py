"""A supplier says whether it furnishes an agency, signed in or with the link in the mail."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.asking import ask_anew, tell_coordinators
from agencies.actions.scopes import enter_scope
from agencies.life import AGREEMENT, AgencyRefused
from agencies.links import LinkRefused, row_of
from agencies.mail_kinds import MailKind
from agencies.models import Agency, SupplyAgreement, User
from lbn.reporting.returns.actions.admission import admit, take_back_admission
from lbn.reporting.returns.furnished import agreements_with

LINK_LASTS = timedelta(days=60)


def agreement_of_link(token: str) -> SupplyAgreement:
    """Return the agreement that a link names, if its supplier can still answer; raise `LinkRefused` otherwise."""
    agreement = row_of(SupplyAgreement, token, lasts=LINK_LASTS)
    if agreement is None:
        raise LinkRefused(_("This link is too old or not complete: copy the whole link from the newest mail."))
    in_force = agreement.status == SupplyAgreement.Status.ACTIVE
    if not in_force or agreement.agency.status not in (Agency.Status.WAITING, Agency.Status.LEFT_OUT):
        raise LinkRefused(_("This question has been answered, or the agency has another supplier now."))
    if not agreement.supplier.is_listed:
        raise LinkRefused(_("This supplier is not on the program's list any more: ask the program office."))
    return agreements_with(agreement.supplier).get(pk=agreement.pk)


def say_furnished(*, agreement: SupplyAgreement, by: User | None, today: date, link: bool = False) -> Agency:
    """Let the agency of an agreement take part, because its supplier furnishes it; tell its coordinators.

    Raises `AgencyRefused` where it takes part already, was left out or is closed.
    """
    if agreement.agency.status == Agency.Status.LEFT_OUT:
        words = _("The %(office)s left this agency out of reports. Ask them if that is wrong.")
        raise AgencyRefused(words % {"office": agreement.agency.program.office_name})
    return admit(
        agency=agreement.agency,
        how=Agency.AdmittedBy.SUPPLIER,
        supplier=agreement.supplier,
        by=by,
        today=today,
        link=link,
    )


@transaction.atomic
def say_not_furnished(*, agreement: SupplyAgreement, by: User | None, today: date, link: bool = False) -> None:
    """End an agreement that its supplier does not know of; tell the agency's coordinators.

    An agency that takes part because this supplier had said so waits again. Raises `SupplierRefused` where the
    agreement has ended.
    """
    agency = agreement.agency
    is_closed = agency.status == Agency.Status.CLOSED
    if agency.vouched_by_id == agreement.supplier_id and agency.takes_part and not is_closed:
        agency = take_back_admission(agency=agency, by=by, today=today, asks=False)
    changes = {"until_on": max(today, agreement.from_on)}
    AGREEMENT.move(agreement, to=SupplyAgreement.Status.DECLINED, by=by, on=today, link=link, changes=changes)
    enter_scope(agency=agency, supplier=None, day=today)
    ask_anew(agency=agency, today=today)
    tell_coordinators(agency, kind=MailKind.ADMISSION_REFUSED, who=agreement.supplier.name)
