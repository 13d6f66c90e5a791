"""Publishing: a document is frozen once, and can only be withdrawn."""

from datetime import date

from lbn.reporting.documents import PublishedReport
from lbn.reporting.models import PUBLISHED_REPORT, Issue, PlaceMembers
from lbn.reporting.published.compile.folds import Folding


def publish(*, document: PublishedReport, today: date, **reader) -> Issue:
    """Freeze a document as what its reader is published for its days. Returns the `Issue`.

    `reader` is `scope`, `department`, or `program` with `is_public`.
    """
    return Issue.objects.create(
        starts_on=document.starts_on,
        ends_on=document.ends_on,
        issued_on=today,
        **Issue.freeze(document),
        **reader,
    )


def publish_fold(*, document: PublishedReport, fold: Folding, today: date, **reader) -> Issue:
    """As `publish` for a report whose places were folded from counts: it also keeps which places its rows hold, for
    the reports that are folded beside it later."""
    issue = publish(document=document, today=today, **reader)
    PlaceMembers.keep(issue, fold.members, insiders=fold.insiders, key_id=fold.report.key_id)
    return issue


def has_members(issue: Issue) -> bool:
    """Tell whether it is known which places the rows of a report hold: not of sums, nor under the former rules."""
    return hasattr(issue, "members")


def withdraw(*, issue, because, by):
    """Withdraw a published report with a sentence for its readers. What it held stays as it was; nothing replaces it:
    figures that change are reported with the next period. Raises `WithdrawalRefused` where it was withdrawn."""
    changes = {"withdrawn_because": because}
    return PUBLISHED_REPORT.move(issue, to=Issue.Status.WITHDRAWN, by=by, on=None, changes=changes, because=because)
