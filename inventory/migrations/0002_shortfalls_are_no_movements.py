from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("inventory", "0001_begin")]

    operations = [
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
                ],
                max_length=10,
            ),
        ),
    ]
