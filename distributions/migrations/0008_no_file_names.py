import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The names of files go: nothing is written beside a count."""

    dependencies = [("distributions", "0007_marks_for_names")]

    operations = [
        migrations.AlterField(  # with a default it can be had back, empty
            model_name="sheettotal", name="file_name", field=models.CharField(default="", max_length=80)
        ),
        migrations.RemoveField(model_name="sheettotal", name="file_name"),
        migrations.AlterField(
            model_name="sheettotal",
            name="sheet",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="totals", to="distributions.sheet"
            ),
        ),
        migrations.AddConstraint(
            model_name="sheettotal",
            constraint=models.UniqueConstraint(
                fields=("agency", "sheet", "handed_out_on", "precision", "jurisdiction", "zip_code", "item"),
                name="total_once_per_sheet_and_key",
            ),
        ),
    ]
