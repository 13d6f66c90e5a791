"""What is answered where our side failed, and where an address was asked in a way that it does not know.

Django has told the log of a failure by then, in one line (`lbn.logs`).
"""

import sys

from django.http import HttpResponseNotAllowed
from django.shortcuts import render
from django.views import defaults

from distributions.views.terminal.faults import answer_fault


def server_error(request):
    """Say so on the terminal in its own words, and on the page "Something went wrong here" everywhere else."""
    address = request.resolver_match
    if address and address.namespace == "terminal":
        return answer_fault(request, sys.exc_info()[1])
    return defaults.server_error(request)


class PageForButtons:
    """Says a sentence and leads on where somebody opened the address of a button, such as from the history.

    What the terminal asks by script is answered as ever, and so is whatever does not read pages.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or not is_read_by_people(request):
            return response
        page = render(request, "405.html", {"can_be_opened": "GET" in response.headers["Allow"]}, status=405)
        page.headers["Allow"] = response.headers["Allow"]
        return page


def is_read_by_people(request):
    """Tell whether who asks shows pages to somebody, and is not the terminal's script."""
    address = request.resolver_match
    return request.accepts("text/html") and not (address and address.namespace == "terminal")
