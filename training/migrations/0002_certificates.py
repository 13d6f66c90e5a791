from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("training", "0001_begin")]

    operations = [
        migrations.AddField(
            model_name="completion",
            name="issued_by",
            field=models.CharField(
                blank=True,
                choices=[
                    ("state", "State or county training office"),
                    ("academy", "Academy or college"),
                    ("agency", "Another agency"),
                    ("online", "Online course"),
                    ("other", "Somebody else"),
                ],
                default="",
                max_length=10,
                verbose_name="certificate given by",
            ),
            preserve_default=False,
        ),
    ]
