"""The lines of other people's forms: what they are taken from, where they are offered, and who took them."""

from dataclasses import replace
from datetime import date

import pytest

from agencies.models import Program
from agencies.packs.schema import LAYOUTS as IN_PACKS
from agencies.packs.schema import TYPED
from lbn.reporting.documents import NetCorrections
from lbn.reporting.models import AgencyReport, Download
from lbn.reporting.published.actions import withdraw
from lbn.reporting.published.files import layout_file
from lbn.reporting.returns.layouts import LAYOUTS, FormFigures, form_figures, form_lines, layouts_of, title_of
from tests.reporting.asking import give
from tests.reporting.reading import at_supplier, in_csv_lines, page_of, rows_in

FIGURES = FormFigures(
    kits=41,
    doses=82,
    community_trained=30,
    personnel_trained=4,
    on_hand=12,
    typed={"initial_doses": 50, "refills": 32, "people_served": None, "reported_used": 3},
)


@pytest.mark.parametrize(
    ("layout", "lines"),
    [
        ("nyoverdose", {"Individuals trained": 30, "Kits distributed": 41, "Personnel trained": 4}),
        (
            "nyc",
            {"Individuals trained": 30, "Kits distributed": 41, "Personnel trained": 4, "Doses distributed": 82},
        ),
        (
            "mdh_training",
            {
                "People trained": 30,
                "First doses given out": 50,
                "Refill doses given out": 32,
                "Doses given out": 82,
                "People served": None,
                "Kits reported used": 3,
                "Personnel trained": 4,
            },
        ),
        (
            "ndp_order",
            {"Reversals reported": 3, "Units given out": 41, "Doses given out": 82, "Units on hand": 12},
        ),
    ],
)
def test_a_form_gets_its_lines_and_says_of_each_what_it_is(layout, lines):
    made = form_lines(layout, FIGURES)

    assert {line.label: line.value for line in made} == lines
    assert all(line.note for line in made)


def test_every_form_that_packs_may_name_is_known():
    assert set(LAYOUTS) == set(IN_PACKS)
    assert all(title_of(layout) for layout in LAYOUTS)


def test_individuals_trained_are_the_community_with_personnel_beside_them(issue):
    document = issue.read()
    (agency,) = document.agencies
    document = replace(document, agencies=(replace(agency, personnel_trained=7),))

    individuals, kits, personnel = form_lines("nyoverdose", form_figures(document))

    assert (individuals.label, individuals.value) == ("Individuals trained", 3)
    assert kits.value == 14 + 12 + 6 + 8 + 1006
    assert (personnel.label, personnel.value) == ("Personnel trained", 7)


def test_corrections_to_earlier_periods_are_in_the_lines(issue):
    net = NetCorrections(handouts=-1, kits=-20, doses=-40, people_trained=-2)

    figures = form_figures(replace(issue.read(), net_corrections=net))

    assert (figures.kits, figures.doses, figures.community_trained) == (1046 - 20, 2092 - 40, 3 - 2)


def test_an_agencys_report_fills_in_the_same_form(issue):
    figures = form_figures(AgencyReport.objects.get().read())

    assert (figures.kits, figures.doses, figures.community_trained) == (1046, 2092, 3)
    assert (figures.personnel_trained, figures.on_hand) == (0, 0)
    assert figures.typed == dict.fromkeys(TYPED)


@pytest.mark.parametrize(("months", "layouts"), [(1, ["nyc"]), (3, ["nyoverdose"]), (12, []), (6, [])])
def test_a_form_goes_with_periods_of_its_own_length(new_york, months, layouts):
    assert layouts_of(new_york, months) == layouts


def test_a_form_that_is_asked_for_at_no_fixed_time_goes_with_every_length(new_york):
    give(new_york, {"layout": "ndp_order"}, {"slug": "again", "layout": "ndp_order"})
    program = Program.objects.get(pk=new_york.pk)

    assert [layouts_of(program, months) for months in (1, 3, 12)] == [["ndp_order"]] * 3


@pytest.fixture
def asked(new_york):
    """All forms at once, which no single state asks for."""
    give(new_york, *({"slug": name.replace("_", "-"), "layout": name} for name in LAYOUTS))


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_form_is_on_the_page_and_in_its_file_and_who_took_it_is_written_down(issue, supplier, sam, browser, layout):
    pages = browser(sam)

    page = pages.get(at_supplier("issue", supplier, issue.pk)).content.decode()
    answer = pages.get(at_supplier("download", supplier, issue.pk, layout))

    header, *rows = in_csv_lines(answer.content)
    lines = form_lines(layout, form_figures(issue.read()))
    assert header == ["Field", "Value", "Note"]
    assert rows == [[line.label, "" if line.value is None else str(line.value), line.note] for line in lines]
    assert rows_in(page, f"layout-{layout}") == [
        [line.label, "not stated" if line.value is None else f"{line.value:,}", line.note] for line in lines
    ]
    assert f'2026-12.{layout}.csv"' in answer["Content-Disposition"]
    assert list(Download.objects.values_list("issue", "by", "format", "on")) == [
        (issue.pk, sam.pk, layout, date(2027, 1, 21))
    ]


def test_the_file_of_a_form_says_that_its_report_was_withdrawn(issue, olga):
    before = in_csv_lines(layout_file(issue, "nyoverdose").content)

    withdrawn = withdraw(issue=issue, because="It was counted with a wrong key.", by=olga)

    header, said, *lines = in_csv_lines(layout_file(withdrawn, "nyoverdose").content)
    assert said == ["Withdrawn", "", "It was counted with a wrong key."]
    assert [header, *lines] == before


def test_a_form_of_another_state_is_not_found_and_not_written_down(issue, supplier, sam, browser):
    assert browser(sam).get(at_supplier("download", supplier, issue.pk, "mdh_training")).status_code == 404
    assert not Download.objects.exists()


def test_a_department_is_offered_no_form(issue, state_issue, department, dana, browser):
    page = page_of(browser(dana).get(f"/departments/{department.slug}/reports/{state_issue.pk}/"))

    assert "data-table=" in page
    assert "layout-" not in page
