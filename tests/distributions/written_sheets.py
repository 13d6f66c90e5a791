"""A generator of tracking sheets as people write them, with what they truly say beside."""

from datetime import date, timedelta
from typing import NamedTuple

from hypothesis import strategies as st

from tests.agencies.sheet_files import workbook

TODAY = date(2026, 11, 21)
COUNTIES = {"Albany": ("12202", "12207"), "Rensselaer": ("12180",), "Schenectady": ("12305",)}
NAMES = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
HEADERS = {
    "day": ("Date", "Date left", "DAY", "Date of distribution", "Date (MM/DD/YYYY)"),
    "place": ("ZIP code", "zip", "ZIP code or county", "Zip where kits left"),
    "kits": ("Kits", "# of kits", "Number of kits left", "QTY", "Kits distributed"),
    "trained": ("People trained", "Trained", "# trained", "Number of people trained"),
}


class TrueLine(NamedTuple):
    """What a line says, and the cells in which it says so."""

    day: date
    county: str
    kits: int
    trained: int
    cells: list


class WrittenSheet(NamedTuple):
    """A file, and what it truly says: its lines, and the rows that cannot be read."""

    name: str
    data: bytes
    lines: list[TrueLine]
    wrong: list[int]


def write_day(day, form):
    """One of the ways in which people and programs write a day."""
    name = NAMES[day.month - 1]
    return (
        f"{day:%m/%d/%Y}",
        f"{day.month}/{day.day}/{day.year}",
        f"{day.month}/{day.day}/{day:%y}",
        f"{day.month}-{day.day}-{day.year}",
        day.isoformat(),
        f"{day.day}-{name[:3]}-{day:%y}",
        f"{name} {day.day}, {day.year}",
        f"{day:%A}, {name} {day.day}, {day.year}",
        f"{day.month}/{day.day}/{day.year} 14:35",
        f"{name[:3].upper()} {day.day} {day.year}",
    )[form]


def write_county(county, form):
    return (county, f"{county} County", f"{county.upper()} CO.", f"{county}, NY", f"county of {county}")[form]


def write_kits(kits, form):
    return (f"{kits}", f"{kits}.0", f"{kits} kits", f" {kits} ", f"{kits:03d}")[form]


def write_trained(trained, form):
    if trained < 2 and form == 1:
        return ("no", "Yes")[trained]
    return ("" if not trained and form == 2 else f"{trained}", f"{trained}.0")[form == 3]


BLANKS = st.sampled_from(["{}", " {}", "{} ", "\u200b{}", "{}\ufeff", "\u00a0{}", "\u200e{}"])


@st.composite
def true_lines(draw):
    """A line whose cells people can read, and so can we."""
    day = TODAY - timedelta(days=draw(st.integers(0, 300)))
    county = draw(st.sampled_from(sorted(COUNTIES)))
    kits = draw(st.integers(1, 99))
    trained = draw(st.one_of(st.integers(0, 2), st.integers(0, 99)))
    place = draw(st.sampled_from(COUNTIES[county]))
    if draw(st.booleans()):
        place = write_county(county, draw(st.integers(0, 4)))
    elif draw(st.booleans()):
        place = f"{place}.0"
    cells = [
        write_day(day, draw(st.integers(0, 9))),
        place,
        write_kits(kits, draw(st.integers(0, 4))),
        write_trained(trained, draw(st.integers(0, 3))),
    ]
    return TrueLine(day, county, kits, trained, [draw(BLANKS).format(cell) for cell in cells])


WRONG = st.sampled_from(
    [
        ["6/31/2026", "12207", "1", ""],
        ["2/29/2026", "12207", "1", ""],
        ["13/01/2026", "12207", "1", ""],
        ["12/31/2099", "12207", "1", ""],
        ["11/20", "12207", "1", ""],
        ["Sunday, November 20, 2026", "12207", "1", ""],
        ["11/20/2026", "1220", "1", ""],
        ["11/20/2026", "12207-1234", "1", ""],
        ["11/20/2026", "Atlantis", "1", ""],
        ["11/20/2026", "12207", "two", ""],
        ["11/20/2026", "12207", "1.5", ""],
        ["11/20/2026", "12207", "100", ""],
        ["11/20/2026", "12207", "-1", ""],
        ["11/20/2026", "12207", "2 boxes", ""],
        ["11/20/2026", "12207", "", "3"],
    ]
)
NO_LINE = st.sampled_from(
    [
        ["", "", "", ""],
        ["Total", "", "12", ""],
        ["Grand total", "", "12", "3"],
        ["Sept. total", "", "4", ""],
        ["11/20/2026", "12207", "0", ""],
        ["11/20/2026", "12207", "none", ""],
        ["11/20/2026", "12207", "-", "0"],
        ["again"],
    ]
)


@st.composite
def written_sheets(draw):
    """A whole sheet: a header under people's words, a title above it at times, and lines of all kinds."""
    order = draw(st.permutations(["day", "place", "kits", "trained"]))
    header = [draw(st.sampled_from(HEADERS[name])) for name in order]
    rows = [["Leave-behind log"]] if draw(st.booleans()) else []
    rows.append(header)
    places = [("day", "place", "kits", "trained").index(name) for name in order]
    lines, wrong = [], []
    for part in draw(st.lists(st.one_of(true_lines(), WRONG, NO_LINE), min_size=1, max_size=12)):
        if isinstance(part, TrueLine):
            lines.append(part)
            cells = part.cells
        else:
            cells = part
        if cells == ["again"]:
            rows.append(header)
        elif len(places) == len(cells) and cells[0].strip().endswith("otal"):
            rows.append(cells)
        else:
            rows.append([cells[at] for at in places])
        if not isinstance(part, TrueLine) and is_wrong(part):
            wrong.append(len(rows))
    if draw(st.booleans()):
        return WrittenSheet("sheet.xlsx", workbook(("Log", rows)), lines, wrong)
    separator = draw(st.sampled_from(",;\t"))
    text = draw(st.sampled_from(["\n", "\r\n"])).join(separator.join(map(quote, row)) for row in rows)
    return WrittenSheet("sheet.csv", text.encode(), lines, wrong)


def is_wrong(cells):
    """Whether these cells are a line that is to be refused by its row."""
    return len(cells) == 4 and bool(cells[0]) and not cells[0].endswith("otal") and cells[2] not in ("0", "none", "-")


def quote(cell):
    return f'"{cell}"' if any(sign in cell for sign in ",;\t") else cell
