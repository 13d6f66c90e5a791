"""Sheets as people write them are counted as what they truly say, or refused by the row."""

from collections import Counter
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings

from agencies.models import Jurisdiction
from distributions.actions.importing import judge_file
from distributions.counts import total_of
from tests.distributions.written_sheets import TODAY, written_sheets


@pytest.fixture
def county_names(agency):
    return dict(Jurisdiction.objects.values_list("pk", "name"))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sheet=written_sheets())
def test_what_people_write_is_counted_as_what_it_says(agency, kit, county_names, sheet):
    verdict = judge_file(
        file=BytesIO(sheet.data), name=sheet.name, agency=agency, item=kit, jurisdiction=None, today=TODAY
    )

    counted = total_of(verdict.plan.added.values())
    assert counted == (
        len(sheet.lines),
        sum(line.kits for line in sheet.lines),
        sum(line.trained for line in sheet.lines),
    )
    assert sorted(line.row for line in verdict.name_lines(verdict.refused)) == sheet.wrong
    said = Counter()
    for key, part in verdict.plan.added.items():
        said[key.handed_out_on, county_names[key.jurisdiction_id]] += part.items
    true = Counter()
    for line in sheet.lines:
        true[line.day, line.county] += line.kits
    assert said == true
