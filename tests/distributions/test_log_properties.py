"""Whatever is logged, corrected and imported in whatever order: the sums are right and the ledger closes."""

from datetime import date
from io import BytesIO

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from distributions.actions.correct import CorrectionRefused, correct_day
from distributions.actions.importing import carry_out, judge_file
from distributions.actions.take_back import take_sheet_back
from distributions.counts import NOTHING, Counts, Impossible, share, total_of
from distributions.models import DailyCount, Sheet
from distributions.months import line_of, log_lines
from distributions.sheet_names import known_by_name
from inventory.models import Shortfall, StockUse
from tests.distributions.asking import ledger_closes, on_hand

JANUARY = date(2027, 1, 25)
ZIP_CODES = ["12207", "12208"]
DAYS = [date(2026, 11, 18), date(2026, 11, 19)]


@st.composite
def possible(draw, most=6):
    items = draw(st.integers(0, most))
    return Counts(draw(st.integers(1, items)), items, draw(st.integers(0, items))) if items else NOTHING


@given(st.lists(possible(), min_size=1, max_size=4), possible(most=24))
def test_a_difference_is_shared_so_that_every_count_stays_possible(held, wanted):
    difference = wanted.minus(total_of(held))

    parts = share(held, difference)

    assert total_of(parts) == difference
    assert all(old.plus(part).is_possible for old, part in zip(held, parts, strict=True))


@given(st.lists(possible(), min_size=1, max_size=3), st.integers(1, 3))
def test_what_is_impossible_is_not_shared(held, too_many):
    held_items = total_of(held).items

    with pytest.raises(Impossible):
        share(held, Counts(0, -held_items - too_many, 0))


PLACES = st.tuples(st.sampled_from(DAYS), st.sampled_from(ZIP_CODES))
SHEETS = st.dictionaries(PLACES, st.lists(st.integers(1, 4), min_size=1, max_size=3), max_size=3)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("log"), PLACES, st.integers(1, 4)),
        st.tuples(st.just("correct"), st.integers(0, 3), possible()),
        st.tuples(st.just("import"), st.sampled_from(["A", "B"]), SHEETS),
        st.tuples(st.just("take_back"), st.sampled_from(["A", "B"])),
        st.tuples(st.just("seal")),
    ),
    max_size=8,
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_sequence_keeps_the_sums_and_the_ledger(stocked, leave, seal, kit, alice, steps):
    with transaction.atomic():
        story = Story(stocked, leave, seal, kit, alice)
        for name, *given_to in steps:
            getattr(story, f"{name}_step")(*given_to)
            story.check()
        transaction.set_rollback(True)


class Story:
    """The log beside a plain model of it: what each day and place should say, and what each sheet contributed."""

    def __init__(self, agency, leave, seal, kit, by):
        self.agency, self.leave, self.seal, self.kit, self.by = agency, leave, seal, kit, by
        self.says, self.sheets, self.is_sealed = {}, {}, False

    def log_step(self, place, items):
        day, zip_code = place
        self.leave(zip_code, day=day, items=items, on=JANUARY)
        self.add(place, Counts(1, items, 0))

    def seal_step(self):
        if not self.is_sealed:
            self.seal(date(2026, 10, 1))
            self.is_sealed = True

    def correct_step(self, position, wanted):
        counts = list(DailyCount.objects.order_by("handed_out_on", "zip_code", "posted_month"))
        if not counts:
            return
        count = counts[position % len(counts)]
        seen = line_of(count)
        if seen == wanted:
            return
        how = {"reason": "typed_wrong", "today": JANUARY, "by": self.by}
        correct_day(count=count, seen=seen, wanted=wanted, **how)
        self.says[count.handed_out_on, count.zip_code] = wanted

    def import_step(self, name, sheet):
        lines = [f"{day:%m/%d/%Y},{zip_code},{kits}" for (day, zip_code), each in sheet.items() for kits in each]
        given_to = {"agency": self.agency, "today": JANUARY}
        content = "\n".join(["Date,ZIP,Kits", *lines]).encode()
        verdict = judge_file(file=BytesIO(content), name=f"{name}.csv", item=self.kit, jurisdiction=None, **given_to)
        try:
            carry_out(sheet=verdict.sheet, plan=verdict.plan, **given_to)
        except CorrectionRefused:
            return
        for place, each in sheet.items():
            now, before = Counts(len(each), sum(each), 0), self.sheets.get((name, place), NOTHING)
            if not now.minus(before).falls:
                self.add(place, now.minus(before))
                self.sheets[name, place] = now

    def take_back_step(self, name):
        known_by = known_by_name(name, agency=self.agency)
        sheet = Sheet.objects.filter(known_by=known_by).first()
        if sheet is None:
            return
        try:
            take_sheet_back(sheet=sheet, location=self.agency.main_location, today=JANUARY, by=self.by)
        except CorrectionRefused:
            return
        for place in [place for of, place in self.sheets if of == name]:
            self.add(place, NOTHING.minus(self.sheets.pop((name, place))))

    def add(self, place, figures):
        self.says[place] = self.says.get(place, NOTHING).plus(figures)

    def check(self):
        lines = log_lines(self.agency, first=DAYS[0], last=DAYS[-1])
        log = {(line.key.handed_out_on, line.key.zip_code): line.figures for line in lines}
        assert log == {place: figures for place, figures in self.says.items() if figures != NOTHING}
        assert ledger_closes()
        used = sum(StockUse.objects.values_list("quantity", flat=True))
        short = sum(Shortfall.objects.values_list("quantity", flat=True))
        assert on_hand(self.agency) == 40 - used
        assert used + short == sum(figures.items for figures in self.says.values())
