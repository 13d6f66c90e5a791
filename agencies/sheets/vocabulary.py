"""The header words that people use on tracking sheets and rosters."""

from collections.abc import Iterable

from .columns import Column, fold

TRACKING = (
    Column(
        "day",
        (
            "Date",
            "Day",
            "Month",
            "Date left",
            "Date given",
            "Date logged",
            "Date distributed",
            "Date of distribution",
            "Distribution date",
            "Day or month",
        ),
        required=True,
    ),
    Column(
        "zip_code",
        (
            "ZIP code",
            "ZIP",
            "ZIP codes",
            "5 digit ZIP",
            "5 digit ZIP code",
            "Postal code",
            "ZIP code of distribution",
        ),
        digits=5,
    ),
    Column("county", ("County", "Jurisdiction", "County name", "County or jurisdiction", "County / borough")),
    Column(
        "kits",
        (
            "Kits",
            "# of kits",
            "No. of kits",
            "Num. of kits",
            "Number of kits",
            "No. kits",
            "Number kits",
            "Kit count",
            "Kits left",
            "Kits left behind",
            "Kits given",
            "Kits logged",
            "Kits distributed",
            "# of kits left",
            "# of kits left behind",
            "# of kits distributed",
            "Number of kits left",
            "Number of kits left behind",
            "Number of kits distributed",
            "No. of kits left",
            "No. of kits distributed",
            "Naloxone kits",
            "LBN kits",
            "Total kits",
        ),
        required=True,
    ),
    Column(
        "people_trained",
        (
            "People trained",
            "Trained",
            "# trained",
            "No. trained",
            "Number trained",
            "# of people trained",
            "No. of people trained",
            "Number of people trained",
            "Persons trained",
            "# of persons trained",
            "Number of persons trained",
            "Individuals trained",
            "# of individuals trained",
            "Number of individuals trained",
        ),
    ),
    Column("item", ("Item", "Item type", "Kit type")),
)

PEOPLE = (
    Column("last_name", ("Last name", "Surname", "Family name", "Last"), required=True),
    Column("first_name", ("First name", "Given name", "First"), required=True),
    Column("rank", ("Rank", "Title", "Rank / title")),
    Column("unit", ("Unit", "Assignment", "Division", "Shift", "Squad")),
    Column(
        "employee_number",
        ("Employee no.", "Employee number", "Employee #", "Employee ID", "Emp. no.", "Emp. ID", "Staff no."),
    ),
)


def roster_columns(course_names: Iterable[str]) -> tuple[Column, ...]:
    """The columns of a roster: who somebody is, then one column of completion days per course.

    The key of a course's column is the course's name as given. A course that is named like a
    column of the person has no column: that header word stays the person's.
    """
    taken = {fold(word) for column in PEOPLE for word in (column.key, *column.names)}
    courses = (Column(name, (name,)) for name in dict.fromkeys(course_names) if fold(name) not in taken)
    return (*PEOPLE, *courses)
