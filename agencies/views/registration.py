"""An agency registers: its own data, its supplier, the mail, and the button on the page that the link opens."""

from allauth.core import ratelimit
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies import clock
from agencies.access import public
from agencies.actions.registration import confirm_registration, register, registration_of
from agencies.forms.registration import AgencyForm
from agencies.forms.suppliers import SupplierForm
from agencies.forms.team import PasswordForm
from agencies.models import Program, User
from agencies.querysets.registrations import counties_open_in, listed_programs
from agencies.querysets.suppliers import suppliers_of
from agencies.refusals import show_refusals
from agencies.views.arrivals import ask_to_sign_in, is_theirs, must_sign_in, say_why_a_link_ends, welcome

SAID, SAID_OF_SUPPLIER = "registration", "registration.supplier"


def steps(current):
    """The way through a registration, for the page of step `current` (from 0)."""
    states = ["done"] * current + ["current"] + ["ahead"] * (2 - current)
    labels = [_("Your agency"), _("Your supplier"), _("Your e-mail")]
    return [{"label": label, "state": state} for label, state in zip(labels, states, strict=True)]


def agency_form(program, data=None, **given):
    counties = counties_open_in(program, clock.today(program.time_zone))
    return AgencyForm(data, program=program, counties=counties, **given)


def typed_into(form, request):
    """What was typed into the boxes of a form, as it was, to be there again later."""
    return {name: request.POST.get(name, "") for name in form.fields}


@require_safe
@public("Agencies register before anybody there has an account.")
def begin(request):
    """Choose the state program; where there is only one, go on at once."""
    programs = list(listed_programs())
    if len(programs) == 1:
        return redirect("registration:agency", program=programs[0].slug)
    return render(request, "agencies/registration/begin.html", {"programs": programs})


@require_http_methods(["GET", "HEAD", "POST"])
@public("Agencies register before anybody there has an account.")
def agency(request, program):
    """Ask for the agency and its coordinator; nothing is stored before the next step is answered."""
    program = get_object_or_404(listed_programs(), slug=program)
    form = agency_form(program, request.POST or None, initial=request.session.get(SAID))
    if request.method == "POST" and form.is_valid():
        request.session[SAID] = typed_into(form, request)
        return redirect("registration:supplier", program=program.slug)
    context = {"program": program, "program_office": program.office_name, "form": form, "steps": steps(0)}
    return render(request, "agencies/registration/agency.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@public("Agencies register before anybody there has an account.")
def supplier(request, program):
    """Ask who furnishes the kits, then store the registration and mail its link."""
    program = get_object_or_404(listed_programs(), slug=program)
    about = agency_form(program, request.session.get(SAID) or {})
    if not about.is_valid():
        messages.info(request, _("Please tell about your agency first."))
        return redirect("registration:agency", program=program.slug)
    form = supplier_form(request, program, about)
    if "back" in request.POST:
        request.session[SAID_OF_SUPPLIER] = typed_into(form, request)
        return redirect("registration:agency", program=program.slug)
    if request.method == "POST" and form.is_valid() and is_in_time(request, about, form):
        with show_refusals(form):
            store(program, about, form)
            del request.session[SAID]
            request.session.pop(SAID_OF_SUPPLIER, None)
            request.session["pathway"] = form.pathway["slug"] if form.pathway else ""
            return redirect("registration:sent", program=program.slug)
    context = {"program": program, "program_office": program.office_name, "form": form, "steps": steps(1)}
    return render(request, "agencies/registration/supplier.html", context)


def supplier_form(request, program, about):
    return SupplierForm(
        request.POST or None,
        program=program,
        is_registered_oopp=about.cleaned_data["is_registered_oopp"],
        suppliers=suppliers_of(program),
        initial=request.session.get(SAID_OF_SUPPLIER),
    )


def is_in_time(request, about, form):
    """Tell whether another registration may be stored now; say so above the form where it may not."""
    if ratelimit.consume(request, action="register", key=about.cleaned_data["coordinator_email"].lower()):
        return True
    form.add_error(None, _("Too many registrations at once: this one was not stored, try again in an hour."))
    return False


def store(program, about, form):
    """Store and mail the registration that both forms describe; raise what `register` raises."""
    said = {name: form.cleaned_data[name] for name in ("supplier", "supplier_name", "supplier_kind")}
    pathway = form.pathway["slug"] if form.pathway else ""
    spoken = {"language": get_language()}
    register(program=program, at=clock.now(), pathway=pathway, **spoken, **about.cleaned_data, **said)


@require_safe
@public("Agencies register before anybody there has an account.")
def sent(request, program):
    """Say that the link is in the mail, whatever the address, and what to do about a supplier meanwhile."""
    program = get_object_or_404(Program, slug=program)
    context = {
        "program": program,
        "program_office": program.office_name,
        "pathway": program.rules.pathway(request.session.get("pathway")),
        "steps": steps(2),
    }
    return render(request, "agencies/registration/sent.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@public("The signed link in the mail is the key to this page.")
@say_why_a_link_ends
def confirm(request, token):
    """Show what the link confirms; the button makes the agency."""
    registration = registration_of(token, now=clock.now())
    if must_sign_in(request, registration.coordinator_email):
        return ask_to_sign_in(request, registration.coordinator_email)
    form = confirmation_form(request, registration)
    if request.method == "POST" and (form is None or form.is_valid()):
        return finish(request, token, registration, form)
    context = {"registration": registration, "program_office": registration.program.office_name, "form": form}
    return render(request, "agencies/registration/confirm.html", context)


def confirmation_form(request, registration):
    """The form for a first password, or None for somebody who is signed in."""
    if is_theirs(request, registration.coordinator_email):
        return None
    newcomer = User(email=registration.coordinator_email, name=registration.coordinator_name)
    return PasswordForm(newcomer, request.POST or None)


def finish(request, token, registration, form):
    """Make the agency, sign its coordinator in and go home; raise what `confirm_registration` raises."""
    membership = confirm_registration(
        token=token,
        today=clock.today(registration.program.time_zone),
        now=clock.now(),
        user=None if form else request.user,
        password=form.cleaned_data["new_password1"] if form else "",
    )
    welcome(request, membership)
    messages.success(
        request,
        _("Welcome: %(agency)s is registered. Count or receive your first kits next.")
        % {"agency": membership.agency},
    )
    return redirect("home")
