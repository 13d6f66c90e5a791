"""Other items of sealed periods by agency, kind and posting month, those of before among them."""

import uuid

from django.db import migrations, models
from django.db.models import PROTECT, Sum

from agencies.periods import period_end


def keep_those_of_before(apps, schema_editor):
    """Add up what the log holds of each period that is sealed."""
    periods = apps.get_model("agencies", "ReportingPeriod").objects.exclude(sealed_at=None).select_related("scope")
    counts = apps.get_model("distributions", "DailyCount").objects.exclude(item__kind="naloxone_kit").order_by()
    kept = apps.get_model("reporting", "SealedItems")
    for period in periods:
        last = period_end(period.starts_on, period.scope.cadence)
        posted = counts.filter(scope=period.scope, posted_month__gte=period.starts_on, posted_month__lte=last)
        kept.objects.bulk_create(
            kept(scope=period.scope, agency_id=agency, posted_month=month, kind=kind, handouts=handouts, items=items)
            for agency, month, kind, handouts, items in posted.values_list(
                "agency_id", "posted_month", "item__kind"
            ).annotate(Sum("handouts"), Sum("items"))
        )


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0019_report_asked_for"),
        ("distributions", "0004_one_fold"),
        ("reporting", "0012_outlines"),
    ]

    operations = [
        migrations.CreateModel(
            name="SealedItems",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("posted_month", models.DateField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("naloxone_kit", "Naloxone kit"),
                            ("fentanyl_strips", "Fentanyl test strips"),
                            ("xylazine_strips", "Xylazine test strips"),
                            ("supply", "Supply"),
                        ],
                        max_length=16,
                    ),
                ),
                ("handouts", models.PositiveIntegerField()),
                ("items", models.PositiveIntegerField()),
                ("agency", models.ForeignKey(on_delete=PROTECT, related_name="sealed_items", to="agencies.agency")),
                (
                    "scope",
                    models.ForeignKey(on_delete=PROTECT, related_name="sealed_items", to="agencies.reportingscope"),
                ),
            ],
            options={
                "verbose_name_plural": "sealed items",
                "ordering": ["scope", "posted_month", "kind", "agency"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scope", "posted_month", "kind", "agency"), name="sealed_items_once_per_key"
                    ),
                    models.CheckConstraint(
                        condition=~models.Q(kind="naloxone_kit"), name="sealed_items_are_other_items"
                    ),
                ],
            },
        ),
        migrations.RunPython(keep_those_of_before, migrations.RunPython.noop),
    ]
