"""The tables of the program office: registrations, suppliers, health departments."""

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import HealthDepartment, Registration
from agencies.querysets.departments import departments_of
from agencies.querysets.registrations import registrations_of
from agencies.querysets.suppliers import suppliers_off_list, suppliers_with_people
from agencies.tables import EmptyState, ListColumn, ListTable, StatusWord

ROWS = 25
COUNTY_FIELDS = ("jurisdiction__name", "jurisdiction__kind")
REGISTRATION_TONES: dict[str, str] = {Registration.Status.CONFIRMED: "ok", Registration.Status.SUBMITTED: "attention"}


def registrations_table(request, program, filters):
    return ListTable(
        name="registrations",
        caption=_("Registrations, newest first"),
        columns=[
            ListColumn("agency_name", _("Agency"), order_by=("agency_name",), link=to_page("operator:registration")),
            county_column(),
            ListColumn("submitted_at", _("Registered"), kind="day", order_by=("submitted_at",)),
            ListColumn("supplier", _("Supplier"), value=lambda found: found.supplier or found.supplier_name),
            ListColumn("status", _("Status"), kind="status", value=registration_status, order_by=("status",)),
        ],
        rows=registrations_of(program, county=filters.chosen),
        asked=request.GET,
        filters=filters,
        search_by=["agency_name", "supplier__name", "supplier_name", *COUNTY_FIELDS],
        page_size=ROWS,
        file_name="registrations",
        empty=EmptyState(
            _("No registration here"),
            _("Agencies register by themselves on the page “Register your agency”; send them its address."),
            reverse("registration:begin"),
            _("Open that page"),
        ),
    )


def suppliers_table(request, program):
    return ListTable(
        name="suppliers",
        caption=_("Suppliers by name"),
        columns=[
            ListColumn("name", _("Supplier"), order_by=("name",), link=to_page("operator:supplier")),
            ListColumn("kind", _("Kind"), value="kind_name", order_by=("kind",)),
            ListColumn("agencies", _("Agencies"), kind="number", value="agency_count", order_by=("agency_count",)),
            people_column(),
        ],
        rows=suppliers_with_people(program).filter(listed_on__isnull=False),
        asked=request.GET,
        search_by=["name"],
        page_size=ROWS,
        file_name="suppliers",
        empty=EmptyState(
            _("No supplier here"),
            _("Add one by name; agencies also name theirs when they register."),
            reverse("operator:supplier_add"),
            _("Add a supplier"),
        ),
    )


def other_suppliers_table(request, program):
    """Suppliers that are offered to nobody, or to the agency that typed them in."""
    return ListTable(
        name="others",
        caption=_("Suppliers that are not on the list"),
        columns=[
            ListColumn("name", _("Supplier"), order_by=("name",), link=to_page("operator:supplier")),
            ListColumn("kind", _("Kind"), value="kind_name", order_by=("kind",)),
            ListColumn("typed_in_by", _("Typed in by"), nothing=_("taken off the list")),
            ListColumn("agencies", _("Agencies"), kind="number", value="agency_count", order_by=("agency_count",)),
        ],
        rows=suppliers_off_list(program),
        asked=request.GET,
        prefix="other-",
        search_by=["name", "typed_in_by__name"],
        is_caption_hidden=True,
    )


def departments_table(request, program):
    return ListTable(
        name="departments",
        caption=_("Health departments by name"),
        columns=[
            ListColumn("name", _("Health department"), order_by=("name",), link=to_page("operator:department")),
            ListColumn("level", _("Level"), value="get_level_display", order_by=("level",)),
            ListColumn("counties", _("Counties"), value=counties_in_words),
            people_column(),
            ListColumn("status", _("Status"), kind="status", value=department_status),
        ],
        rows=departments_of(program),
        asked=request.GET,
        search_by=["name"],
        page_size=ROWS,
        file_name="health-departments",
        empty=EmptyState(
            _("No health department here"),
            _("Add one by name, then invite whoever reads the published reports there."),
            reverse("operator:department_add"),
            _("Add a health department"),
        ),
    )


def county_column():
    return ListColumn("county", _("County"), value="jurisdiction.label", order_by=("jurisdiction__name",))


def people_column():
    return ListColumn("people", _("Who signs in"), value=people_in_words, nothing=_("nobody yet"))


def to_page(name):
    """The address of a row's own page."""
    return lambda row: reverse(name, args=[row.pk])


def people_in_words(owner):
    return ", ".join(str(member.user) for member in owner.people)


def department_status(department):
    return StatusWord("quiet", _("off the list")) if department.unlisted_on else StatusWord("ok", _("on the list"))


def registration_status(registration: Registration):
    return StatusWord(REGISTRATION_TONES.get(registration.status, "quiet"), registration.get_status_display())


def counties_in_words(department):
    if department.level == HealthDepartment.Level.STATE:
        return _("every county")
    return ", ".join(county.label for county in department.jurisdictions.all())
