"""An agency registers: its own data, its supplier, the mail, and the button on the page that the link opens."""

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import clock
from agencies.access import public
from agencies.actions.registration import confirm_registration, register, registration_of, resend_registration
from agencies.forms.registration import AgencyForm
from agencies.forms.suppliers import KNOWN, SupplierForm
from agencies.forms.team import PasswordForm
from agencies.models import Program, Registration, User
from agencies.querysets.registrations import counties_open_in, listed_programs
from agencies.querysets.suppliers import suppliers_furnishing_in, suppliers_of
from agencies.refusals import show_refusals, tell_refusals
from agencies.views.arrivals import ask_to_sign_in, is_theirs, must_sign_in, say_why_a_link_ends, welcome

# What a visitor's session remembers until the agency is confirmed: both pages as they were sent, and what is stored.
SAID, SAID_OF_SUPPLIER, STORED = "registration", "registration.supplier", "registration.stored"
PICKED = "picked"  # the supplier of the county whose button was pressed


def steps(current):
    """The way through a registration, for the page of step `current` (from 0)."""
    states = ["done"] * current + ["current"] + ["ahead"] * (2 - current)
    labels = [_("Your agency"), _("Your supplier"), _("Your e-mail")]
    return [{"label": label, "state": state} for label, state in zip(labels, states, strict=True)]


def agency_form(program, data=None, **given):
    counties = counties_open_in(program, clock.today(program.time_zone))
    return AgencyForm(data, program=program, counties=counties, **given)


def typed_into(form):
    """What was typed into the boxes of a form, as it was, to be there again later."""
    return {name: form.data.get(name, "") for name in form.fields}


def forget(request):
    """Let the session know nothing more of a registration."""
    for name in (SAID, SAID_OF_SUPPLIER, STORED):
        request.session.pop(name, None)


@require_safe
@public("Agencies register before anybody there has an account.")
def begin(request):
    """Choose the state program; where there is only one, go on at once."""
    if STORED in request.session:
        forget(request)
    programs = list(Program.objects.all())
    if len(programs) == 1:
        return redirect("registration:agency", program=programs[0].slug)
    return render(request, "agencies/registration/begin.html", {"programs": programs})


@require_http_methods(["GET", "HEAD", "POST"])
@public("Agencies register before anybody there has an account.")
def agency(request, program):
    """Ask for the agency and its coordinator; nothing is stored before the next step is answered. Where the office
    reviews agencies, lead on to the application."""
    program = get_object_or_404(Program, slug=program)
    if program.entry == Program.Entry.REVIEWED:
        return redirect("registration:apply", program=program.slug)
    form = agency_form(program, request.POST or None, initial=request.session.get(SAID))
    if request.method == "POST" and form.is_valid():
        request.session[SAID] = typed_into(form)
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
        request.session[SAID_OF_SUPPLIER] = typed_into(form)
        return redirect("registration:agency", program=program.slug)
    if request.method == "POST" and form.is_valid() and is_in_time(request, about, form):
        with show_refusals(form):
            registration = store(request, program, about, form, instead_of=request.session.get(STORED))
            request.session[SAID_OF_SUPPLIER] = typed_into(form)
            request.session[STORED] = str(registration.pk)
            return redirect("registration:sent", program=program.slug)
    context = {
        "program": program,
        "program_office": program.office_name,
        "county": about.cleaned_data["jurisdiction"],
        "nearby": suppliers_nearby(program, about),
        "form": form,
        "steps": steps(1),
    }
    return render(request, "agencies/registration/supplier.html", context)


def supplier_form(request, program, about):
    picked = request.POST.get(PICKED)
    return SupplierForm(
        {"choice": KNOWN, "supplier": picked} if picked else request.POST or None,
        program=program,
        is_registered_oopp=about.cleaned_data["is_registered_oopp"],
        suppliers=suppliers_of(program),
        initial=request.session.get(SAID_OF_SUPPLIER),
    )


def suppliers_nearby(program, about):
    """Who furnishes agencies in the county and may furnish this one, each as a line with a button that picks it."""
    is_oopp = about.cleaned_data["is_registered_oopp"]
    return [
        {
            "sentence": one.name,
            "detail": " \N{MIDDLE DOT} ".join(
                filter(None, [program.rules.supplier_kind_name(one.kind), one.email, one.phone])
            ),
            "settle": {"url": "", "action": _("Register with this supplier"), "fields": {PICKED: one.pk}},
        }
        for one in suppliers_furnishing_in(program, about.cleaned_data["jurisdiction"])
        if not program.rules.supplier_refusal(one.kind, agency_is_oopp=is_oopp)
    ]


def is_in_time(request, about, form):
    """Tell whether another registration may be stored now; say so above the form where it may not."""
    if ratelimit.consume(request, action="register", key=about.cleaned_data["coordinator_email"].lower()):
        return True
    form.add_error(None, _("Too many registrations at once: this one was not stored, try again in an hour."))
    return False


def store(request, program, about, form, *, instead_of):
    """Store and mail the registration that both forms describe and return it; raise what `register` raises."""
    said = {name: form.cleaned_data[name] for name in ("supplier", "supplier_name", "supplier_kind")}
    pathway = form.pathway["slug"] if form.pathway else ""
    sender = get_adapter().get_client_ip(request)
    more = {"language": get_language(), "sender": sender, "instead_of": instead_of}
    return register(program=program, at=clock.now(), pathway=pathway, **more, **about.cleaned_data, **said)


@require_safe
@public("Agencies register before anybody there has an account.")
def sent(request, program):
    """Say to which address the link went, and what to do about a supplier meanwhile."""
    program = get_object_or_404(Program, slug=program)
    registration = stored_by(request, program)
    context = {
        "program": program,
        "program_office": program.office_name,
        "registration": registration,
        "pathway": program.rules.pathway(registration.pathway) if registration else None,
        "steps": steps(2),
    }
    return render(request, "agencies/registration/sent.html", context)


def stored_by(request, program):
    """The registration that this visitor has stored, or None."""
    return Registration.objects.in_program(program).filter(pk=request.session.get(STORED)).first()


@require_POST
@public("Agencies register before anybody there has an account.")
def send_again(request, program):
    """Mail the link once more to whoever stored the registration in this browser."""
    program = get_object_or_404(Program, slug=program)
    registration = stored_by(request, program)
    if registration is None:
        return redirect("registration:agency", program=program.slug)
    if not ratelimit.consume(request, action="register", key=registration.coordinator_email):
        messages.error(request, _("We have sent too many mails to this address. Try again in an hour."))
        return redirect("registration:sent", program=program.slug)
    with tell_refusals(request):
        resend_registration(registration=registration, by=None, at=clock.now(), language=get_language())
        messages.success(
            request, _("We sent the mail to %(email)s again.") % {"email": registration.coordinator_email}
        )
    return redirect("registration:sent", program=program.slug)


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
    forget(request)
    messages.success(
        request,
        _("Welcome: %(agency)s is registered. Count or receive your first kits next.")
        % {"agency": membership.agency},
    )
    return redirect("home")
