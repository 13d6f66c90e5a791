"""Publishing: content is frozen once, and can only be withdrawn."""

import hashlib

from django.db import transaction

from agencies.actions.audit import record
from lbn.reporting.documents.canonical import canonical_json
from lbn.reporting.models import Issue


def publish(*, span, content, today, **reader):
    """Store `content` as what its reader is published for the days of `span` (first, last). Returns the `Issue`.

    `reader` is `scope`, `department`, or `program` with `is_public`.
    """
    return Issue.objects.create(
        starts_on=span[0],
        ends_on=span[1],
        issued_on=today,
        **frozen(content),
        **reader,
    )


def frozen(content):
    """Return how an issue stores `content`: {"content": its canonical text, "content_hash": the SHA-256 of that}."""
    text = canonical_json(content)
    return {"content": text.decode(), "content_hash": hashlib.sha256(text).hexdigest()}


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
