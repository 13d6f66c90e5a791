"""What ended between people and organizations is remembered while reports of the time are made."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0016_county_codes"),
    ]

    operations = [
        migrations.CreateModel(
            name="EndedTie",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("ended_on", models.DateField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="agencies.healthdepartment",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="agencies.program",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="agencies.supplier",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["ended_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("parent", None),
                                ("user__isnull", False),
                                ("agency__isnull", False),
                                ("department__isnull", True),
                                ("program__isnull", True),
                                ("supplier__isnull", True),
                            ),
                            models.Q(
                                ("parent", None),
                                ("user__isnull", False),
                                ("agency__isnull", True),
                                ("department__isnull", True),
                                ("program__isnull", True),
                                ("supplier__isnull", False),
                            ),
                            models.Q(
                                ("parent", None),
                                ("user__isnull", False),
                                ("agency__isnull", True),
                                ("department__isnull", False),
                                ("program__isnull", True),
                                ("supplier__isnull", True),
                            ),
                            models.Q(
                                ("parent", None),
                                ("user__isnull", False),
                                ("agency__isnull", True),
                                ("department__isnull", True),
                                ("program__isnull", False),
                                ("supplier__isnull", True),
                            ),
                            models.Q(
                                ("agency__isnull", False),
                                ("department", None),
                                ("parent__isnull", False),
                                ("program", None),
                                ("supplier", None),
                                ("user", None),
                            ),
                            _connector="OR",
                        ),
                        name="ended_tie_of_a_person_or_a_parent",
                        violation_error_message=(
                            "Somebody worked at one organization, or an agency was under another one."
                        ),
                    )
                ],
            },
        ),
    ]
