"""Figures that are unlike the agency's own earlier ones. They ask for a comment and block nothing.

A figure stands out where it is more than double, or less than half, of the median of the last four reports that the
agency sent in the same reporting scope, and at least ten away from it. With fewer than three earlier reports nothing
is said. What was reported to an earlier supplier is not told to the present one. The rule is ours.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency, ReportingScope
from agencies.wording import say
from lbn.reporting.documents import OutlierFigure, PeriodReport
from lbn.reporting.models import AgencyReport

EARLIER, FEWEST, APART = 4, 3, 10
LABELS = {
    "left": gettext_lazy("Kits left with people"),
    "received": gettext_lazy("Kits received"),
    "closing": gettext_lazy("Kits on hand at the end"),
    "community_trained": gettext_lazy("Community members trained"),
}


def outliers(document: PeriodReport, earlier: Sequence[PeriodReport]) -> tuple[OutlierFigure, ...]:
    """Return what stands out in a report beside the `earlier` ones (at most four are given)."""
    if len(earlier) < FEWEST:
        return ()
    found = (_compare(figure, document, earlier) for figure in LABELS)
    return tuple(one for one in found if one)


def _compare(figure: str, document: PeriodReport, earlier: Iterable[PeriodReport]) -> OutlierFigure | None:
    value = figure_of(document, figure)
    twice = twice_the_median(figure_of(one, figure) for one in earlier)
    unlike = abs(value) > abs(twice) or 4 * value < twice
    if unlike and abs(2 * value - twice) >= 2 * APART:
        return OutlierFigure(figure=figure, value=value, usual=twice // 2)
    return None


def figure_of(document: PeriodReport, figure: str) -> int:
    """Return a figure by its key in `LABELS`."""
    stock = document.stock
    return {
        "left": stock.left,
        "received": stock.received,
        "closing": stock.closing,
        "community_trained": document.community_trained,
    }[figure]


def twice_the_median(values: Iterable[int]) -> int:
    """Return double the median of whole numbers, which is a whole number itself."""
    ordered = sorted(values)
    return ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]


def earlier_reports(agency: Agency, scope: ReportingScope, starts_on: date) -> list[PeriodReport]:
    """Return the last four reports before `starts_on` that `agency` sent in `scope`, newest first; of each period the
    newest version that was not returned. One query."""
    kept = AgencyReport.objects.filter(agency=agency).exclude(status=AgencyReport.Status.RETURNED)
    newer = kept.filter(period=OuterRef("period"), version__gt=OuterRef("version"))
    sent = kept.filter(~Exists(newer), period__scope=scope, period__starts_on__lt=starts_on)
    return [report.read() for report in sent.order_by("-period__starts_on")[:EARLIER]]


def outlier_sentence(one: OutlierFigure) -> str:
    words = _("%(label)s: %(value)s this time, usually about %(usual)s.")
    return say(words, label=LABELS[one.figure], value=one.value, usual=one.usual)


def outlier_sentences(document: PeriodReport) -> list[str]:
    """Return what stood out when a report was sent, one sentence for each figure."""
    return [outlier_sentence(one) for one in document.outliers]
