"""The lives of agencies, registrations and suppliers; what is remembered of mails; who vouches for whom."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0003_public_figures"),
    ]

    operations = [
        migrations.CreateModel(
            name="EmailChange",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("email", models.EmailField(max_length=254, verbose_name="new e-mail address")),
                ("asked_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="MailsOfADay",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("who", models.CharField(max_length=64)),
                ("on", models.DateField()),
                ("mails", models.PositiveIntegerField()),
            ],
            options={
                "ordering": ["-on", "kind", "who"],
            },
        ),
        migrations.CreateModel(
            name="Rescue",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("asked_on", models.DateField()),
                ("invites_on", models.DateField()),
                ("stopped_on", models.DateField(blank=True, null=True)),
                ("invited_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-asked_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="SentOnce",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("digest", "Monday mail"),
                            ("admission", "Question whether an agency takes part"),
                            ("confirmation", "Yearly confirmation"),
                            ("missed_report", "Report that did not come"),
                            ("published", "Published report"),
                            ("rescue", "New coordinator from the program office"),
                            ("demonstration", "Demonstration"),
                        ],
                        max_length=16,
                    ),
                ),
                ("about", models.CharField(max_length=120)),
                ("on", models.DateField()),
            ],
            options={
                "ordering": ["-on", "what", "about"],
            },
        ),
        migrations.CreateModel(
            name="UnwantedMail",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
            ],
            options={
                "ordering": ["user", "kind"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="invitation",
            name="invitation_role_fits_its_owner",
        ),
        migrations.RemoveConstraint(
            model_name="location",
            name="location_vehicle_has_station_and_par",
        ),
        migrations.RemoveConstraint(
            model_name="membership",
            name="membership_role_fits_its_owner",
        ),
        migrations.AddField(
            model_name="agency",
            name="admitted_by",
            field=models.CharField(
                blank=True,
                choices=[
                    ("government_domain", "Its government e-mail address"),
                    ("supplier", "Its supplier"),
                    ("office", "The program office"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="agency",
            name="admitted_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="agency",
            name="clinical_director",
            field=models.CharField(blank=True, max_length=120, verbose_name="clinical director"),
        ),
        migrations.AddField(
            model_name="agency",
            name="closed_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="agency",
            name="confirmed_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="agency",
            name="help_name",
            field=models.CharField(blank=True, max_length=80, verbose_name="whom to ask at a terminal"),
        ),
        migrations.AddField(
            model_name="agency",
            name="help_phone",
            field=models.CharField(blank=True, max_length=40, verbose_name="phone shown on terminals"),
        ),
        migrations.AddField(
            model_name="agency",
            name="left_out_because",
            field=models.CharField(
                blank=True,
                choices=[
                    ("not_an_agency", "It is not an agency"),
                    ("duplicate", "It is registered twice"),
                    ("withdrawn", "The program office withdrew it"),
                ],
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="agency",
            name="left_out_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="agency",
            name="nemsis_number",
            field=models.CharField(blank=True, max_length=15, verbose_name="EMS agency number (NEMSIS)"),
        ),
        migrations.AddField(
            model_name="agency",
            name="npi",
            field=models.CharField(blank=True, max_length=10, verbose_name="NPI"),
        ),
        migrations.AddField(
            model_name="agency",
            name="oopp_number",
            field=models.CharField(blank=True, max_length=40, verbose_name="registration number as an OOPP"),
        ),
        migrations.AddField(
            model_name="agency",
            name="ori",
            field=models.CharField(blank=True, max_length=9, verbose_name="ORI"),
        ),
        migrations.AddField(
            model_name="agency",
            name="program_director",
            field=models.CharField(blank=True, max_length=120, verbose_name="program director"),
        ),
        migrations.AddField(
            model_name="agency",
            name="under",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="children",
                to="agencies.agency",
            ),
        ),
        migrations.AddField(
            model_name="auditevent",
            name="department",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="audit_events",
                to="agencies.healthdepartment",
            ),
        ),
        migrations.AddField(
            model_name="auditevent",
            name="program",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="audit_events",
                to="agencies.program",
            ),
        ),
        migrations.AddField(
            model_name="auditevent",
            name="row",
            field=models.UUIDField(blank=True, db_index=True, null=True),
        ),
        migrations.AddField(
            model_name="healthdepartment",
            name="email",
            field=models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
        ),
        migrations.AddField(
            model_name="healthdepartment",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="agencies.healthdepartment",
            ),
        ),
        migrations.AddField(
            model_name="healthdepartment",
            name="unlisted_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="invitation",
            name="succeeds",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="successors",
                to="agencies.membership",
            ),
        ),
        migrations.AddField(
            model_name="location",
            name="closed_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="supplier",
            name="listed_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="supplier",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="agencies.supplier",
            ),
        ),
        migrations.AddField(
            model_name="supplier",
            name="typed_in_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="suppliers_typed_in",
                to="agencies.agency",
            ),
        ),
        migrations.AddField(
            model_name="supplyagreement",
            name="asks_for",
            field=models.JSONField(blank=True, default=list, verbose_name="figures it asks for"),
        ),
        migrations.AddField(
            model_name="supplyagreement",
            name="cadence",
            field=models.CharField(
                blank=True,
                choices=[("monthly", "Monthly"), ("quarterly", "Quarterly")],
                max_length=10,
                verbose_name="how often it asks for reports",
            ),
        ),
        migrations.AddField(
            model_name="supplyagreement",
            name="due_day",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="day of the month on which reports are due"
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="language",
            field=models.CharField(blank=True, max_length=8, verbose_name="language"),
        ),
        migrations.AddField(
            model_name="zipcode",
            name="too_small_from_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="agency",
            name="status",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting to be confirmed"),
                    ("admitted", "Taking part"),
                    ("confirmation_due", "Yearly confirmation due"),
                    ("overdue", "Yearly confirmation overdue"),
                    ("left_out", "Left out"),
                    ("closed", "Closed"),
                ],
                default="waiting",
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="auditevent",
            name="what",
            field=models.CharField(
                choices=[
                    ("agency.opened", "Agency registered"),
                    ("agency.admitted", "Agency confirmed as taking part"),
                    ("agency.unadmitted", "Confirmation of the agency taken back"),
                    ("agency.left_out", "Agency left out"),
                    ("agency.let_back", "Agency no longer left out"),
                    ("agency.confirmation_due", "Yearly confirmation became due"),
                    ("agency.confirmation_overdue", "Yearly confirmation became overdue"),
                    ("agency.confirmed", "Agency confirmed that its program is running"),
                    ("agency.closed", "Agency closed"),
                    ("agency.reopened", "Agency opened again"),
                    ("agency.changed", "Agency settings changed"),
                    ("agency.parent", "Parent agency changed"),
                    ("agency.roll_call_line", "Roll-call line turned on or off"),
                    ("agency.welcomed", "Agency welcomed"),
                    ("admission.asked", "Asked whether the agency takes part"),
                    ("registration.confirmed", "Registration confirmed"),
                    ("registration.duplicate", "Registration closed: registered already"),
                    ("registration.not_an_agency", "Registration closed: not an agency"),
                    ("registration.reopened", "Registration opened again"),
                    ("registration.resent", "Registration link sent again"),
                    ("department.added", "Health department added"),
                    ("department.changed", "Health department changed"),
                    ("department.merged", "Health department merged"),
                    ("department.unlisted", "Health department taken off the list"),
                    ("department.listed", "Health department put on the list"),
                    ("supplier.added", "Supplier added"),
                    ("supplier.changed", "Supplier changed"),
                    ("supplier.listed", "Supplier put on the list"),
                    ("supplier.unlisted", "Supplier taken off the list"),
                    ("supplier.merged", "Supplier merged"),
                    ("supply.agreed", "Supplier chosen"),
                    ("supply.declined", "Supplier does not furnish this agency"),
                    ("supply.ended", "Supplier ended"),
                    ("supply.terms", "What the supplier asks for changed"),
                    ("team.joined", "Person joined"),
                    ("team.invited", "Person invited"),
                    ("team.invitation_taken_back", "Invitation withdrawn"),
                    ("team.role_changed", "Role changed"),
                    ("team.removed", "Person removed"),
                    ("team.left", "Person left"),
                    ("team.handed_over", "Work handed over"),
                    ("team.rescue_asked", "Program office asked for a new coordinator"),
                    ("team.rescue_stopped", "New coordinator refused"),
                    ("team.rescue_invited", "New coordinator invited by the program office"),
                    ("account.email_changed", "E-mail address changed"),
                    ("location.added", "Location added"),
                    ("location.renamed", "Location renamed"),
                    ("location.changed", "Location changed"),
                    ("location.made_main", "Main location chosen"),
                    ("location.closed", "Location closed"),
                    ("location.reopened", "Location opened again"),
                    ("preset.added", "Place button added"),
                    ("preset.removed", "Place button removed"),
                    ("terminal.opened", "Terminal added"),
                    ("terminal.link_made", "Terminal link made"),
                    ("terminal.link_replaced", "Terminal link replaced"),
                    ("terminal.code_made", "Terminal code made"),
                    ("terminal.code_used", "Terminal code used"),
                    ("terminal.renamed", "Terminal renamed"),
                    ("terminal.moved", "Terminal moved to another location"),
                    ("terminal.revoked", "Terminal closed"),
                    ("terminal.lost", "Terminal reported lost"),
                    ("place.too_small", "ZIP code marked as too small"),
                    ("place.large_enough", "ZIP code no longer marked as too small"),
                    ("tally.told", "Monthly tally entered"),
                    ("stock.opened", "First stock counted"),
                    ("stock.received", "Delivery entered"),
                    ("stock.moved", "Stock moved"),
                    ("stock.written_off", "Stock written off"),
                    ("stock.counted", "Stock counted"),
                    ("stock.held_back", "Lot held back"),
                    ("stock.released", "Lot put back into use"),
                    ("stock.recalled", "Lot recalled"),
                    ("stock.low_settled", "Notice of low stock settled"),
                    ("person.added", "Person added to the roster"),
                    ("person.changed", "Roster entry changed"),
                    ("person.left", "Person left the roster"),
                    ("person.returned", "Person back on the roster"),
                    ("roster.imported", "Roster imported"),
                    ("session.recorded", "Training session recorded"),
                    ("session.withdrawn", "Training session withdrawn"),
                    ("report.submitted", "Report sent"),
                    ("report.amended", "Report amended"),
                    ("report.accepted", "Report accepted"),
                    ("report.returned", "Report returned with a question"),
                    ("report.waived", "Report waived"),
                    ("report.waiver_withdrawn", "Waiver withdrawn"),
                    ("figures.made", "Figures made for a recipient"),
                    ("period.sealed", "Period closed"),
                    ("issue.withdrawn", "Published report withdrawn"),
                    ("figures.shown", "Public figures turned on"),
                    ("figures.taken_off", "Public figures turned off"),
                ],
                max_length=60,
            ),
        ),
        migrations.AlterField(
            model_name="invitation",
            name="role",
            field=models.CharField(
                choices=[
                    ("coordinator", "Program coordinator"),
                    ("agency_staff", "Agency staff"),
                    ("sheet_clerk", "Types paper sheets"),
                    ("supplier_staff", "Supplier staff"),
                    ("department_staff", "Health department staff"),
                    ("operator", "Program office"),
                ],
                max_length=20,
                verbose_name="role",
            ),
        ),
        migrations.AlterField(
            model_name="location",
            name="par",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="kits it should have"),
        ),
        migrations.AlterField(
            model_name="membership",
            name="role",
            field=models.CharField(
                choices=[
                    ("coordinator", "Program coordinator"),
                    ("agency_staff", "Agency staff"),
                    ("sheet_clerk", "Types paper sheets"),
                    ("supplier_staff", "Supplier staff"),
                    ("department_staff", "Health department staff"),
                    ("operator", "Program office"),
                ],
                max_length=20,
                verbose_name="role",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("under", None), models.Q(("under", models.F("id")), _negated=True), _connector="OR"
                ),
                name="agency_is_not_under_itself",
                violation_error_message="An agency cannot be its own parent.",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("role", "coordinator"),
                        ("agency__isnull", False),
                        ("department__isnull", True),
                        ("program__isnull", True),
                        ("supplier__isnull", True),
                    ),
                    models.Q(
                        ("role", "agency_staff"),
                        ("agency__isnull", False),
                        ("department__isnull", True),
                        ("program__isnull", True),
                        ("supplier__isnull", True),
                    ),
                    models.Q(
                        ("role", "sheet_clerk"),
                        ("agency__isnull", False),
                        ("department__isnull", True),
                        ("program__isnull", True),
                        ("supplier__isnull", True),
                    ),
                    models.Q(
                        ("role", "supplier_staff"),
                        ("agency__isnull", True),
                        ("department__isnull", True),
                        ("program__isnull", True),
                        ("supplier__isnull", False),
                    ),
                    models.Q(
                        ("role", "department_staff"),
                        ("agency__isnull", True),
                        ("department__isnull", False),
                        ("program__isnull", True),
                        ("supplier__isnull", True),
                    ),
                    models.Q(
                        ("role", "operator"),
                        ("agency__isnull", True),
                        ("department__isnull", True),
                        ("program__isnull", False),
                        ("supplier__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="invitation_role_fits_its_owner",
                violation_error_message="A role belongs to exactly one organization of its own kind.",
            ),
        ),
        migrations.AddConstraint(
            model_name="location",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "vehicle"), ("par__isnull", False), ("parent__isnull", False)),
                    models.Q(models.Q(("kind", "vehicle"), _negated=True), ("parent", None)),
                    _connector="OR",
                ),
                name="location_vehicle_has_station_and_par",
                violation_error_message="A vehicle, and only a vehicle, has a station, and it has a number to carry.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("role", "coordinator"),
                        ("agency__isnull", False),
                        ("department__isnull", True),
                        ("program__isnull", True),
                        ("supplier__isnull", True),
                    ),
                    models.Q(
                        ("role", "agency_staff"),
                        ("agency__isnull", False),
                        ("department__isnull", True),
                        ("program__isnull", True),
                        ("supplier__isnull", True),
                    ),
                    models.Q(
                        ("role", "sheet_clerk"),
                        ("agency__isnull", False),
                        ("department__isnull", True),
                        ("program__isnull", True),
                        ("supplier__isnull", True),
                    ),
                    models.Q(
                        ("role", "supplier_staff"),
                        ("agency__isnull", True),
                        ("department__isnull", True),
                        ("program__isnull", True),
                        ("supplier__isnull", False),
                    ),
                    models.Q(
                        ("role", "department_staff"),
                        ("agency__isnull", True),
                        ("department__isnull", False),
                        ("program__isnull", True),
                        ("supplier__isnull", True),
                    ),
                    models.Q(
                        ("role", "operator"),
                        ("agency__isnull", True),
                        ("department__isnull", True),
                        ("program__isnull", False),
                        ("supplier__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="membership_role_fits_its_owner",
                violation_error_message="A role belongs to exactly one organization of its own kind.",
            ),
        ),
        migrations.AddConstraint(
            model_name="supplier",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "waiting")),
                fields=("program",),
                name="supplier_waiting_once_per_program",
                violation_error_message="This state program has its “waiting to be confirmed” already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="supplier",
            constraint=models.CheckConstraint(
                condition=models.Q(("listed_on", None), ("merged_into", None), _connector="OR"),
                name="supplier_merged_is_not_listed",
                violation_error_message="A supplier that was merged into another one is not on the list.",
            ),
        ),
        migrations.AddConstraint(
            model_name="supplier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into", None), models.Q(("merged_into", models.F("id")), _negated=True), _connector="OR"
                ),
                name="supplier_is_not_merged_into_itself",
                violation_error_message="A supplier cannot be merged into itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="supplyagreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("due_day", None), models.Q(("due_day__gte", 1), ("due_day__lte", 28)), _connector="OR"
                ),
                name="agreement_due_day_is_in_every_month",
                violation_error_message="Choose a day from 1 to 28.",
            ),
        ),
        migrations.AddField(
            model_name="emailchange",
            name="user",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="email_change", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="mailsofaday",
            constraint=models.UniqueConstraint(fields=("kind", "who", "on"), name="mails_of_a_day_once"),
        ),
        migrations.AddField(
            model_name="rescue",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="rescues", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="rescue",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="rescue",
            name="invitation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="agencies.invitation",
            ),
        ),
        migrations.AddConstraint(
            model_name="sentonce",
            constraint=models.UniqueConstraint(
                fields=("what", "about"), name="sent_once", violation_error_message="This went out already."
            ),
        ),
        migrations.AddField(
            model_name="unwantedmail",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="unwanted_mails",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="rescue",
            constraint=models.UniqueConstraint(
                condition=models.Q(("invited_on", None), ("stopped_on", None)),
                fields=("agency",),
                name="rescue_waits_once_per_agency",
                violation_error_message="A new coordinator is on the way already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rescue",
            constraint=models.CheckConstraint(
                condition=models.Q(("stopped_on", None), ("invited_on", None), _connector="OR"),
                name="rescue_is_stopped_or_done",
                violation_error_message="It was stopped, or the invitation went out; not both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="unwantedmail",
            constraint=models.UniqueConstraint(
                fields=("user", "kind"),
                name="unwanted_mail_once",
                violation_error_message="This mail is turned off already.",
            ),
        ),
    ]
