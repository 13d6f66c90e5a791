"""Which language a page speaks: the terminal and what is open to all speak the browser's, what is behind a sign-in
English until all of it is translated. A mail that leads to a page open to all speaks its reader's language, where
that is known; every other mail is in English, like the page behind its link. A report opened by a link is in English
too, so that whoever was given it and its readers have the same words and files."""

from django.conf import settings
from django.utils import translation

SIGNED_IN = MAIL = STORED = "en"
OPEN_TO_ALL = ("anyone", "terminal")


def is_behind_a_sign_in(request, view):
    """Tell whether a view is a page for whoever is signed in. Pages without a door of ours are those of accounts."""
    door = getattr(view, "door", None)
    if door is None:
        return request.user.is_authenticated
    return door.of not in OPEN_TO_ALL


def language_of_mail(asked, *, is_open):
    """Return the language of a mail to somebody who speaks `asked` ("" where it is not known)."""
    return asked if is_open and asked in dict(settings.LANGUAGES) else MAIL


def speak_as_signed_in():
    """What is said from here on is read on a page behind the sign-in."""
    translation.activate(SIGNED_IN)


class SignedInPagesInEnglish:
    """Keeps a page behind a sign-in wholly English, rather than half of it in what a browser asks for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if is_behind_a_sign_in(request, view):
            speak_as_signed_in()
            request.LANGUAGE_CODE = SIGNED_IN
