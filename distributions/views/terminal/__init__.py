"""The shared terminal: the page, its way in, and where entries arrive.

None of these touches a session. A request is trusted for the key in its cookie, which goes to this path alone; one
that another site's page sends is refused all the same.
"""

from distributions.views.terminal.arrivals import entries
from distributions.views.terminal.enrolment import enrol
from distributions.views.terminal.low import low
from distributions.views.terminal.page import page
from distributions.views.terminal.shell import manifest, script, style, worker
from distributions.views.terminal.towns import towns

__all__ = ["enrol", "entries", "low", "manifest", "page", "script", "style", "towns", "worker"]
