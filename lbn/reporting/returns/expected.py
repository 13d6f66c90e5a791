"""Of which agencies a report is expected at all: of those that had begun when the period ended and had not closed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from agencies.models import Agency, SupplyAgreement

UNKNOWN = date.min


def last_days_of(agencies: Iterable[Agency]) -> dict[Any, date]:
    """Return {agency id: its last day} of those among `agencies` that are closed. One query, none where none is.

    An agency closes with its last agreement. Where that has no end, the day is not known and nothing that the agency
    did not send is expected any more: its day is `UNKNOWN`, which is before every period.
    """
    closed = [one.pk for one in agencies if one.status == Agency.Status.CLOSED]
    if not closed:
        return {}
    last = dict.fromkeys(closed, UNKNOWN)
    agreements = SupplyAgreement.objects.filter(agency__in=closed).order_by("from_on", "id")
    for agency, until_on in agreements.values_list("agency", "until_on"):
        last[agency] = until_on or UNKNOWN
    return last


def is_expected(agency: Agency, starts_on: date, ends_on: date, last_days: dict[Any, date]) -> bool:
    """Tell whether `agency` has to report on the period from `starts_on` to `ends_on`."""
    return agency.active_since_on <= ends_on and starts_on <= last_days.get(agency.pk, starts_on)
