"""In which reporting scope an agency is, and from when."""

from datetime import date

import pytest

from agencies.actions.agency import open_agency
from agencies.actions.scopes import enter_scope, scope_for, stand_in_of
from agencies.models import Jurisdiction, ReportingScope, ScopeMembership, Supplier
from tests import cast

NOVEMBER = date(2026, 11, 21)


@pytest.fixture
def open_in(new_york):
    """Open an agency in a county of New York: `open_in("Kings", is_registered_oopp=True)`."""

    def open_one(county, **facts):
        slug = f"ny-{county.lower().replace(' ', '-')}"
        home = Jurisdiction.objects.get_or_create(slug=slug, state="NY", name=county, kind="county")[0]
        facts = {"day": NOVEMBER, "admitted_by": "office"} | facts
        return open_agency(
            program=new_york, name=f"{county} Sheriff", kind="law_enforcement", jurisdiction=home, by=None, **facts
        )

    return open_one


def tenures(agency):
    rows = ScopeMembership.objects.filter(agency=agency).order_by("from_on")
    return list(rows.values_list("from_on", "scope__supplier__name"))


@pytest.mark.parametrize(
    ("county", "is_oopp", "cadence"),
    [
        ("Albany", False, "quarterly"),
        ("Albany", True, "quarterly"),
        ("Kings", False, "quarterly"),
        ("Kings", True, "monthly"),
    ],
)
def test_only_new_york_citys_own_programs_report_monthly(open_in, county, is_oopp, cadence):
    agency = open_in(county, is_registered_oopp=is_oopp)

    scope = ReportingScope.objects.get(memberships__agency=agency)

    assert (scope.cadence, scope.state) == (cadence, "NY")


def test_a_county_also_served_makes_the_cadence_monthly_too(open_in):
    city = open_in("Queens").jurisdiction

    agency = open_in("Nassau", is_registered_oopp=True, also_serves=[city])

    assert ReportingScope.objects.get(memberships__agency=agency).cadence == "monthly"


def test_agencies_of_one_supplier_share_its_scope(agency, supplier, stranger):
    assert scope_for(agency=agency, supplier=supplier) == scope_for(agency=stranger, supplier=supplier)
    assert ReportingScope.objects.filter(supplier=supplier).count() == 1


@pytest.mark.parametrize("kind", Supplier.STAND_INS)
def test_what_stands_for_a_supplier_is_one_row_per_program(new_york, kind):
    assert stand_in_of(program=new_york, kind=kind) == stand_in_of(program=new_york, kind=kind)
    assert Supplier.objects.filter(program=new_york, kind=kind).count() == 1
    assert not Supplier.objects.furnishing().exists()


def test_the_first_scope_begins_with_the_quarter(open_in):
    assert tenures(open_in("Albany")) == [(date(2026, 10, 1), "No supplier")]


def test_an_agency_that_nobody_vouched_for_waits_in_a_scope_of_its_own(open_in, new_york):
    supplier = cast.supplier(new_york)

    agency = open_in("Albany", admitted_by="", supplier=supplier)

    assert tenures(agency) == [(date(2026, 10, 1), "Waiting to be confirmed")]
    assert (agency.status, agency.admitted_on, agency.takes_part) == ("waiting", None, False)
    assert agency.agreements.get().supplier == supplier


def test_a_change_waits_for_the_next_quarter(agency, new_york):
    other = cast.supplier(new_york, name="MATTERS", kind="matters")

    membership = enter_scope(agency=agency, supplier=other, day=NOVEMBER)

    assert membership.from_on == date(2027, 1, 1)
    assert tenures(agency) == [(date(2026, 10, 1), "Capital Harm Reduction"), (date(2027, 1, 1), "MATTERS")]


def test_a_later_change_replaces_the_planned_one(agency, new_york):
    enter_scope(agency=agency, supplier=cast.supplier(new_york, name="MATTERS", kind="matters"), day=NOVEMBER)

    enter_scope(agency=agency, supplier=None, day=date(2026, 12, 31))

    assert tenures(agency) == [(date(2026, 10, 1), "Capital Harm Reduction"), (date(2027, 1, 1), "No supplier")]


def test_going_back_in_the_same_quarter_leaves_nothing_planned(agency, supplier, new_york):
    enter_scope(agency=agency, supplier=cast.supplier(new_york, name="MATTERS", kind="matters"), day=NOVEMBER)

    membership = enter_scope(agency=agency, supplier=supplier, day=NOVEMBER)

    assert membership.from_on == date(2026, 10, 1)
    assert tenures(agency) == [(date(2026, 10, 1), "Capital Harm Reduction")]


def test_a_change_of_cadence_waits_as_well(open_in):
    agency = open_in("Bronx", is_registered_oopp=False)
    agency.is_registered_oopp = True
    agency.save()

    membership = enter_scope(agency=agency, supplier=None, day=NOVEMBER)

    assert (membership.scope.cadence, membership.from_on) == ("monthly", date(2027, 1, 1))
