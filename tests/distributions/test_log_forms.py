"""A day put right."""

from datetime import date

import pytest

from distributions.models import Correction, DailyCount
from tests.distributions.asking import log_of, on_hand, words


def test_a_day_is_corrected_with_a_reason(coordinator, url, stocked, leave, alice):
    leave(items=3)
    count = DailyCount.objects.get()
    opened = coordinator.get(url("correct", count.pk))
    form = {name: opened.context["form"][name].value() for name in ("handouts", "people_trained", "seen")}

    answer = coordinator.post(url("correct", count.pk), form | {"items": 2, "reason": "counted_twice"}, follow=True)

    assert log_of(stocked) == (1, 2, 0)
    assert on_hand(stocked) == 38
    correction = Correction.objects.get()
    assert (correction.by, correction.reason, correction.items) == (alice, "counted_twice", -1)
    assert "The count is corrected, and so is the stock" in words(answer)
    assert "\N{MINUS SIGN}1 0 0 Counted twice Alice" in words(coordinator.get(url("corrections")))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "sheet_changed"}, "reason"),
        ({"items": "-1"}, "items"),
        ({"items": "0"}, "__all__"),
        ({"seen": "x"}, "seen"),
        ({"seen": "1-4-0"}, "__all__"),
        ({"items": "3"}, "__all__"),
    ],
)
def test_a_wrong_correction_is_explained_and_nothing_changes(coordinator, url, agency, leave, change, field):
    leave(items=3)
    count = DailyCount.objects.get()
    form = {"handouts": 1, "items": 2, "people_trained": 0, "reason": "typed_wrong", "seen": "1-3-0"}

    answer = coordinator.post(url("correct", count.pk), form | change)

    assert list(answer.context["form"].errors) == [field]
    assert log_of(agency) == (1, 3, 0)
    assert not Correction.objects.exists()


def test_a_sealed_day_says_what_becomes_of_the_difference(coordinator, url, leave, seal):
    leave(items=3)
    seal(date(2026, 10, 1))

    said = words(coordinator.get(url("correct", DailyCount.objects.get().pk)))

    assert "is published and stays as it is: the difference is told in the next one" in said
