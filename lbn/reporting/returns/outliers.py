"""Figures that are unlike the agency's own earlier ones. They ask for a comment and block nothing.

A figure stands out where it is more than double, or less than half, of the median of the last four reports that the
agency sent in the same reporting scope, and at least ten away from it. With fewer than three earlier reports nothing
is said. What was reported to an earlier supplier is not told to the present one. The rule is ours.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency, ReportingScope
from lbn.reporting.models import AgencyReport

EARLIER, FEWEST, APART = 4, 3, 10
LABELS = {
    "left": gettext_lazy("Kits left with people"),
    "received": gettext_lazy("Kits received"),
    "closing": gettext_lazy("Kits on hand at the end"),
    "community_trained": gettext_lazy("Community members trained"),
}


class Outlier(NamedTuple):
    """A figure (a key of `LABELS`), what it is now, and the median of the earlier ones, rounded down."""

    figure: str
    value: int
    usual: int

    @property
    def sentence(self) -> str:
        words = _("%(label)s: %(value)s this time, usually about %(usual)s.")
        return words % {
            "label": LABELS[self.figure],
            "value": intcomma(self.value),
            "usual": intcomma(self.usual),
        }


def outliers(content: Mapping[str, Any], earlier: Sequence[Mapping[str, Any]]) -> list[Outlier]:
    """Return what stands out in a report's `content` beside the `earlier` contents (at most four are given)."""
    if len(earlier) < FEWEST:
        return []
    found = []
    for figure in LABELS:
        value, twice = figure_of(content, figure), twice_the_median(figure_of(one, figure) for one in earlier)
        unlike = abs(value) > abs(twice) or 4 * value < twice
        if unlike and abs(2 * value - twice) >= 2 * APART:
            found.append(Outlier(figure, value, twice // 2))
    return found


def figure_of(content: Mapping[str, Any], figure: str) -> int:
    return content[figure] if figure in content else content["stock"][figure]


def twice_the_median(values: Iterable[int]) -> int:
    """Return double the median of whole numbers, which is a whole number itself."""
    ordered = sorted(values)
    return ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]


def earlier_contents(agency: Agency, scope: ReportingScope, starts_on: date) -> list[dict[str, Any]]:
    """Return what the last four reports before `starts_on` said that `agency` sent in `scope`, newest first; of each
    period the newest version that was not returned. One query."""
    kept = AgencyReport.objects.filter(agency=agency).exclude(status=AgencyReport.Status.RETURNED)
    newer = kept.filter(period=OuterRef("period"), version__gt=OuterRef("version"))
    sent = kept.filter(~Exists(newer), period__scope=scope, period__starts_on__lt=starts_on)
    return list(sent.order_by("-period__starts_on").values_list("content", flat=True)[:EARLIER])


def sentences_of(content: Mapping[str, Any]) -> list[str]:
    """Return what stood out when a report was sent, one sentence for each figure."""
    return [Outlier(**one).sentence for one in content.get("outliers") or []]
