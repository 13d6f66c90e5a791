"""What is answered where our side failed. Django has told the log by then, in one line (`lbn.logs`)."""

import sys

from django.views import defaults

from distributions.views.terminal.faults import answer_fault


def server_error(request):
    """Say so on the terminal in its own words, and on the page "Something went wrong here" everywhere else."""
    address = request.resolver_match
    if address and address.namespace == "terminal":
        return answer_fault(request, sys.exc_info()[1])
    return defaults.server_error(request)
