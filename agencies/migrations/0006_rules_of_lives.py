"""What holds of an agency in every state, once every agency has one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agencies", "0005_life_of_agencies")]

    operations = [
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("admitted_by", ""), ("admitted_on", None)),
                    models.Q(("admitted_on__isnull", False), models.Q(("admitted_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="agency_admitted_by_somebody",
                violation_error_message="An agency that takes part says who confirmed it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("admitted_on__isnull", False), ("status", "waiting"), _negated=True),
                    models.Q(
                        ("admitted_on", None),
                        ("status__in", ["admitted", "confirmation_due", "overdue"]),
                        _negated=True,
                    ),
                ),
                name="agency_takes_part_once_admitted",
                violation_error_message="An agency takes part from the day on which it was confirmed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("left_out_because", ""),
                        ("left_out_on", None),
                        models.Q(("status", "left_out"), _negated=True),
                    ),
                    models.Q(("left_out_on__isnull", False), models.Q(("left_out_because", ""), _negated=True)),
                    _connector="OR",
                ),
                name="agency_left_out_for_a_reason",
                violation_error_message="An agency is left out on a day and for a reason.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_on__isnull", False), ("status", "closed")),
                    models.Q(models.Q(("status", "closed"), _negated=True), ("closed_on", None)),
                    _connector="OR",
                ),
                name="agency_closed_has_its_day",
                violation_error_message="A closed agency, and no other one, has the day on which it closed.",
            ),
        ),
    ]
