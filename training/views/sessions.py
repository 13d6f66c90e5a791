from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.refusals import show_refusals
from agencies.tables import answer_with_table, answers_to
from agencies.wording import say
from training import actions
from training.forms import SessionForm, TickForm, UnitForm
from training.models import Person, Session
from training.views.training_tables import attendance_table, sessions_table, signatures_table


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


@require_safe
@agency_page(Permission.MANAGE_TRAINING)
def sign_in_sheet(request, agency):
    """A sheet on which people sign that they took part, to print and to record from."""
    people = Person.objects.for_agency(agency).working_on(clock.today(agency.time_zone))
    form = UnitForm(answers_to(request.GET, UnitForm.base_fields), units=people.units())
    unit = form.answer("unit")
    table = signatures_table(people.filter(unit=unit) if unit else people)
    context = {"agency": agency, "form": form, "table": table, "unit": unit}
    return render(request, "training/sign_in_sheet.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_TRAINING)
def session_record(request, agency):
    """Record one session for many people at once; nobody is ticked unasked."""
    today = clock.today(agency.time_zone)
    courses = list(agency.program.training_courses.required_to_leave_kits())
    initial = {"held_on": today, "format": Session.Format.ROLL_CALL, "courses": courses}
    form, ticks = _forms(request, agency, today, initial, attended=[])
    if _is_sent(request) and form.is_valid():
        with show_refusals(form):
            held = actions.record_session(agency=agency, by=request.user, today=today, **form.cleaned_data)
            messages.success(request, _say_recorded(held))
            return redirect("training:session", agency.slug, held.pk)
    return render(request, "training/session_record.html", {"agency": agency, "form": form, "ticks": ticks})


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_TRAINING)
def session_change(request, agency, session):
    """Correct a session: its day, its courses, who took part. What was completed in it follows."""
    session = get_object_or_404(Session.objects.for_agency(agency), pk=session)
    today = clock.today(agency.time_zone)
    initial = {name: getattr(session, name) for name in ("held_on", "format", "trainer", "sop_version")}
    initial["courses"] = set(session.completions.values_list("course_id", flat=True))
    attended = set(session.completions.values_list("person_id", flat=True))
    form, ticks = _forms(request, agency, today, initial, attended=attended)
    if _is_sent(request) and form.is_valid():
        with show_refusals(form):
            change = actions.change_session(session=session, by=request.user, today=today, **form.cleaned_data)
            messages.success(request, _say_changed(change))
            return redirect("training:session", agency.slug, session.pk)
    context = {"agency": agency, "form": form, "ticks": ticks, "session": session}
    return render(request, "training/session_change.html", context)


@require_POST
@agency_page(Permission.MANAGE_TRAINING)
def session_withdraw(request, agency, session):
    """Take back a session that was recorded by mistake."""
    session = get_object_or_404(Session.objects.for_agency(agency), pk=session)
    actions.withdraw_session(session=session, by=request.user)
    words = _("The session of %(day)s is taken back.")
    messages.success(request, say(words, day=session.held_on))
    return redirect("training:sessions", agency.slug)


def _is_sent(request):
    """Whether the session itself is sent, not only whom to show."""
    return request.method == "POST" and "show" not in request.POST


def _forms(request, agency, today, initial, *, attended):
    """The session's form and the one that says whom to show; `attended` are ticked at first."""
    courses = agency.program.training_courses.all()
    required = [course for course in courses if course.required]
    everyone = Person.objects.with_currency(agency, on=today, courses=required, also=attended)
    asked = request.POST or request.GET
    ticks = TickForm(answers_to(asked, TickForm.base_fields), units=everyone.units())
    before = set(request.POST.getlist("people")) if request.POST else {str(key) for key in attended}
    people, ticked = ticks.choose(everyone, ticked_before=before)
    ticks.count = len(ticked)
    if _is_sent(request):
        return SessionForm(request.POST, courses=courses, people=people), ticks
    typed = _typed_so_far(request.POST) if request.POST else {}
    return SessionForm(courses=courses, people=people, initial={**initial, **typed, "people": ticked}), ticks


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


def _say_changed(change):
    words = ngettext(
        "The session of %(day)s is corrected. %(n)s person took part: %(added)s added, %(removed)s taken out.",
        "The session of %(day)s is corrected. %(n)s people took part: %(added)s added, %(removed)s taken out.",
        change.people,
    )
    return say(words, day=change.held_on, n=change.people, added=change.added, removed=change.removed)
