"""The lines of other people's forms: what they are taken from, where they are offered, and who took them."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from agencies.models import Program
from agencies.packs.schema import SOURCES, TYPED
from agencies.terms import describe_source
from lbn.reporting.documents import NetCorrections
from lbn.reporting.models import AgencyReport, Download
from lbn.reporting.published.actions import withdraw
from lbn.reporting.published.files import layout_file
from lbn.reporting.returns.layouts import FormFigures, form_csv, form_figures, form_lines, forms_of
from tests.documents import statement_figures
from tests.reporting.asking import give, shipped_form, shipped_forms
from tests.reporting.reading import at_supplier, in_csv_lines, page_of, rows_in

BEFORE = json.loads((Path(__file__).parents[1] / "data" / "forms" / "before.json").read_text())
NAMES = list(BEFORE["forms"])


@pytest.mark.parametrize("name", NAMES)
def test_a_form_of_a_pack_says_what_it_said_before_it_was_data(name):
    form = shipped_form(name)

    assert form.title == BEFORE["forms"][name]["title"]
    for filled in BEFORE["forms"][name]["filled"]:
        figures = FormFigures(**BEFORE["figures"][filled["of"]])
        assert [list(line) for line in form_lines(form, figures)] == filled["lines"]


def test_every_figure_that_a_form_may_ask_for_is_there_of_each_document(issue):
    statement = statement_figures()
    documents = [issue.read(), AgencyReport.objects.get().read(), statement]

    assert [list(form_figures(document).stated) for document in documents] == [list(SOURCES)] * 3
    assert all(describe_source(source) for source in SOURCES)


def test_a_form_may_be_one_row_under_its_labels(issue):
    form = replace(shipped_form("nyoverdose"), file="row")

    assert in_csv_lines(form_csv(form, issue.read())) == [
        ["Individuals trained", "Kits distributed", "Personnel trained"],
        ["3", "1046", "0"],
    ]
    assert in_csv_lines(form_csv(form, issue.read(), withdrawn="A wrong key.")) == [
        ["Withdrawn", "Individuals trained", "Kits distributed", "Personnel trained"],
        ["A wrong key.", "3", "1046", "0"],
    ]


def test_individuals_trained_are_the_community_with_personnel_beside_them(issue):
    document = issue.read()
    (agency,) = document.agencies
    document = replace(document, agencies=(replace(agency, personnel_trained=7),))

    individuals, kits, personnel = form_lines(shipped_form("nyoverdose"), form_figures(document))

    assert (individuals.label, individuals.value) == ("Individuals trained", 3)
    assert kits.value == 14 + 12 + 6 + 8 + 1006
    assert (personnel.label, personnel.value) == ("Personnel trained", 7)


def test_corrections_to_earlier_periods_are_in_the_lines(issue):
    net = NetCorrections(handouts=-1, kits=-20, doses=-40, people_trained=-2)

    figures = form_figures(replace(issue.read(), net_corrections=net))

    assert values(figures, "kits_left", "doses_left", "times_left", "community_trained") == [1026, 2052, 39, 1]


def test_an_agencys_report_fills_in_the_same_form(issue):
    figures = form_figures(AgencyReport.objects.get().read())

    assert values(figures, "kits_left", "doses_left", "community_trained") == [1046, 2092, 3]
    assert values(figures, "personnel_trained", "kits_on_hand", *TYPED) == [0, 0, None, None, None, None]


def values(figures, *sources):
    return [figures.stated[source] for source in sources]


@pytest.mark.parametrize(("months", "layouts"), [(1, ["nyc"]), (3, ["nyoverdose"]), (12, []), (6, [])])
def test_a_form_goes_with_periods_of_its_own_length(new_york, months, layouts):
    assert [form.name for form in forms_of(new_york, months)] == layouts


def test_a_form_that_is_asked_for_at_no_fixed_time_goes_with_every_length(new_york):
    give(new_york, {"form": "ndp_order"}, {"slug": "again", "form": "ndp_order"}, forms=shipped_forms("ndp_order"))
    program = Program.objects.get(pk=new_york.pk)

    assert [[form.name for form in forms_of(program, months)] for months in (1, 3, 12)] == [["ndp_order"]] * 3


@pytest.fixture
def asked(new_york):
    """All forms at once, which no single state asks for."""
    give(new_york, *({"slug": name, "form": name} for name in NAMES), forms=shipped_forms(*NAMES))


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("layout", NAMES)
def test_a_form_is_on_the_page_and_in_its_file_and_who_took_it_is_written_down(issue, supplier, sam, browser, layout):
    pages = browser(sam)

    page = pages.get(at_supplier("issue", supplier, issue.pk)).content.decode()
    answer = pages.get(at_supplier("download", supplier, issue.pk, layout))

    header, *rows = in_csv_lines(answer.content)
    lines = form_lines(shipped_form(layout), form_figures(issue.read()))
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
    before = in_csv_lines(layout_file(issue, shipped_form("nyoverdose")).content)

    withdrawn = withdraw(issue=issue, because="It was counted with a wrong key.", by=olga)

    header, said, *lines = in_csv_lines(layout_file(withdrawn, shipped_form("nyoverdose")).content)
    assert said == ["Withdrawn", "", "It was counted with a wrong key."]
    assert [header, *lines] == before


def test_a_form_of_another_state_is_not_found_and_not_written_down(issue, supplier, sam, browser):
    assert browser(sam).get(at_supplier("download", supplier, issue.pk, "mdh_training")).status_code == 404
    assert not Download.objects.exists()


def test_a_department_is_offered_no_form(issue, state_issue, department, dana, browser):
    page = page_of(browser(dana).get(f"/departments/{department.slug}/reports/{state_issue.pk}/"))

    assert "data-table=" in page
    assert "layout-" not in page
