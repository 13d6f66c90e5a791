"""What agencies sent, and figures made on request, are kept as the text of which the fingerprint is."""

import json

from django.db import migrations, models


def write_canonically(apps, schema_editor):
    """Write each content in its canonical form; the database may have kept it in another order, with spaces."""
    for name in ("AgencyReport", "Statement"):
        rows = apps.get_model("reporting", name).objects.using(schema_editor.connection.alias)
        for pk, content in rows.values_list("pk", "content").iterator():
            text = json.dumps(json.loads(content), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
            rows.filter(pk=pk).update(content=text)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0002_calendar_and_readers")]

    operations = [
        migrations.AlterField("agencyreport", "content", models.TextField()),
        migrations.AlterField("statement", "content", models.TextField()),
        migrations.RunPython(write_canonically, migrations.RunPython.noop),
    ]
