"""A count beside a living log: what was logged while somebody counted is told, and the count stays good."""

import pytest

from tests.inventory.conftest import GOOD_UNTIL, LATER, told, words


@pytest.fixture
def counting(at, stock):
    """Sixty kits, and the page on which they are counted: `send` sends it, with changes."""
    stock.open(("T-100", GOOD_UNTIL, 60))
    query = f"?location={stock.location.pk}&item={stock.item.slug}"
    began = at("count", query=query).context["form"]["began"].value()
    lot = f"lot_{stock.lot('T-100').pk}"

    def send(quantity, **changes):
        return at("count", {"began": began, lot: quantity, **changes}, query=query)

    return send


def agree(page):
    """What the second page sends back."""
    form = page.context["form"]
    seen = {name: form.initial[name] for name in form.initial}
    return seen | {"reason": "counted", "agreed": "yes"}


def test_where_nothing_was_logged_nothing_is_asked(counting):
    assert "Agrees" in words(counting(60))


def test_a_kit_logged_while_counting_is_told_and_the_fitting_answer_is_chosen(counting, stock):
    stock.leave(1)

    page = counting(60)

    assert "1 kit was logged or moved away while you counted. When you counted, it was" in words(page)
    assert "More than expected" not in words(page)
    assert page.context["form"]["saw"].value() == "before"


def test_it_was_in_the_count_and_is_taken_off_it(counting, stock):
    stock.leave(1)

    compared = counting(60, saw="before")
    answer = counting(60, saw="before", **agree(compared))

    assert "Agrees" in words(compared)
    assert told(answer) == ["The count at Storeroom agrees with the ledger: 59 are on hand."]
    assert stock.levels() == {"T-100": 59}


def test_it_was_gone_already_and_the_count_stays(counting, stock):
    stock.leave(1)

    compared = counting(59, saw="after")

    assert counting(59).context["form"]["saw"].value() == "after"
    assert "Agrees" in words(compared)


def test_neither_number_chooses_no_answer(counting, stock):
    stock.leave(1)

    assert counting(40).context["form"]["saw"].value() == ""


def test_what_is_logged_after_the_answer_is_taken_off_too(counting, stock):
    stock.leave(1)
    compared = counting(60, saw="before")
    stock.leave(2)

    counting(60, saw="before", **agree(compared))

    assert stock.levels() == {"T-100": 57}


def test_what_is_logged_between_the_difference_and_its_confirmation_is_asked(counting, stock):
    compared = counting(60)
    stock.leave(1)

    page = counting(60, **agree(compared))

    assert "1 kit was logged or moved away while you counted." in words(page)
    assert stock.levels() == {"T-100": 59}


def test_a_lot_that_was_used_up_meanwhile_is_counted_all_the_same(counting, stock):
    stock.leave(60)

    compared = counting(60, saw="before")

    assert "60 kits were logged or moved away while you counted." in words(counting(60))
    assert "Agrees" in words(compared)


def test_what_no_stock_covered_meanwhile_is_taken_off_what_was_counted(counting, stock):
    stock.leave(63)

    compared = counting(65, saw="before")

    assert compared.context["variance"] == (2, 0, 3)
    assert compared.context["variance"].difference == 5


def test_a_delivery_that_came_while_counting_is_asked_about(counting, stock):
    stock.receive("T-100", 5)

    page = counting(60)

    assert "5 kits came in while you counted. When you counted, they were" in words(page)
    assert page.context["form"]["saw"].value() == "before"
    assert "Agrees" in words(counting(60, saw="before"))
    assert "Agrees" in words(counting(65, saw="after"))


def test_what_went_of_one_lot_and_came_of_another_is_asked_about_too(counting, stock):
    stock.receive("B2", 2, expires_on=LATER)
    stock.leave(2)
    lot = {f"lot_{stock.lot('B2').pk}": 0}

    page = counting(60, **lot)
    before, after = (counting(60, saw=saw, **lot) for saw in ("before", "after"))

    asked = (
        "2 were logged or moved away while you counted, and 2 came in. You counted before all of this after all of"
    )
    assert asked in words(page)
    assert page.context["form"]["saw"].value() == ""
    assert [(row.lot, row.difference) for row in before.context["table"].rows] == [("T-100", 0), ("B2", 0)]
    assert [(row.lot, row.difference) for row in after.context["table"].rows] == [("T-100", 2), ("B2", -2)]


def test_count_again_keeps_what_was_typed(counting):
    page = counting(58, again="yes")

    assert [field.value() for field in page.context["form"] if field.name.startswith("lot_")] == [58]


def test_a_page_that_somebody_changed_is_not_believed(counting, stock):
    page = counting(60, began="x")

    assert "This page is too old. Open it again and count anew." in words(page)
    assert stock.levels() == {"T-100": 60}


def test_a_difference_is_shown_lot_by_lot(at, stock):
    stock.open(("T-100", GOOD_UNTIL, 60), ("U-200", LATER, 10))
    query = f"?location={stock.location.pk}&item={stock.item.slug}"
    lots = {f"lot_{stock.lot('T-100').pk}": 59, f"lot_{stock.lot('U-200').pk}": 12}

    page = words(at("count", lots, query=query))

    assert "T-100 59 60 \N{MINUS SIGN}1 U-200 12 10 +2 Total 71 70 +1" in page
