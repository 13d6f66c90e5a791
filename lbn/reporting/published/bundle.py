"""Everything of one or several published reports in a zip of tidy tables, with the dictionary of their columns.

`facts.csv` has all numbers; `counties.csv` and `places.csv` have visits, kits and doses beside each other, as many
programs want them. The same reports give the same bytes: the files carry no time.
"""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from agencies.bundles import zip_files
from agencies.sheets import csv_bytes
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.documents import PublishedReport, SupplierReport
from lbn.reporting.models import Issue
from lbn.reporting.published.about import about_report
from lbn.reporting.published.facts import NOT_SHOWN, Fact, list_facts
from lbn.reporting.published.facts.dictionary import Entry, explain_columns
from lbn.reporting.published.facts.findings import counties_in
from lbn.reporting.published.methods import citation_of
from lbn.reporting.published.rates import Evidence
from lbn.reporting.published.tables import all_notes, tables_of

ReadReports = Sequence[tuple[Issue, PublishedReport]]
FIGURES = ("visits", "kits", "doses")
SAME = ("report", "period_kind", "period_from", "period_to", "kind", "code", "fips", "name")
COUNTIES = {"county", "unknown", "counties_not_shown", "region", "other_counties"}
PLACES = {"zip", "other_zips", "rest", "unplaced"}
OF_AGENCIES = ("report", "code", "name", "agency_kind", "county", "how_reported", "arrived")


def zip_reports(reports: ReadReports) -> bytes:
    """Return the zip of these reports, newest or not, in the order that they come in."""
    facts = list_facts(reports)
    tables: dict[str, tuple[Sequence[str], Sequence[Sequence[object]]]] = {
        "facts": (Fact._fields, facts),
        "counties": ((*SAME, *FIGURES, "status"), put_beside(facts, COUNTIES)),
        "places": ((*SAME, *FIGURES, "status"), put_beside(facts, PLACES)),
        "agencies": (OF_AGENCIES, agency_rows(reports)),
        "reports": report_table(reports),
        "notes": (("report", "note"), note_rows(reports)),
        "dictionary": (Entry._fields, explain_columns()),
    }
    parts = {f"{name}.csv": csv_bytes(header, rows) for name, (header, rows) in tables.items() if rows}
    parts["README.txt"] = read_me(reports).encode()
    parts |= {f"as-published/{issue.pk}.json": issue.content.encode() for issue, _document in reports}
    return zip_files(dict(sorted(parts.items())))


def put_beside(facts: Iterable[Fact], kinds: set[str]) -> list[tuple]:
    """Return a row for each place and period, with its visits, kits and doses beside each other."""
    rows: dict[tuple, dict[str, Fact]] = {}
    for fact in facts:
        if fact.kind in kinds and fact.measure in FIGURES:
            rows.setdefault(tuple(getattr(fact, name) for name in SAME), {})[fact.measure] = fact
    return [
        (*key, *(found[measure].value for measure in FIGURES), found["kits"].status) for key, found in rows.items()
    ]


def agency_rows(reports: ReadReports) -> list[tuple]:
    """Return what else a supplier reads of its agencies: words, which are no facts."""
    return [
        (str(issue.pk), row.slug, row.agency, row.kind, row.county_label, row.status, row.came)
        for issue, document in reports
        if isinstance(document, SupplierReport)
        for row in document.agencies
    ]


def report_table(reports: ReadReports) -> tuple[tuple[str, ...], list[tuple]]:
    """Return the reports that are here: for whom, for which days, the line to cite, the fingerprint."""
    rows = [
        about_report(issue, document) | {"cite": citation_of(issue), "sha256": issue.content_hash}
        for issue, document in reports
    ]
    return tuple(rows[0]), [tuple(row.values()) for row in rows]


def note_rows(reports: ReadReports) -> list[tuple[str, str]]:
    """Return everything that the pages of reports say beside their tables, such as whose figures rates rest on. Three
    queries, however many they are."""
    evidence = Evidence.with_labels({key for _issue, document in reports for key in counties_in(document)})
    return [
        (str(issue.pk), note)
        for issue, document in reports
        for note in all_notes(document, tables_of(document, evidence))
    ]


def read_me(reports: ReadReports) -> str:
    """Return what somebody reads first who opens the zip."""
    thresholds = sorted({document.report.threshold for _issue, document in reports})
    lines = [
        _("Published reports on leave-behind naloxone"),
        "",
        *(f"- {document.reader}, {period_in_words(*document.span)}" for _issue, document in reports),
        "",
        _("facts.csv: one number a row. Read fips and code as text; some begin with 0."),
        _("counties.csv, places.csv: visits, kits and doses beside each other."),
        _("agencies.csv, only in a supplier's reports: kind, county, and how each agency's report stands."),
        _("reports.csv: the reports, the line to cite each, and the SHA-256 of each file in as-published."),
        _("dictionary.csv: each column, its unit, its meaning, and the words that it may hold."),
        _("notes.csv: what has to be known of each report."),
        "",
        _("A value is empty only where status is “%(words)s”, which never means zero.") % {"words": NOT_SHOWN},
        _("A place is named from so many visits on: %(numbers)s.") % {"numbers": ", ".join(map(str, thresholds))},
        _("Do not add kits furnished (kits_received) and kits left (kits): the same kit appears in both."),
        "",
    ]
    return "\n".join(map(str, lines))
