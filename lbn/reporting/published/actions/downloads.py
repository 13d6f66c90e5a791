"""The record of who took which published report."""

from lbn.reporting.models import Download


def record_download(*, issue, by, format, today):
    """Write down that `by` took `issue` as `format` on `today`. Returns the `Download`."""
    return Download.objects.create(issue=issue, by=by, format=format, on=today)


def record_download_of_all(*, issues, by, format, today):
    """Write down that `by` took all of these reports as one file on `today`. One query."""
    rows = [Download(issue=issue, by=by, format=f"all-{format}", on=today) for issue in issues]
    return Download.objects.bulk_create(rows)
