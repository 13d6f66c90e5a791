"""What a reader has to know about figures, and about those that are not there, in sentences."""

from django.utils.translation import gettext as _

from lbn.reporting.documents.canonical import from_plain
from lbn.reporting.fold import Kind, fewer_than
from lbn.reporting.published.tables.table import Content


def notes_of(content: Content) -> list[str]:
    """Return the sentences that apply to a published report's content."""
    report = from_plain(content["report"])
    people = (content.get("to_date") or {}).get("people_are")
    hidden = {"fewer": fewer_than(report.threshold)}
    said = [
        (people == "stated", _("People are those that agencies stated as served.")),
        (people == "times", _("How many people got kits is not known; told is how often kits were left.")),
        (content.get("withdrawn"), _("A report that is added up here was withdrawn: see the report itself for why.")),
        (report.too_small, _("In all there are %(fewer)s times, so no place and no month is shown.") % hidden),
        (report.totals_only, _("Places are shown with the report for the whole year.")),
        (
            report.times_hidden,
            _("Months are not shown: in some of them a place would stand on %(fewer)s times.") % hidden,
        ),
        (
            report.waiting > 0,
            _("Some suppliers' places are shown by year: their figures (of %(number)s) come with the year.")
            % {"number": report.waiting},
        ),
        (report.left_out > 0, _("Parts that stand on %(fewer)s times are not in these figures.") % hidden),
        (report.part, _("More may have been left in these counties: it is in rows that name no county.")),
        (
            any(row.part for row in report.rows) or any(row.kind == Kind.UNPLACED for row in report.rows),
            _("“Named part”: more of this place may be in a joint row."),
        ),
    ]
    return [sentence for applies, sentence in said if applies]


def completeness_in_words(content: Content) -> str:
    """Say how many of the expected reports came, and how many in time, with their shares; "" where none was."""
    of_agencies = [row["reports"] for row in content.get("agencies", []) if "reports" in row]
    reports = content.get("reporting") or added(of_agencies)
    expected = reports.get("expected")
    if not expected:
        return ""
    facts = {name: reports[name] for name in ("expected", "came", "on_time")}
    facts |= {f"{name}_share": round(100 * reports[name] / expected) for name in ("came", "on_time")}
    words = _(
        "%(came)s of %(expected)s expected reports came (%(came_share)s%%), %(on_time)s of them on time "
        "(%(on_time_share)s%%)."
    )
    return words % facts


def added(reports) -> dict[str, int]:
    """Add up how reports stand."""
    sums: dict[str, int] = {}
    for one in reports:
        for name, number in one.items():
            sums[name] = sums.get(name, 0) + number
    return sums
