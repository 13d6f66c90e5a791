"""The tables of training: people beside courses, sessions and who took part, the verdicts on a roster."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Agency
from agencies.tables import EmptyState, ListColumn, ListTable, StatusWord
from training.currency import Currency, CurrencyStatus
from training.forms import MatrixFilter, unit_and_rank
from training.matrix import MatrixRow
from training.matrix import matrix as matrix_of
from training.models import Completion, Person, Session
from training.verdicts import RosterLine, RosterVerdict

A_PAGE = 50
WHOLE = "all"  # the page that has all rows, to print
MOST_COURSES_UPRIGHT = 4


@dataclass(frozen=True)
class PersonCourses:
    """What one person completed in a session."""

    person: Person
    courses: Sequence[str]

    @property
    def in_words(self) -> str:
        return ", ".join(self.courses)


@dataclass(frozen=True)
class SessionRow:
    """A session with the names of its courses."""

    session: Session
    courses: Sequence[str]

    @property
    def in_words(self) -> str:
        return ", ".join(self.courses)


def matrix_table(
    request: HttpRequest, agency: Agency, *, people: Any, courses: Sequence[Any], filters: MatrixFilter, today: date
) -> ListTable:
    """People beside the required `courses`, each with the day it was last completed."""

    def fill(found: Any) -> list[MatrixRow]:
        return matrix_of(found, courses, Completion.objects.latest_on(today, people=found), on=today)

    return ListTable(
        name="matrix",
        caption=_("People and required courses, with the day each was last completed"),
        columns=[
            ListColumn(
                "person",
                _("Person"),
                order_by=("last_name", "first_name"),
                link=to_person(agency, lambda row: row.person),
            ),
            ListColumn("overall", _("All courses"), kind="status", value=lambda row: overall_status(row.overall)),
            *(course_column(number, course) for number, course in enumerate(courses)),
            ListColumn(
                "unit", _("Unit and rank"), value=lambda row: unit_and_rank(row.person), order_by=("unit", "rank")
            ),
            ListColumn("number", _("Employee no."), value="person.employee_number", order_by=("employee_number",)),
        ],
        rows=people,
        asked=request.GET,
        filters=filters,
        search_by=["last_name", "first_name", "rank", "employee_number__iexact"],
        fill=fill,
        page_size=0 if request.GET.get("page") == WHOLE else A_PAGE,
        is_wide=len(courses) > MOST_COURSES_UPRIGHT,
        file_name="training",
        empty=EmptyState(_("Nobody works here now"), _("Everyone on your roster has left.")),
    )


def course_column(number: int, course: Any) -> ListColumn:
    return ListColumn(
        f"course-{number}",
        course.name,
        value=lambda row: row.currencies[number],
        template="training/_course_currency.html",
    )


def sessions_table(request: HttpRequest, agency: Agency) -> ListTable:
    """Sessions with their courses, newest first."""

    def fill(found: Any) -> list[SessionRow]:
        taught = Completion.objects.course_names_by_session(found)
        return [SessionRow(session, taught.get(session.pk, [])) for session in found]

    return ListTable(
        name="sessions",
        caption=_("Sessions, newest first"),
        columns=[
            ListColumn(
                "held_on",
                _("Held on"),
                kind="day",
                value="session.held_on",
                order_by=("held_on",),
                link=lambda row: reverse("training:session", args=[agency.slug, row.session.pk]),
            ),
            ListColumn("format", _("Kind"), value="session.get_format_display", order_by=("format",)),
            ListColumn("courses", _("Courses"), value="in_words"),
            ListColumn("trainer", _("Trainer"), value="session.trainer", order_by=("trainer",)),
            ListColumn("people", _("People"), kind="number", value="session.people", order_by=("people",)),
        ],
        rows=Session.objects.for_agency(agency).with_people(),
        asked=request.GET,
        search_by=["trainer"],
        fill=fill,
        page_size=0 if request.GET.get("page") == WHOLE else A_PAGE,
        file_name="sessions",
        empty=EmptyState(
            _("No session yet"),
            _("Record a roll call, a class or an online course once, for everyone who took part."),
            reverse("training:session_record", args=[agency.slug]),
            _("Record a session"),
        ),
    )


def attendance_table(request: HttpRequest, agency: Agency, completions: Iterable[Completion]) -> ListTable:
    """Who completed what in one session; `completions` are ordered by person."""
    by_person = groupby(completions, key=lambda completion: completion.person)
    return ListTable(
        name="people",
        caption=_("Who completed what"),
        columns=[
            ListColumn("person", _("Person"), is_sortable=True, link=to_person(agency, lambda row: row.person)),
            ListColumn("courses", _("Courses"), value="in_words", is_sortable=True),
            ListColumn("unit", _("Unit and rank"), value=lambda row: unit_and_rank(row.person), is_sortable=True),
            ListColumn("number", _("Employee no."), value="person.employee_number", is_sortable=True),
        ],
        rows=[PersonCourses(person, [one.course.name for one in done]) for person, done in by_person],
        asked=request.GET,
        file_name="session",
    )


def signatures_table(people: Any) -> ListTable:
    """People with room for a signature each."""
    return ListTable(
        name="sign-in",
        caption=_("People who took part"),
        columns=[
            ListColumn("person", _("Person"), value=str),
            ListColumn("unit", _("Unit and rank"), value=unit_and_rank),
            ListColumn("number", _("Employee no."), value="employee_number"),
            ListColumn("signature", _("Signature"), value=lambda _person: "", nothing=""),
        ],
        rows=people,
        empty=EmptyState(_("Nobody works here now"), _("Everyone on your roster has left.")),
    )


def completions_table(request: HttpRequest, agency: Agency, person: Person) -> ListTable:
    """What somebody completed, newest first; each can be corrected where it came from."""
    return ListTable(
        name="completions",
        caption=_("Completions, newest first"),
        columns=[
            ListColumn("completed_on", _("Completed on"), kind="day"),
            ListColumn("course", _("Course"), value="course.name"),
            ListColumn(
                "source",
                _("From"),
                link=lambda one: (
                    reverse("training:session", args=[agency.slug, one.session.pk]) if one.session else ""
                ),
            ),
            ListColumn("actions", _("Correct"), kind="actions", template="training/_completion_actions.html"),
        ],
        rows=person.completions.select_related("course", "session"),
        asked=request.GET,
        file_name="completions",
        empty=EmptyState(_("Nothing completed yet"), _("Record the next session with this person.")),
    )


def verdicts_table(lines: Sequence[RosterLine]) -> ListTable:
    """The verdict on each line of a roster."""
    return ListTable(
        name="verdicts",
        caption=_("Line by line, those that need a look first"),
        columns=[
            ListColumn("row", _("Row"), kind="number"),
            ListColumn("verdict", _("Verdict"), kind="status", value=lambda line: StatusWord(line.tone, line.word)),
            ListColumn("sentence", _("What the line says"), template="training/_verdict.html"),
        ],
        rows=sorted(lines, key=lambda line: not _needs_eyes(line)),
        tone=lambda line: "attention" if _needs_eyes(line) else "",
        empty=EmptyState(_("No line below the header"), _("Choose a file with people in it.")),
    )


def _needs_eyes(line: RosterLine) -> bool:
    is_left_out = line.verdict in (RosterVerdict.REFUSED, RosterVerdict.ASKED)
    return is_left_out or bool(line.refusals) or line.waits_for_days


def to_person(agency: Agency, person_of: Any) -> Any:
    """The address of a row's person."""
    return lambda row: reverse("training:person", args=[agency.slug, person_of(row).pk])


def overall_status(currency: Currency) -> StatusWord:
    """Whether somebody may go out; each course says its own day."""
    if currency.status == CurrencyStatus.CURRENT:
        return StatusWord("ok", currency.word)
    lapsing = currency.status == CurrencyStatus.LAPSING
    return StatusWord("attention", _("Lapsing") if lapsing else _("Not current"))
