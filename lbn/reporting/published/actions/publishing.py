"""Publishing: a document is frozen once, and can only be withdrawn."""

from datetime import date

from django.db import transaction

from agencies.actions.audit import record
from lbn.reporting.documents import PublishedReport
from lbn.reporting.models import Issue


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


@transaction.atomic
def withdraw(*, issue, because, by):
    """Withdraw a published report with a sentence for its readers. What it held stays as it was; nothing replaces it:
    figures that change are reported with the next period. Withdrawing it again changes nothing."""
    held = Issue.objects.select_for_update(of=("self",)).get(pk=issue.pk)
    if held.is_withdrawn:
        return held
    held.status, held.withdrawn_because = Issue.Status.WITHDRAWN, because
    held.save(update_fields=["status", "withdrawn_because"])
    record(what="issue.withdrawn", subject=held, by=by, supplier=held.scope and held.scope.supplier, because=because)
    return held
