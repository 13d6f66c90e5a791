"""The header words that people use on tracking sheets and rosters."""

from collections.abc import Iterable

from .columns import Column, fold_words

# What people put around the word that matters, as `fold_words` leaves it. Everything that is not here stays unknown:
# "kits left by" and "trained by" name officers, "ZIP code of residence" is somebody's home.
_HOW_MANY = "(?:(?:total)?(?:no|nos|num|number|qty|quantity|amount|count)?(?:of)?(?:the)?)"
_DONE = "(?:left|leftbehind|given|givenout|givenaway|handedout|distributed|dispensed|provided|issued|logged)"
_ACT = "(?:distribution|dispensing|leavebehind|leavingbehind|logging|log|entry)"
_OURS = "(?:(?:the)?(?:naloxone|narcan|lbn|leavebehind|leavebehindnaloxone)?kits?(?:was|were)?)"
_WHERE = f"(?:of{_ACT}|of(?:the)?location|where(?:{_OURS})?{_DONE}|{_DONE}|location)"
_PEOPLE = "(?:people|persons?|individuals?|participants|recipients|communitymembers|bystanders)"

TRACKING = (
    Column(
        "day",
        ("Date", "Day", "Month", "Day or month", "Month and year", "Month/year"),
        required=True,
        dates=True,
        stand_ins=(
            "Timestamp",
            "Submission date",
            "Submission time",
            "Date submitted",
            "Submitted on",
            "Submitted at",
        ),
        also=f"(?:date|day)(?:of)?(?:{_ACT}|{_OURS}?{_DONE})|{_ACT}date|date(?:or|and)?month",
    ),
    Column(
        "zip_code",
        ("ZIP code", "ZIP", "ZIP codes", "Postal code"),
        digits=5,
        also=(
            f"(?:(?:5|five)digit)?(?:zip|zips|zipcode|postalcode|zippostalcode|zipcodepostalcode|postalzipcode){_WHERE}?"
            f"|(?:location)?(?:zip|zips|zipcode)(?:or)?(?:the)?(?:county|jurisdiction|borough)(?:name)?{_WHERE}?"
            f"|(?:location)?(?:county|jurisdiction|borough)(?:or)?(?:the)?(?:zip|zips|zipcode){_WHERE}?"
            f"|(?:(?:5|five)digit)(?:zip|zipcode)|(?:{_ACT}|location)(?:zip|zipcode)"
        ),
    ),
    Column(
        "county",
        ("County", "Jurisdiction", "Borough"),
        also=f"(?:county|jurisdiction|borough)(?:name)?(?:or)?(?:county|jurisdiction|borough)?(?:name)?{_WHERE}?",
    ),
    Column(
        "kits",
        ("Kits", "# of kits", "Number of kits", "Kit count", "Quantity", "Qty"),
        required=True,
        never=r"(?:naloxone |narcan |lbn )?kits? ?(?:#|\u2116|no\.?|nos\.?|num\.?|number|id|serial)",
        also=f"{_HOW_MANY}{_OURS}{_DONE}?|howmany|kits?(?:count|total|qty|quantity)|total{_OURS}{_DONE}?",
    ),
    Column(
        "people_trained",
        ("People trained", "Trained", "# trained", "Number of people trained"),
        also=f"{_HOW_MANY}{_PEOPLE}?(?:trained|educated|instructed|shownhow|shownhowtouseit)|trainedpeople",
    ),
    Column("item", ("Item", "Item type", "Kit type", "Type of kit", "Product")),
)

# The log as it is downloaded: one line may stand for many times.
OWN_LOG = (*TRACKING, Column("town", ("Town",), beside="times"), Column("times", ("Times",), beside="howmany"))

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
    taken = {fold_words(word) for column in PEOPLE for word in (column.key, *column.names)}
    courses = (
        Column(name, (name,), dates=True) for name in dict.fromkeys(course_names) if fold_words(name) not in taken
    )
    return (*PEOPLE, *courses)
