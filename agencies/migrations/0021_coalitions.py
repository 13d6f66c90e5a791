"""Coalitions: who is named and what each says; ties that ended may be of one."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0020_report_links"),
    ]

    operations = [
        migrations.CreateModel(
            name="Coalition",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("started_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
            ],
            options={
                "ordering": ["name", "id"],
            },
        ),
        migrations.CreateModel(
            name="CoalitionMember",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "Has not answered"),
                            ("agreed", "Agrees"),
                            ("declined", "Declined"),
                            ("left", "Has taken back its agreement"),
                        ],
                        default="asked",
                        max_length=8,
                    ),
                ),
                ("since_on", models.DateField()),
            ],
            options={
                "ordering": ["agency__name", "id"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="endedtie",
            name="ended_tie_of_a_person_or_a_parent",
        ),
        migrations.AlterField(
            model_name="auditevent",
            name="what",
            field=models.CharField(
                choices=[
                    ("agency.opened", "Agency registered"),
                    ("agency.admitted", "Agency confirmed as taking part"),
                    ("agency.unadmitted", "Confirmation of the agency undone"),
                    ("agency.left_out", "Agency left out"),
                    ("agency.let_back", "Agency no longer left out"),
                    ("agency.confirmation_due", "Yearly confirmation became due"),
                    ("agency.confirmation_overdue", "Yearly confirmation became overdue"),
                    ("agency.confirmed", "Agency confirmed that its program is running"),
                    ("agency.closed", "Agency closed"),
                    ("agency.reopened", "Agency opened again"),
                    ("agency.changed", "Agency settings changed"),
                    ("agency.parent", "Parent agency changed"),
                    ("coalition.started", "Coalition started"),
                    ("coalition.agreed", "Agreed to a coalition"),
                    ("coalition.declined", "Declined a coalition"),
                    ("coalition.left", "Agreement to a coalition taken back"),
                    ("coalition.renamed", "Coalition renamed"),
                    ("coalition.ended", "Coalition ended"),
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
                    ("supplier.same", "Stated to be one organization"),
                    ("supplier.same_ended", "Stated to be one organization no longer"),
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
                    ("report.completed", "Report completed when its period closed"),
                    ("report.accepted", "Report accepted"),
                    ("report.returned", "Report returned with a question"),
                    ("report.asked_for", "Report asked for by the supplier"),
                    ("report.waived", "Report waived"),
                    ("report.waiver_withdrawn", "Waiver withdrawn"),
                    ("figures.made", "Figures made for a recipient"),
                    ("period.sealed", "Period closed"),
                    ("issue.withdrawn", "Published report withdrawn"),
                    ("issue.link_made", "Link to a published report made"),
                    ("issue.link_ended", "Link to a published report ended"),
                    ("issue.link_opened", "Link to a published report opened for the first time"),
                    ("figures.shown", "Public figures turned on"),
                    ("figures.taken_off", "Public figures turned off"),
                    ("report.handed", "State's report handed to suppliers from now on"),
                    ("report.kept", "State's report handed to suppliers no longer"),
                ],
                max_length=60,
            ),
        ),
        migrations.AddField(
            model_name="coalition",
            name="department",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="coalitions",
                to="agencies.healthdepartment",
            ),
        ),
        migrations.AddField(
            model_name="coalition",
            name="started_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="coalitions_started", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="endedtie",
            name="coalition",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="agencies.coalition"
            ),
        ),
        migrations.AddConstraint(
            model_name="endedtie",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("coalition", None),
                        ("parent", None),
                        ("user__isnull", False),
                        ("agency__isnull", False),
                        ("department__isnull", True),
                        ("program__isnull", True),
                        ("supplier__isnull", True),
                    ),
                    models.Q(
                        ("coalition", None),
                        ("parent", None),
                        ("user__isnull", False),
                        ("agency__isnull", True),
                        ("department__isnull", True),
                        ("program__isnull", True),
                        ("supplier__isnull", False),
                    ),
                    models.Q(
                        ("coalition", None),
                        ("parent", None),
                        ("user__isnull", False),
                        ("agency__isnull", True),
                        ("department__isnull", False),
                        ("program__isnull", True),
                        ("supplier__isnull", True),
                    ),
                    models.Q(
                        ("coalition", None),
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
                        ("program", None),
                        ("supplier", None),
                        ("user", None),
                        ("coalition", None),
                        ("parent__isnull", False),
                    ),
                    models.Q(
                        ("agency__isnull", False),
                        ("department", None),
                        ("program", None),
                        ("supplier", None),
                        ("user", None),
                        ("coalition__isnull", False),
                        ("parent", None),
                    ),
                    _connector="OR",
                ),
                name="ended_tie_of_a_person_or_an_agency",
                violation_error_message=(
                    "Somebody worked at an organization, or an agency was under another one or in a coalition."
                ),
            ),
        ),
        migrations.AddField(
            model_name="coalitionmember",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="coalition_members", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="coalitionmember",
            name="coalition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="members", to="agencies.coalition"
            ),
        ),
        migrations.AddField(
            model_name="coalitionmember",
            name="said_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="coalition",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_on", None), ("ended_on__gte", models.F("started_on")), _connector="OR"),
                name="coalition_ends_after_it_began",
                violation_error_message="A coalition cannot end before it began.",
            ),
        ),
        migrations.AddConstraint(
            model_name="coalitionmember",
            constraint=models.UniqueConstraint(
                fields=("coalition", "agency"),
                name="coalition_names_an_agency_once",
                violation_error_message="This agency is named already.",
            ),
        ),
    ]
