"""Reports chain through sheets that change and through admission: late counts go on, what was sent is completed."""

from datetime import date
from io import BytesIO

import pytest

from agencies.models import Agency, Jurisdiction
from distributions.actions.importing import carry_out, judge_file
from lbn.reporting.models import AgencyReport
from lbn.reporting.returns.actions.admission import admit, take_back_admission
from tests.reporting.conftest import IN_TIME, Q1, Q4, scope_of, seal_period, send
from tests.reporting.test_chain import require_chain

APRIL, APRIL_SEAL = date(2027, 4, 2), date(2027, 4, 20)


@pytest.fixture
def import_sheet(agency, kit, alice):
    """Import the agency's one tracking sheet: `import_sheet({day: kits}, today=day)`."""

    def put(days, *, today):
        lines = ["Date,ZIP code,Kits,People trained", *(f"{day},12207,{kits},0" for day, kits in days.items())]
        verdict = judge_file(
            file=BytesIO("\n".join(lines).encode()),
            name="Kits.csv",
            agency=agency,
            item=kit,
            jurisdiction=Jurisdiction.objects.get(slug="ny-albany"),
            today=today,
        )
        how = {"replace": True, "today": today, "by": alice}
        carry_out(agency=agency, sheet=verdict.sheet, plan=verdict.plan, **how)

    return put


def test_a_sheet_that_changes_before_and_after_the_close_is_completed_and_then_posted_forward(
    agency, receive, import_sheet
):
    receive(60, on=date(2026, 10, 2))
    import_sheet({"2026-11-20": 5, "2026-12-01": 4}, today=date(2027, 1, 2))
    send(agency)
    import_sheet({"2026-11-20": 7, "2026-12-01": 3, "2026-12-30": 2}, today=date(2027, 1, 12))
    seal_period(scope_of(agency))
    import_sheet({"2026-11-20": 6, "2026-12-01": 3, "2026-12-30": 9}, today=date(2027, 2, 3))
    send(agency, starts_on=Q1, on=APRIL)
    seal_period(scope_of(agency), Q1, on=APRIL_SEAL)

    assert require_chain(agency, date(2027, 4, 21)) == 2
    stocks = [one.read().stock for one in AgencyReport.objects.order_by("period__starts_on", "version")]
    assert [(one.left, one.closing) for one in stocks] == [(9, 51), (12, 48), (6, 42)]


def test_a_report_of_an_agency_that_waited_goes_along_and_chains(agency, leave, receive, olga):
    receive(60, on=date(2026, 10, 2))
    leave(times=5)
    take_back_admission(agency=agency, by=olga, today=date(2026, 12, 1))
    waiting = Agency.objects.get(pk=agency.pk)
    send(waiting)
    leave(times=2, on=date(2026, 12, 30), today=IN_TIME)
    admitted = admit(agency=waiting, how="office", by=olga, today=date(2027, 1, 12))
    leave(times=1, on=date(2026, 12, 31), today=date(2027, 1, 13))

    seal_period(scope_of(admitted, Q4))

    versions = [(one.version, one.read().stock.left) for one in AgencyReport.objects.order_by("version")]
    assert versions == [(1, 5), (2, 8)]
    send(admitted, starts_on=Q1, on=APRIL, no_kits=True)
    seal_period(scope_of(admitted, Q1), Q1, on=APRIL_SEAL)
    assert require_chain(admitted, date(2027, 4, 21)) == 2
