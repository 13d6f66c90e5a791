"""Undo, one press long: the sentence after a harmless action carries a button that takes it back."""

from django.contrib import messages
from django.http import HttpRequest


def offer_undo(request: HttpRequest, sentence: str, url: str) -> None:
    """Say on the next page what was done, with a button that posts to `url` and takes it back."""
    messages.success(request, sentence, extra_tags=url)
