"""The header words that people use on tracking sheets and rosters."""

import re
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

# Somebody of the agency, and how people number one: "Officer" is a column of names, "Officer #" one of numbers.
_ONE = (
    "(?:employee|officer|member|staff|staffmember|personnel|deputy|trooper|firefighter|participant|attendee|trainee)"
)
_WHOSE = f"(?:{_ONE}|emp|payroll|police|dept|department)"
_NUMBER = "(?:id|(?:id)?(?:no|nos|num|number))"
_LAST_NAME = "(?:last|family|sur)name"
_FIRST_NAME = "(?:first|given|fore)name"

PEOPLE = (
    Column(
        "full_name",
        ("Name", "Full name"),
        never=f"{_ONE}s? ?[#\u2116].*",
        also=f"{_ONE}s?(?:full)?(?:names?)?|(?:full)?names?(?:ofthe|of){_ONE}|{_LAST_NAME}(?:and)?{_FIRST_NAME}(?:mi)?"
        f"|{_FIRST_NAME}(?:mi)?(?:and)?{_LAST_NAME}|lastfirst(?:name|mi)?|first(?:and|mi)?last(?:name)?",
    ),
    Column(
        "last_name",
        ("Last name", "Surname", "Family name", "Last"),
        required=True,
        unless="full_name",
        also=f"{_ONE}s?{_LAST_NAME}|{_LAST_NAME}of{_ONE}|lname",
    ),
    Column(
        "first_name",
        ("First name", "Given name", "First"),
        required=True,
        unless="full_name",
        also=f"{_ONE}s?{_FIRST_NAME}|{_FIRST_NAME}of{_ONE}|first(?:name)?(?:and)?(?:mi|middleinitial)|fname|forename",
    ),
    Column("rank", ("Rank", "Title", "Rank / title"), also="jobtitle|position|grade|rank(?:or)?(?:position|grade)"),
    Column(
        "unit",
        ("Unit", "Assignment", "Division", "Shift", "Squad", "Platoon"),
        also="(?:assigned|current)?(?:unit|assignment|division|shift|squad|platoon|station|company|precinct|tour"
        "|bureau|section|team|group|post|troop|zone|district|battalion|barracks|dept|department)(?:name|no|number|assigned)?",
    ),
    Column(
        "employee_number",
        (
            "Employee no.",
            "Employee number",
            "Employee ID",
            "Emp. no.",
            "Emp. ID",
            "Staff no.",
            "Badge",
            "Shield",
            "Star",
            "ID",
        ),
        never=f"{_ONE}s?",
        also=f"{_WHOSE}?(?:badge|shield|star){_NUMBER}?|{_WHOSE}{_NUMBER}|id(?:no|num|number)|{_ONE}|emp",
    ),
)


def roster_columns(course_names: Iterable[str]) -> tuple[Column, ...]:
    """The columns of a roster: who somebody is, then one column of completion days per course.

    The key of a course's column is the course's name as given. A course that is named like a
    column of the person has no column: that header word stays the person's.
    """
    taken = {fold_words(word) for column in PEOPLE for word in (column.key, *column.names)}
    courses = (_course_column(name) for name in dict.fromkeys(course_names) if fold_words(name) not in taken)
    return (*PEOPLE, *courses)


def _course_column(name: str) -> Column:
    """The days on which a course was completed, also as "LBN program training date" or "Date of …"."""
    word = re.escape(fold_words(name))
    return Column(
        name, (name,), dates=True, also=f"(?:date(?:of)?)?{word}(?:date|completed(?:on)?|completiondate|on)?"
    )
