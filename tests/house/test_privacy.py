"""The schema has no place for a person, an hour or a story. `docs/privacy.md` says the rest in words."""

import re

import pytest
from django.apps import apps
from django.apps.registry import Apps
from django.db import models

from distributions import models as log

FORBIDDEN = re.compile(
    r"recipient|initials|birth|(^|_)age($|_)|gender|(^|_)sex($|_)|race|ethnic|coordinates|housing|health|overdose"
    r"|drug|photo|signature|case_?(no|number|id)|^case$|incident|pcr|badge|vehicle_n|officer|note|comment|story|time_of|hour"
)
NAMES_ALLOWED = {
    "agencies.Supplier.paused_note": "why a supplier's orders are paused",
    "distributions.MonthlyTally.overdose_responses": "how many there were in a month, of all the agency",
    "inventory.Lot.number": "a manufacturer's lot",
    "reporting.AgencyReport.comment": "to the supplier, about the report",
    "reporting.ReportDraft.comment": "the same, before it is sent",
}
LOG = [log.DailyCount, log.SubmissionKey, log.Sheet, log.SheetTotal, log.Correction, log.MonthlyTally, log.UsualDay]
COUNTS = [log.DailyCount, log.SheetTotal]
OURS = {"agencies", "inventory", "training", "distributions", "reporting"}


def forbidden_in(candidates):
    return [
        f"{model._meta.label}.{field.name}"
        for model in candidates
        for field in model._meta.local_fields
        if FORBIDDEN.search(field.name)
    ]


def test_no_column_is_made_for_what_must_not_be_known():
    ours = [model for model in apps.get_models() if model._meta.app_label in OURS]

    assert [name for name in forbidden_in(ours) if name not in NAMES_ALLOWED] == []


def test_a_planted_column_is_found():
    class Planted(models.Model):
        recipient_initials = models.CharField(max_length=3)

        class Meta:
            app_label = "planted"
            apps = Apps()

    assert forbidden_in([Planted]) == ["planted.Planted.recipient_initials"]


def moments_in(candidates):
    return [
        f"{model.__name__}.{field.name}"
        for model in candidates
        for field in model._meta.local_fields
        if isinstance(field, models.DateTimeField | models.TimeField)
    ]


def test_the_log_knows_days_and_no_hours():
    assert moments_in(LOG) == []


def test_a_planted_hour_is_found():
    class Planted(models.Model):
        at = models.DateTimeField()

        class Meta:
            app_label = "planted"
            apps = Apps()

    assert moments_in([Planted]) == ["Planted.at"]


@pytest.mark.parametrize("model", COUNTS, ids=lambda model: model.__name__)
def test_a_count_points_at_no_person_and_no_place_finer_than_a_zip_code(model):
    allowed = {"agency", "scope", "jurisdiction", "item"} | ({"sheet"} if model is log.SheetTotal else set())

    assert {field.name for field in model._meta.local_fields if field.is_relation} <= allowed


@pytest.mark.parametrize("model", COUNTS, ids=lambda model: model.__name__)
def test_a_count_holds_no_words(model):
    worded = {
        field.name: field.max_length
        for field in model._meta.local_fields
        if isinstance(field, models.CharField | models.TextField)
    }

    assert worded == {"precision": 5, "zip_code": 5}


def test_a_sheet_is_who_when_how_many_lines_and_a_short_label():
    fields = {field.name: getattr(field, "max_length", None) for field in log.Sheet._meta.concrete_fields}

    columns = "id agency kind known_by mark label by on lines taken_back_on"
    assert " ".join(fields) == columns
    assert fields["label"] == 30


def test_a_claim_leads_to_no_count():
    assert {field.name for field in log.SubmissionKey._meta.concrete_fields} == {"agency", "uuid", "received_month"}


def test_a_tally_is_four_figures_of_a_month():
    assert {field.name for field in log.MonthlyTally._meta.concrete_fields} == {
        "id",
        "agency",
        "month",
        "overdose_responses",
        "declined",
        "none_on_hand",
        "reported_used",
    }


def test_a_day_that_was_found_right_is_a_day_and_its_kits():
    assert {field.name for field in log.UsualDay._meta.concrete_fields} == {"id", "agency", "handed_out_on", "items"}


def test_stock_knows_months_only_of_what_was_left():
    for name in ("StockUse", "Shortfall"):
        fields = {field.name: field for field in apps.get_model("inventory", name)._meta.local_fields}
        days = {name for name, field in fields.items() if isinstance(field, models.DateField)}

        assert days == {"posted_month"}
