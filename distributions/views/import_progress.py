"""Long work on a sheet in the browser: the page grows while it runs, so that somebody can look on.

No script is needed.
"""

import logging
from contextlib import suppress
from functools import partial

from django.db import DatabaseError, InterfaceError
from django.http import StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.access import tenant
from agencies.faults import describe_fault
from agencies.wording import say, write_number
from distributions.actions.correct import CorrectionRefused
from distributions.actions.importing import in_steps
from distributions.counts import NOTHING
from distributions.import_stock import say_taken
from distributions.units import unit_of
from distributions.views.sheet_links import lead_to_sheet

logger = logging.getLogger(__name__)
HERE = "<!-- the work -->"


def stream_import(request, how):
    """Answer with a page that says after each step how far the import, `in_steps(**how)`, has come."""
    return stream_steps(request, how["agency"], how["sheet"].title, in_steps(**how), partial(say_imported, how=how))


def stream_steps(request, agency, title, steps, say_end):
    """Answer with a page that says after each `Step` how far what is done to the sheet of this `title` has come.

    `say_end` makes of the last one whether anything changed, and one sentence.
    """
    context = {"agency": agency, "sheet": title, "here": HERE}
    page = render_to_string("distributions/import_progress.html", context, request)
    response = StreamingHttpResponse(write_page(page, agency, steps, say_end))
    response["X-Accel-Buffering"] = "no"  # a proxy that waits for the whole answer would hide the progress
    return response


def write_page(page, agency, steps, say_end):
    """Yield the page part by part. Who closes it does not stop the work."""
    top, _here, bottom = page.partition(HERE)
    steps = in_tenant(agency, steps)
    outcome = {"agency": agency}
    try:
        yield top
        for step in steps:
            yield render_to_string("distributions/_import_step.html", {"step": step})
        with tenant(owner=agency):
            outcome["changed"], outcome["sentence"] = say_end(step)
    except GeneratorExit:
        with suppress(CorrectionRefused):
            for _step in steps:
                continue
        raise
    except CorrectionRefused as refusal:
        outcome |= {"refused": str(refusal)}
    except (DatabaseError, InterfaceError) as fault:  # The answer has begun: no page of faults can take its place.
        logger.error("Work on a sheet was stopped by a fault: %s", describe_fault(fault))
        outcome |= {"refused": _("The server has a problem. Try again later: it will go on from here.")}
    yield render_to_string("distributions/_import_outcome.html", outcome) + bottom


def in_tenant(owner, steps):
    """Yield what `steps` yields, each made with the tenant opened anew: the page's door has closed by now."""
    while True:
        with tenant(owner=owner):
            step = next(steps, None)
        if step is None:
            return
        yield step


def say_imported(done, how):
    """Return what `said_of` does, with the way to the sheet of an import that ended with the step `done`."""
    unit = unit_of(how["plan"].find_items().values())
    changed, sentence = said_of(done, how["sheet"].title, how["location"], unit)
    return changed, lead_to_sheet(how["agency"], how["sheet"], sentence)


def said_of(done, sheet, location, unit):
    """Return whether the import that ended with the step `done` changed anything, and what is to be said of it, with
    what it took out of `location`; `unit` is what its items are called together."""
    if done.added == NOTHING and done.lowered == NOTHING:
        return False, say(_("%(sheet)s changed nothing: all of it was counted already."), sheet=sheet)
    figures = {"kits": unit.write(done.added.items)}
    if done.lowered == NOTHING:
        times = done.added.handouts
        sentence = ngettext(
            "%(sheet)s was imported. Added: %(kits)s, left on %(times)s occasion.",
            "%(sheet)s was imported. Added: %(kits)s, left on %(times)s occasions.",
            times,
        )
        figures["times"] = write_number(times)
    else:
        figures["fewer"] = unit.write(-done.lowered.items)
        sentence = _("%(sheet)s was imported. Added: %(kits)s. Taken out by corrections: %(fewer)s.")
    return True, f"{say(sentence, sheet=sheet, **figures)} {say_taken(done.taken, location)}".strip()
