"""The total of each published report beside its text, where it is shown.

What stands in a stored text takes the reader of frozen reports, also of their earlier formats: it reads every format
that there ever was, so that of a later day reads these as well. A copy of it here would be all of `documents`.
"""

from django.db import migrations, models

from lbn.reporting.documents import PublishedReport, UnknownFormat, read_document

FIGURES = ("handouts", "kits", "doses")


def fill_in(apps, schema_editor):
    """Read each report once. One that cannot be read has no total: its page says what is wrong with it."""
    issues = apps.get_model("reporting", "Issue").objects
    for issue in issues.iterator(chunk_size=20):
        try:
            document = read_document(issue.content)
        except UnknownFormat:
            continue
        total = document.report.total if isinstance(document, PublishedReport) else None
        if total is not None:
            issues.filter(pk=issue.pk).update(**{name: getattr(total, name) for name in FIGURES})


class Migration(migrations.Migration):
    dependencies = [("reporting", "0008_keys_of_the_draw")]

    operations = [
        *(
            migrations.AddField("issue", name, models.PositiveIntegerField(editable=False, null=True))
            for name in FIGURES
        ),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="issue",
            constraint=models.CheckConstraint(
                condition=models.Q(("doses", None), ("handouts", None), ("kits", None))
                | models.Q(("doses__isnull", False), ("handouts__isnull", False), ("kits__isnull", False)),
                name="issue_total_is_shown_or_not",
                violation_error_message="A total is shown with visits, kits and doses, or not at all.",
            ),
        ),
    ]
