"""Whom each report was folded for is stored with it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0010_evidence"),
    ]

    operations = [
        migrations.AddField(
            model_name="placemembers",
            name="insiders",
            field=models.JSONField(default=list),
        ),
    ]
