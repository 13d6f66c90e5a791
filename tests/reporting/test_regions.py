"""Health departments of several counties are regions: they nest or stand apart, in the list and in reports."""

import pytest

from agencies.actions.departments import DepartmentRefused, add_department, edit_department
from agencies.models import HealthDepartment, Jurisdiction
from lbn.reporting.fold import Region
from lbn.reporting.models import Issue
from lbn.reporting.published.actions import publish_roll_ups
from lbn.reporting.published.compile.cells import Area, nested_only
from tests.reporting.conftest import SEAL_DAY

pytestmark = pytest.mark.django_db


def counties(*names):
    return list(Jurisdiction.objects.filter(state="NY", name__in=names))


@pytest.fixture
def capital(new_york, olga):
    return add_department(
        program=new_york, name="Capital Health", level="city", by=olga, jurisdictions=counties("Albany", "Rensselaer")
    )


def test_counties_that_cut_across_another_departments_are_refused_and_nothing_changes(capital, new_york, olga):
    county = add_department(
        program=new_york, name="Albany Health", level="county", by=olga, jurisdictions=counties("Albany")
    )

    for change in (
        lambda across: add_department(program=new_york, name="New", level="city", by=olga, jurisdictions=across),
        lambda across: edit_department(
            department=county, name=county.name, level="county", by=olga, jurisdictions=across
        ),
    ):
        with pytest.raises(DepartmentRefused, match="Capital Health sees some of these counties") as no:
            change(counties("Albany", "Schenectady"))
        assert no.value.field == "jurisdictions"

    assert HealthDepartment.objects.filter(program=new_york, level="city").count() == 1
    assert list(county.jurisdictions.values_list("name", flat=True)) == ["Albany"]


def test_counties_inside_another_departments_are_a_region_of_their_own(capital, new_york, olga):
    add_department(program=new_york, name="Albany Health", level="county", by=olga, jurisdictions=counties("Albany"))

    assert Area(new_york).regions() == [
        Region("capital-health", "Capital Health", ("ny-albany", "ny-rensselaer")),
        Region("albany-health", "Albany County", ("ny-albany",)),
    ]


def test_of_regions_that_were_listed_across_each_other_before_the_larger_one_stays():
    large, across = Region("a", "A", ("x", "y", "z")), Region("b", "B", ("z", "w"))
    inside, apart = Region("c", "C", ("y",)), Region("d", "D", ("v",))

    assert nested_only([across, apart, inside, large]) == [large, apart, inside]


def test_two_regions_of_one_name_are_refused_and_nothing_is_published(capital, new_york, olga, issue):
    HealthDepartment.objects.filter(pk=capital.pk).update(name="Schenectady County")
    add_department(
        program=new_york, name="Schenectady", level="county", by=olga, jurisdictions=counties("Schenectady")
    )
    published = Issue.objects.count()

    with pytest.raises(ValueError, match="Two regions are called Schenectady County") as refused:
        list(publish_roll_ups(program=new_york, day=SEAL_DAY))

    assert "Let the program office give one of the two health departments another name" in str(refused.value)
    assert Issue.objects.count() == published
