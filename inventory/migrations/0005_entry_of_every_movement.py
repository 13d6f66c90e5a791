"""No movement without its entry."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0004_begin_entries"),
    ]

    operations = [
        migrations.AlterField(
            model_name="stockmovement",
            name="entry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="movements", to="inventory.ledgerentry"
            ),
        ),
    ]
