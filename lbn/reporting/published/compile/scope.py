"""What a supplier is published of one of its scopes: everything exact but places and months, which are folded."""

from datetime import date

from agencies.models import ReportingScope
from distributions.models import Correction
from lbn.reporting.calendar.spans import Span
from lbn.reporting.documents import NetCorrections, SupplierReport
from lbn.reporting.documents.stated import sum_of_stated
from lbn.reporting.fold import Folded
from lbn.reporting.published.compile.agencies import rows_of_agencies, sum_scope
from lbn.reporting.published.compile.comparison import compare


def compile_supplier_report(*, scope: ReportingScope, span: Span, as_of: date, report: Folded) -> SupplierReport:
    """Return what the supplier of `scope` is published for the days of `span`; `report` is its fold.

    Exact are the totals of the scope and of each agency; places and months follow the fold. Counts are taken whether
    or not the agency has confirmed them; each row says.
    """
    sums = sum_scope(scope, span.first, span.last)
    agencies = rows_of_agencies(scope, span.first, span.last, sums.by_agency, as_of=as_of)
    return SupplierReport(
        reader=scope.supplier.name,
        state=scope.state,
        starts_on=span.first,
        ends_on=span.last,
        as_of=as_of,
        report=report,
        cadence=scope.cadence,
        agencies=agencies,
        received=sum_of_stated(row.received for row in agencies),
        other_items=sums.other_items,
        people_trained=sums.people_trained,
        net_corrections=net_corrections_in(scope, span.first, span.last.replace(day=1)),
        comparison=compare(scope.issues, span),
    )


def net_corrections_in(scope: ReportingScope, first: date, last: date) -> NetCorrections:
    """Return the corrections to published periods that are reported in the months from `first` to `last`.

    What was counted while an agency waited to be confirmed was published to nobody, and so is what corrects it.
    Handouts, kits and doses are of naloxone; people trained are all of them.
    """
    posted = Correction.objects.in_scope(scope).net_lines().of_published_counts().posted_between(first, last)
    return NetCorrections(
        **posted.of_naloxone().with_doses(),
        people_trained=posted.totals()["people_trained"],
    )
