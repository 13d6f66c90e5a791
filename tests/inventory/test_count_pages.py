from inventory.models import StockMovement
from tests.inventory.conftest import told, words


def where(stock):
    return f"?location={stock.location.pk}&item={stock.item.slug}"


def test_a_count_is_blind_first(at, stock):
    stock.receive("A1", 7654)

    page = at("count", query=where(stock))

    assert "Lot A1, expires Mar 31, 2028" in words(page)
    assert b"7654" not in page.content
    assert b"7,654" not in page.content


def test_the_variance_is_shown_before_anything_changes(at, stock):
    stock.receive("A1", 12)
    lot = stock.lot("A1")

    page = at("count", {f"lot_{lot.pk}": 10}, query=where(stock))

    assert "Counted 10 In stock by the ledger 12 Difference to explain \u22122" in words(page)
    assert stock.levels() == {"A1": 12}


def test_a_confirmed_count_sets_the_stock(at, stock):
    stock.receive("A1", 12)
    data = {f"lot_{stock.lot('A1').pk}": 10, "number": "C3", "expires_on": "2029-06-30", "found": 1}
    seen = {"seen_counted": 11, "seen_level": 12, "seen_shortfall": 0, "reason": "lost", "agreed": "yes"}

    answer = at("count", data | seen, query=where(stock))

    assert told(answer) == ["11 are on hand at Storeroom now, 1 fewer than the ledger had."]
    assert stock.levels() == {"A1": 10, "C3": 1}
    assert set(StockMovement.objects.values_list("reason", "quantity")) == {
        ("received", 12),
        ("lost", -2),
        ("counted", 1),
    }


def test_a_count_overtaken_by_the_log_is_counted_again(at, stock):
    stock.receive("A1", 12)
    stock.leave(1)
    seen = {"seen_counted": 12, "seen_level": 12, "seen_shortfall": 0, "reason": "counted", "agreed": "yes"}

    answer = at("count", {f"lot_{stock.lot('A1').pk}": 12} | seen, query=where(stock))

    assert "Nothing was changed: please count again." in words(answer)
    assert stock.levels() == {"A1": 11}


def test_a_count_where_nothing_was_ever_kept_is_refused(at, stock, station):
    stock.receive("A1", 12)
    query = f"?location={station.pk}&item={stock.item.slug}"
    data = {"number": "A1", "expires_on": "2028-03-31", "found": 3}
    seen = {"seen_counted": 3, "seen_level": 0, "seen_shortfall": 0, "reason": "counted", "agreed": "yes"}

    answer = at("count", data | seen, query=query)

    assert "Begin with an opening count." in words(answer)
    assert stock.levels(station) == {}
