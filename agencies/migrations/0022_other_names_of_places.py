"""Further names that people write for a ZIP code; `load_places` fills them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0021_coalitions"),
    ]

    operations = [
        migrations.AddField(
            model_name="zipcode",
            name="other_names",
            field=models.CharField(blank=True, max_length=600),
        ),
    ]
