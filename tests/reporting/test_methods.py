"""How a report was made, what its columns mean, and how to cite it."""

from lbn.reporting.published.methods import citation_of, definitions_of, methods_of
from lbn.reporting.published.tables import tables_of
from tests.reporting.reading import at_department, at_supplier, page_of


def test_a_report_is_cited_by_program_period_reader_and_day(issue, state_issue):
    assert citation_of(issue) == (
        "New York leave-behind naloxone: report for October to December 2026 to Capital Harm Reduction. "
        "Published on Jan 20, 2027."
    )
    assert f"to {state_issue.department.name}. Published" in citation_of(state_issue)


def test_each_column_of_a_page_has_its_meaning_once(issue):
    tables = tables_of(issue.read())

    told = definitions_of(tables)

    seen = {str(column.heading) for table in tables if table.rows for column in table.seen}
    assert {term for term, _meaning in told} == seen
    assert len(told) == len(seen)
    assert all(meaning for _term, meaning in told)


def test_the_threshold_of_a_report_is_in_its_methods(issue):
    assert any("at least 11 visits" in sentence for sentence in methods_of(issue.read()))


def test_pages_end_with_methods_and_the_whole_fingerprint(
    issue, state_issue, supplier, department, sam, dana, browser
):
    for one, reader, address in (
        (issue, sam, at_supplier("issue", supplier, issue.pk)),
        (state_issue, dana, at_department("issue", department, state_issue.pk)),
    ):
        page = page_of(browser(reader).get(address))
        assert citation_of(one) in page
        assert f'<span class="fingerprint">{one.content_hash}</span>' in page
        assert "A ZIP code that crosses a county line is counted whole in one county" in page
