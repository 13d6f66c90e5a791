"""Entries of the ledger, and what was left before a count and logged after it."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0023_stock_put_right"),
        ("inventory", "0002_low_stock_notice"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="stocklevel",
            name="counted_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="stockmovement",
            name="is_void",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="stockmovement",
            name="reason",
            field=models.CharField(
                choices=[
                    ("opening", "Opening count"),
                    ("received", "Received"),
                    ("moved", "Moved to another location"),
                    ("counted", "Difference found by a count"),
                    ("expired", "Expired"),
                    ("damaged", "Damaged"),
                    ("lost", "Lost"),
                    ("returned", "Returned to the supplier"),
                    ("training", "Used in training"),
                    ("not_logged", "Left with people, not logged"),
                    ("corrected", "Corrections to earlier periods"),
                ],
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("position", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opening", "Opening count"),
                            ("received", "Delivery"),
                            ("moved", "Move"),
                            ("counted", "Count"),
                            ("written_off", "Write-off"),
                            ("relabeled", "Lot corrected"),
                            ("taken_back", "Taken back"),
                        ],
                        max_length=11,
                    ),
                ),
                ("on", models.DateField(verbose_name="on")),
                ("stated_on", models.DateField(verbose_name="day it really happened")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ledger_entries",
                        to="agencies.agency",
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
                (
                    "corrects",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="inventory.ledgerentry",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="inventory.item"
                    ),
                ),
                (
                    "location",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.location",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="inventory.ledgerentry",
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="LateUse",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("posted_month", models.DateField()),
                ("quantity", models.IntegerField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="late_use", to="agencies.agency"
                    ),
                ),
                (
                    "location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.location"
                    ),
                ),
                (
                    "lot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="late_use", to="inventory.lot"
                    ),
                ),
                (
                    "count",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="late_use",
                        to="inventory.ledgerentry",
                    ),
                ),
            ],
            options={
                "ordering": ["posted_month", "location", "lot"],
            },
        ),
        migrations.AddField(
            model_name="stockmovement",
            name="entry",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="movements",
                to="inventory.ledgerentry",
            ),
        ),
        migrations.AddField(
            model_name="stockmovement",
            name="settles",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="settled_by",
                to="inventory.ledgerentry",
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.UniqueConstraint(fields=("agency", "number"), name="entry_numbers_run_on"),
        ),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("stated_on__lte", models.F("on"))),
                name="entry_not_dated_before_it_happened",
                violation_error_message="An entry cannot be dated before the day it happened.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "taken_back"), ("reverses__isnull", False)),
                    models.Q(models.Q(("kind", "taken_back"), _negated=True), ("reverses__isnull", True)),
                    _connector="OR",
                ),
                name="entry_takes_back_another_one",
                violation_error_message="What takes something back names it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "counted"), _negated=True),
                    models.Q(("item__isnull", False), ("location__isnull", False)),
                    _connector="OR",
                ),
                name="entry_count_says_what_and_where",
                violation_error_message="A count says what was counted, and where.",
            ),
        ),
        migrations.AddConstraint(
            model_name="lateuse",
            constraint=models.UniqueConstraint(
                fields=("agency", "count", "location", "lot", "posted_month"), name="late_use_once_per_lot_and_month"
            ),
        ),
    ]
