"""The record of who took which published report."""

from lbn.reporting.models import Download


def record_download(*, issue, by, format, today):
    """Write down that `by` took `issue` as `format` on `today`. Returns the `Download`."""
    return Download.objects.create(issue=issue, by=by, format=format, on=today)
