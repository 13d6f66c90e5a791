from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.refusals import show_refusals
from agencies.tables import answer_with_table
from agencies.wording import say
from training import actions
from training.forms import SessionForm, Ticked, TickForm
from training.models import Person, Session
from training.views.training_tables import attendance_table, sessions_table


@require_safe
@agency_page(Permission.SEE_AGENCY)
def sessions(request, agency):
    """The sessions held, newest first."""
    table = sessions_table(request, agency)
    return answer_with_table(request, "training/sessions.html", table, {"agency": agency})


@require_safe
@agency_page(Permission.SEE_AGENCY)
def session(request, agency, session):
    """One session: who completed what in it."""
    session = get_object_or_404(Session.objects.for_agency(agency).with_people(), pk=session)
    completions = session.completions.select_related("person", "course").by_person()
    table = attendance_table(request, agency, completions)
    return answer_with_table(request, "training/session.html", table, {"agency": agency, "session": session})


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_TRAINING)
def session_record(request, agency):
    """Record one session for many people at once; those who are not current are ticked at first."""
    today = clock.today(agency.time_zone)
    courses = agency.program.training_courses.all()
    required = [course for course in courses if course.required]
    people = Person.objects.with_currency(agency, on=today, courses=required)
    ticks = TickForm(request.GET or None, units=people.units())
    if unit := ticks.answer("unit"):
        people = people.filter(unit=unit)
    form = SessionForm(
        request.POST or None,
        courses=courses,
        people=people,
        initial=_initial(required, people, ticks.answer("ticked"), today),
    )
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            held = actions.record_session(agency=agency, by=request.user, today=today, **form.cleaned_data)
            messages.success(request, _say_recorded(held))
            return redirect("training:session", agency.slug, held.pk)
    return render(request, "training/session_record.html", {"agency": agency, "form": form, "ticks": ticks})


@require_POST
@agency_page(Permission.MANAGE_TRAINING)
def session_withdraw(request, agency, session):
    """Take back a session that was recorded by mistake."""
    session = get_object_or_404(Session.objects.for_agency(agency), pk=session)
    actions.withdraw_session(session=session, by=request.user)
    words = _("The session of %(day)s is taken back. Record it again if only a part of it was wrong.")
    messages.success(request, say(words, day=session.held_on))
    return redirect("training:sessions", agency.slug)


def _initial(courses, people, ticked, today):
    """What is ticked before anybody ticks."""
    chosen = {Ticked.EVERYONE: people, Ticked.NOBODY: people.none()}.get(ticked, people.filter(is_current=False))
    return {
        "held_on": today,
        "format": Session.Format.ROLL_CALL,
        "courses": [course.pk for course in courses],
        "people": list(chosen.values_list("pk", flat=True)),
    }


def _say_recorded(session):
    words = ngettext(
        "The session of %(day)s is recorded for %(n)s person.",
        "The session of %(day)s is recorded for %(n)s people.",
        session.people,
    )
    return say(words, day=session.held_on, n=session.people)
