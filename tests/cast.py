"""The people and places that tests are about.

Albany County Sheriff's Office is the agency of most tests; Alice coordinates it, Stan is on its staff. Troy Police is
the stranger, with Tina as its coordinator. Sam works for the supplier, Dana for the state health department, Olga for
the program office.
"""

from datetime import UTC, date, datetime
from pathlib import Path

from agencies.actions.programs import load_program
from agencies.models import (
    Agency,
    HealthDepartment,
    Jurisdiction,
    Location,
    Membership,
    Program,
    ReportingScope,
    ScopeMembership,
    Supplier,
    SupplyAgreement,
    User,
    ZipCode,
)
from agencies.packs import read_pack
from inventory.actions import load_catalogue
from inventory.models import Item
from training.actions import load_courses
from training.models import Course

NEW_YORK = Path(__file__).parent.parent / "agencies" / "programs" / "new_york.toml"
PASSWORD = "a quiet night in Albany"
ZIP_CODES = {
    "Albany": {
        "12202": "Albany",
        "12203": "Albany",
        "12204": "Albany",
        "12205": "Albany",
        "12206": "Albany",
        "12207": "Albany",
        "12208": "Albany",
        "12209": "Albany",
        "12210": "Albany",
        "12189": "Watervliet",
        "12047": "Cohoes",
        "12110": "Latham",
    },
    "Schenectady": {
        "12303": "Schenectady",
        "12304": "Schenectady",
        "12305": "Schenectady",
        "12307": "Schenectady",
        "12308": "Schenectady",
    },
    "Rensselaer": {"12180": "Troy", "12182": "Troy"},
}
UNNAMED = {"12222": ZipCode.Kind.UNIQUE, "12201": ZipCode.Kind.PO_BOX}


def places():
    """The Capital Region's ZIP codes, one across the border, and New York's two ways of not knowing."""
    counties = {name: _county(name) for name in ZIP_CODES}
    rows = [
        ZipCode(zip=number, jurisdiction=counties[county], kind=ZipCode.Kind.STANDARD, name=town)
        for county, towns in ZIP_CODES.items()
        for number, town in towns.items()
    ]
    rows += [
        ZipCode(zip=number, jurisdiction=counties["Albany"], kind=kind, name="Albany")
        for number, kind in UNNAMED.items()
    ]
    vermont = Jurisdiction.objects.create(slug="vt-bennington", state="VT", name="Bennington", kind="county")
    rows.append(ZipCode(zip="05201", jurisdiction=vermont, kind=ZipCode.Kind.STANDARD, name="Bennington"))
    for kind in (Jurisdiction.Kind.NOT_KNOWN, Jurisdiction.Kind.ELSEWHERE):
        Jurisdiction.objects.create(slug=f"ny-{kind.replace('_', '-')}", state="NY", name=kind.label, kind=kind)
    ZipCode.objects.bulk_create(rows)
    return counties


def _county(name):
    return Jurisdiction.objects.create(slug=f"ny-{name.lower()}", state="NY", name=name, kind="county")


def new_york():
    """New York's program as its pack has it, its courses, and the standard items."""
    load_program(pack=read_pack(NEW_YORK), at=datetime(2026, 1, 1, tzinfo=UTC))
    load_catalogue()
    program = Program.objects.get(slug="new_york")
    load_courses(program=program)
    return program


def unload():
    """Take out what `places` and `new_york` put in."""
    for model in (Course, Item, Program, ZipCode, Jurisdiction):
        model.objects.all().delete()


def supplier(program, *, name="Capital Harm Reduction", kind="oopp", **fields):
    """A supplier on the program's list."""
    fields = {"listed_on": date(2026, 1, 1)} | fields
    return Supplier.objects.create(
        slug=name.lower().replace(" ", "-").replace("'", ""), name=name, program=program, kind=kind, **fields
    )


def scope(supplier, **fields):
    """The supplier's reporting scope, quarterly unless said otherwise."""
    given = {"state": supplier.program.state, "cadence": "quarterly"} | fields
    return ReportingScope.objects.get_or_create(supplier=supplier, **given)[0]


def agency(
    program, *, name="Albany County Sheriff's Office", county="Albany", supplier=None, since=date(2026, 10, 1)
):
    """An agency that takes part, with a storeroom, in its supplier's reporting scope since a quarter's first day."""
    made = Agency.objects.create(
        slug=name.lower().replace(" ", "-").replace("'", ""),
        name=name,
        kind="law_enforcement",
        program=program,
        jurisdiction=Jurisdiction.objects.get(state=program.state, name=county),
        time_zone=program.time_zone,
        active_since_on=since,
        status=Agency.Status.ADMITTED,
        admitted_on=since,
        admitted_by=Agency.AdmittedBy.OFFICE,
        confirmed_on=since,
    )
    made.main_location = Location.objects.create(agency=made, name="Storeroom", kind="storeroom")
    made.save()
    if supplier is None:
        supplier = Supplier.objects.get_or_create(
            program=program,
            kind=Supplier.NONE,
            defaults={"slug": f"no-supplier-{program.slug}", "name": "No supplier"},
        )[0]
    else:
        SupplyAgreement.objects.create(agency=made, supplier=supplier, from_on=since)
    ScopeMembership.objects.create(agency=made, scope=scope(supplier), from_on=since)
    return made


def department(program, *, name="State Health Department", level="state"):
    return HealthDepartment.objects.create(
        slug=name.lower().replace(" ", "-"), name=name, level=level, program=program
    )


def user(name, **hat):
    """Somebody who signs in as NAME@example.org with `PASSWORD`, wearing one hat if it is given."""
    person = User.objects.create_user(f"{name.lower()}@example.org", PASSWORD, name=name)
    if hat:
        Membership.objects.create(user=person, **hat)
    return person


def entry_of(agency, on):
    """An entry of the ledger for a delivery, without its movement."""
    number = agency.ledger_entries.count() + 1
    return agency.ledger_entries.create(number=number, position=number, kind="received", on=on, stated_on=on)
