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
from training.forms import SessionForm, TickForm
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
    everyone = Person.objects.with_currency(agency, on=today, courses=required)
    ticks = TickForm(request.POST or request.GET or None, units=everyone.units())
    people, ticked = ticks.choose(everyone, ticked_before=request.POST.getlist("people"))
    initial = {"held_on": today, "format": Session.Format.ROLL_CALL, "courses": required, "people": ticked}
    if "show" in request.POST:
        form = SessionForm(courses=courses, people=people, initial=initial | _typed_so_far(request.POST))
    else:
        form = SessionForm(request.POST or None, courses=courses, people=people, initial=initial)
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


def _typed_so_far(posted):
    """What the page has in its boxes, to be shown again as it is, not judged yet."""
    boxes = {name: posted.get(name, "") for name in ("held_on", "format", "trainer", "sop_version")}
    return boxes | {"courses": posted.getlist("courses")}


def _say_recorded(session):
    words = ngettext(
        "The session of %(day)s is recorded for %(n)s person.",
        "The session of %(day)s is recorded for %(n)s people.",
        session.people,
    )
    return say(words, day=session.held_on, n=session.people)
