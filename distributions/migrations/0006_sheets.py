from uuid import uuid4

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Sheets that are listed; each total finds its own in the next step."""

    dependencies = [
        ("agencies", "0021_coalitions"),
        ("distributions", "0005_overdose_responses"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Sheet",
            fields=[
                ("id", models.UUIDField(default=uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("paper", "Paper sheet"),
                            ("import", "Imported sheet"),
                            ("event", "Event"),
                            ("month", "Total of a month"),
                        ],
                        max_length=6,
                    ),
                ),
                ("known_by", models.CharField(max_length=32)),
                ("mark", models.CharField(max_length=32)),
                ("label", models.CharField(blank=True, max_length=30, verbose_name="label")),
                ("on", models.DateField()),
                ("lines", models.PositiveIntegerField()),
                ("taken_back_on", models.DateField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sheets", to="agencies.agency"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "kind", "mark"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "kind", "known_by"), name="sheet_once_per_agency"),
                    models.UniqueConstraint(fields=("agency", "kind", "mark"), name="sheet_mark_once_per_agency"),
                ],
            },
        ),
        migrations.RemoveConstraint(model_name="sheettotal", name="sheet_total_once_per_key"),
        migrations.RenameField(model_name="sheettotal", old_name="sheet", new_name="file_name"),
        migrations.AddField(
            model_name="sheettotal",
            name="sheet",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="totals",
                to="distributions.sheet",
            ),
        ),
        migrations.AlterField(
            model_name="correction",
            name="reason",
            field=models.CharField(
                choices=[
                    ("typed_wrong", "Typed wrong"),
                    ("counted_twice", "Counted twice"),
                    ("not_logged", "Was not logged"),
                    ("wrong_place", "Wrong place"),
                    ("wrong_day", "Wrong day"),
                    ("sheet_changed", "Sheet changed"),
                    ("sheet_taken_back", "Sheet taken back"),
                ],
                max_length=16,
                verbose_name="reason",
            ),
        ),
    ]
