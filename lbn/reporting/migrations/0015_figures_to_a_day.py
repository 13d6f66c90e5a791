"""Figures for a new order end on the day on which they are made."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reporting", "0014_report_links")]

    operations = [
        migrations.RemoveConstraint(model_name="statement", name="statement_covers_whole_months"),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(starts_on__lte=models.F("ends_on")),
                name="statement_begins_before_it_ends",
                violation_error_message="Figures end on or after the day on which they begin.",
            ),
        ),
    ]
