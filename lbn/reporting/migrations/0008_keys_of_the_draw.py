"""Which key each folded report was drawn with, and nothing that later reports rest on is deleted with an agency."""

import json

import django.db.models.deletion
from django.db import migrations, models


def read_keys(apps, schema_editor):
    members = apps.get_model("reporting", "PlaceMembers")
    for one in members.objects.select_related("issue").iterator():
        one.key_id = json.loads(one.issue.content)["report"]["key_id"]
        one.save(update_fields=["key_id"])


class Migration(migrations.Migration):
    dependencies = [("reporting", "0007_one_fold")]

    operations = [
        migrations.AddField(
            model_name="placemembers",
            name="key_id",
            field=models.CharField(default="", max_length=12),
            preserve_default=False,
        ),
        migrations.RunPython(read_keys, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="placemembers",
            name="issue",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="members", to="reporting.issue"
            ),
        ),
        migrations.AlterField(
            model_name="sealedcount",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="sealed_counts", to="agencies.agency"
            ),
        ),
    ]
