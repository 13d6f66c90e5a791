"""The front door, and home for each hat."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from agencies.access import hats_of, public, signed_in


@require_safe
@public("what leave-behind naloxone is, for anyone who considers a program")
def start(request):
    """Say what this is and lead on: register, sign in."""
    return render(request, "public/start.html")


@require_safe
@public("what is kept and what is not, for anyone")
def privacy(request):
    """Say what the log keeps, and how published reports are protected."""
    return render(request, "public/privacy.html")


@require_POST
@signed_in
def switch(request):
    """Put on another of one's own hats."""
    chosen = next((hat for hat in hats_of(request) if str(hat.pk) == request.POST.get("membership")), None)
    if chosen:
        request.session["membership"] = str(chosen.pk)
    return redirect("home")


@require_safe
@signed_in
def home(request):
    """What needs doing, for the hat that is worn."""
    return render(request, "public/start.html")
