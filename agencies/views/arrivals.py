"""Whoever opens a link from a mail: do they need an account, have they to sign in, or are they signed in?"""

from functools import wraps

from django.contrib.auth import login
from django.shortcuts import render

from agencies.actions.accounts import account_of
from agencies.actions.refusals import Refused
from agencies.languages import speak_as_signed_in


def is_theirs(request, email):
    """Tell whether whoever is signed in has this address."""
    return request.user.is_authenticated and request.user.email == email.lower()


def must_sign_in(request, email):
    """Tell whether the address has an account that is not signed in, or somebody else is signed in."""
    if is_theirs(request, email):
        return False
    return request.user.is_authenticated or account_of(email) is not None


def ask_to_sign_in(request, email):
    """Say that the account of this address has to be signed in, and lead there and back."""
    return render(request, "agencies/joining/sign_in.html", {"email": email, "here": request.path})


def say_why_a_link_ends(view):
    """Answer what is refused in `view`, which a link opens, with a page of its own."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Refused as refusal:
            return render(request, "agencies/joining/link_refused.html", {"sentence": str(refusal)}, status=410)

    return answer


def welcome(request, membership):
    """Sign in whoever the membership is of, and put on its hat."""
    if request.user != membership.user:
        login(request, membership.user)
    request.session["membership"] = str(membership.pk)
    speak_as_signed_in()
