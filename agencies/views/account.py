"""What whoever is signed in does about themselves: the account page, leaving an organization, handing over."""

from typing import NamedTuple

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import clock
from agencies.access import hats_of, public, signed_in, tenant
from agencies.actions import person
from agencies.actions.roles import remove_member
from agencies.actions.team import hand_over as ask_successor
from agencies.forms.person import LanguageForm, MailsForm, NameForm, NewAddressForm
from agencies.forms.team import SuccessorForm
from agencies.mail_kinds import kinds_to_choose
from agencies.models import EmailChange, Membership, Role
from agencies.querysets.team import INVITERS, marks_of_office
from agencies.refusals import show_refusals, tell_refusals
from agencies.views.arrivals import say_why_a_link_ends


@require_safe
@signed_in
def page(request):
    """Everything about oneself in one place."""
    return show_page(request)


def show_page(request, **bound):
    """The account page; `bound` are forms that were sent and refused, by their name there."""
    user = request.user
    forms = {
        "name_form": NameForm(initial={"name": user.name}),
        "email_form": NewAddressForm(user=user),
        "language_form": LanguageForm(initial={"language": user.language or settings.LANGUAGE_CODE}),
        "mails_form": mails_form(request),
    }
    refused = next(iter(bound.values()), None)
    context = {
        **forms,
        **bound,
        "form": refused,
        "organizations": organizations_of(request),
        "change": EmailChange.objects.filter(user=user).first(),
    }
    return render(request, "agencies/account/account.html", context)


def mails_form(request, data=None):
    kinds = kinds_to_choose(hat.role for hat in hats_of(request))
    unwanted = set(request.user.unwanted_mails.values_list("kind", flat=True))
    return MailsForm(data, kinds=kinds, initial={"wanted": [kind for kind in kinds if kind not in unwanted]})


class OwnWork(NamedTuple):
    """What somebody does for one organization; `hat` is one hat there, `to_hand_over` one that has a successor."""

    hat: Membership
    roles: str
    to_hand_over: Membership | None


def organizations_of(request):
    """The organizations of whoever is signed in, each once."""
    worn = {}
    for hat in hats_of(request):
        worn.setdefault(hat.owner, []).append(hat)
    return [work_in(hats) for hats in worn.values()]


def work_in(hats):
    roles = ", ".join(str(hat.get_role_display()) for hat in hats)
    return OwnWork(hats[0], roles, next((hat for hat in hats if hat.role in INVITERS), None))


@require_POST
@signed_in
def name(request):
    """Change one's name."""
    form = NameForm(request.POST)
    if not form.is_valid():
        return show_page(request, name_form=form)
    person.rename_person(user=request.user, **form.cleaned_data)
    messages.success(request, _("Your name is changed."))
    return redirect("account:page")


@require_POST
@sensitive_post_parameters("password")
@signed_in
def email(request):
    """Ask for another address; its link goes there."""
    form = NewAddressForm(request.POST, user=request.user)
    if form.is_valid():
        with show_refusals(form):
            change = person.ask_email_change(user=request.user, email=form.cleaned_data["email"], at=clock.now())
            sentence = _("We sent a link to %(email)s. Open it and press the button there.")
            messages.success(request, sentence % {"email": change.email})
            return redirect("account:page")
    return show_page(request, email_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@public("The signed link in the mail is the key to this page.")
@say_why_a_link_ends
def email_confirm(request, token):
    """Show the new address; the button makes it somebody's."""
    change = person.email_change_of(token, now=clock.now())
    if request.method == "POST":
        user = person.confirm_email_change(token=token, now=clock.now())
        return render(request, "agencies/account/email_changed.html", {"email": user.email})
    return render(request, "agencies/account/email_confirm.html", {"change": change})


@require_POST
@signed_in
def language(request):
    """Choose the language of mails and of the pages that speak several."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return show_page(request, language_form=form)
    person.choose_language(user=request.user, **form.cleaned_data)
    messages.success(request, _("Your language is saved."))
    answer = redirect("account:page")
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        request.user.language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return answer


@require_POST
@signed_in
def mails(request):
    """Choose which mails one gets."""
    form = mails_form(request, request.POST)
    if not form.is_valid():
        return show_page(request, mails_form=form)
    person.choose_mails(user=request.user, wanted=set(form.cleaned_data["wanted"]))
    messages.success(request, _("Your choice of mails is saved."))
    return redirect("account:page")


@require_POST
@signed_in
def leave(request, membership):
    """End all that one does for an organization."""
    found = get_object_or_404(Membership.objects.of(request.user), pk=membership)
    with tell_refusals(request), tenant(owner=found.owner):
        remove_member(membership=found, by=request.user)
        messages.success(
            request, _("You have left %(owner)s. Your account is still here.") % {"owner": found.owner_name}
        )
    return redirect("home")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def hand_over(request, membership):
    """Name a successor; nothing ends before they accept."""
    found = next((hat for hat in hats_of(request) if hat.pk == membership and hat.role in INVITERS), None)
    if found is None:
        raise Http404
    request.hat = found
    marks = () if found.role == Role.OPERATOR else marks_of_office(found.owner.program)
    form = SuccessorForm(request.POST or None, office_marks=marks)
    if request.method == "POST" and form.is_valid():
        with show_refusals(form), tenant(owner=found.owner):
            ask_successor(membership=found, at=clock.now(), **form.cleaned_data)
            sentence = _("%(email)s is asked to take over. You stay until they accept.")
            messages.success(request, sentence % form.cleaned_data)
            return redirect("home")
    return render(request, "agencies/team/hand_over.html", {"hat": found, "form": form})
