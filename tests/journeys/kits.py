"""The first kits of an agency: into stock, a button for a place, a terminal, and two taps there."""


def receive_kits(person, slug, quantity):
    person.go(f"/agencies/{slug}/stock/receive/")
    person.fill(number="A1", expires_on="2028-01-31", quantity=quantity)
    person.press("Put into stock")
    person.reads("On hand there now")


def choose_place(person, slug, *zip_codes):
    person.go(f"/agencies/{slug}/terminals/places/")
    for zip_code in zip_codes:
        person.fill(zip_code=zip_code)
        person.press("Add a button")


def open_terminal(person, slug):
    """Add a terminal at the storeroom and return its link; its page stays open."""
    person.go(f"/agencies/{slug}/terminals/add/")
    person.fill(location="Storeroom")
    person.press("Add the terminal")
    person.press("Make a link")
    return person.page.locator("#terminal-link").input_value()


def leave_kits(station, link, place, *, times, at):
    """The usual entry so many times, two taps each: a place, then the button. The station's clock says `at`."""
    station.page.clock.set_fixed_time(at)
    station.go(link)
    for _time in range(times):
        station.page.get_by_label(place).check()
        station.page.locator("#go").click()
        station.page.locator("#counted").wait_for()
        station.page.locator("#next").click()


def lines_of(person, form):
    """The lines of a recipient's form on the open page, {field: value}."""
    rows = person.page.locator(f"[data-table='layout-{form}'] tbody tr").all()
    cells = [row.locator("th, td").all_inner_texts() for row in rows]
    return {label.strip(): value.strip() for label, value, _note in cells}
