"""The first steps of an agency, and the sentence at their end."""

from datetime import timedelta
from typing import NamedTuple

from django.db.models import Exists, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.access import Permission
from agencies.models import (
    Agency,
    AuditCode,
    AuditEvent,
    Invitation,
    Membership,
    PlacePreset,
    Role,
    SupplyAgreement,
    Terminal,
)
from agencies.wording import say
from distributions.models import DailyCount
from inventory.models import StockMovement
from lbn.home.answers import at_agency
from training.models import Completion

STARTING = timedelta(days=45)
BASIC = ("supplier", "kits", "trained", "terminal", "logged")
EXTRA = ("places", "sheet", "backup")  # asked for only while an agency is new


class FirstStep(NamedTuple):
    """A first step in words, with the page on which it is done, the button that leads there, and who may."""

    name: str
    label: str
    hint: str
    page: str
    action: str
    permission: Permission


STEPS = (
    FirstStep(
        "supplier",
        gettext_noop("Find a supplier"),
        gettext_noop("Most agencies get their kits free of charge from a supplier near them."),
        "agencies:supplier",
        gettext_noop("Find a supplier"),
        Permission.SEE_AGENCY,
    ),
    FirstStep(
        "kits",
        gettext_noop("Put kits into stock"),
        gettext_noop("Count what lies there already, or enter a delivery."),
        "inventory:opening",
        gettext_noop("Count what is there"),
        Permission.MANAGE_STOCK,
    ),
    FirstStep(
        "trained",
        gettext_noop("Train one person"),
        gettext_noop("Put your people on the roster and record a session."),
        "training:matrix",
        gettext_noop("Begin the roster"),
        Permission.MANAGE_TRAINING,
    ),
    FirstStep(
        "places",
        gettext_noop("Choose place buttons"),
        gettext_noop("We suggest ZIP codes of your counties. With a button for each, logging a kit takes two taps."),
        "agencies:presets",
        gettext_noop("Choose places"),
        Permission.MANAGE_TERMINALS,
    ),
    FirstStep(
        "terminal",
        gettext_noop("Open a terminal"),
        gettext_noop("The shared computer, tablet or in-car laptop on which kits are logged."),
        "agencies:terminals",
        gettext_noop("Open it"),
        Permission.MANAGE_TERMINALS,
    ),
    FirstStep(
        "logged",
        gettext_noop("Log the first kit"),
        gettext_noop("At the terminal, in two taps. Earlier kits can be imported from your tracking sheet."),
        "distributions:months",
        gettext_noop("Go to the log"),
        Permission.MANAGE_LOG,
    ),
    FirstStep(
        "sheet",
        gettext_noop("Print the sheet for the kit cabinet"),
        gettext_noop("Make a link for your terminal and print its sheet: a QR code, and what to do with it."),
        "agencies:terminals",
        gettext_noop("Make its sheet"),
        Permission.MANAGE_TERMINALS,
    ),
    FirstStep(
        "backup",
        gettext_noop("Invite a backup coordinator"),
        gettext_noop("So that somebody can go on when you are away."),
        "agencies:invite",
        gettext_noop("Invite somebody"),
        Permission.MANAGE_TEAM,
    ),
)


class Start(NamedTuple):
    """The checklist as `parts/checklist.html` takes it, empty once it has nothing more to say; `is_done` while an
    agency is new and has done all of it."""

    steps: list
    is_done: bool


def start_of(agency, *, today, allowed):
    """Return how far an agency has come with its first steps. One query."""
    done = what_is_done(agency)
    is_new = today < agency.active_since_on + STARTING
    asked = (*BASIC, *EXTRA) if is_new else BASIC
    if all(done[name] for name in asked):
        return Start([], is_done=is_new)
    steps = []
    for step in STEPS:
        line = {"label": _(step.label), "hint": _(step.hint), "done": done[step.name]}
        if step.permission in allowed:
            line |= button_of(step, agency, terminal=done["first_terminal"])
        if step.name in asked:
            steps.append(line)
    return Start(steps, is_done=False)


def button_of(step, agency, *, terminal):
    """Return the button of a step: what is done at a terminal is done at `terminal`, made first where it is None."""
    if step.page != "agencies:terminals":
        return {"url": at_agency(step.page, agency), "action": _(step.action)}
    if terminal is None:
        return {"url": at_agency("agencies:terminal_add", agency), "action": _("Make a terminal")}
    return {"url": reverse("agencies:terminal", args=[agency.slug, terminal]), "action": _(step.action)}


def what_is_done(agency):
    """Return which first steps an agency has done, by name, and the key of its `first_terminal` in use, or None.

    One query.
    """
    coordinators = Membership.objects.filter(agency=agency, role=Role.COORDINATOR).order_by("pk")
    made = Q(what=AuditCode.TERMINAL_LINK_MADE) & ~Q(details__has_key="here")
    links = AuditEvent.objects.filter(made | Q(what=AuditCode.TERMINAL_LINK_REPLACED), agency=agency)
    terminals = Terminal.objects.active().filter(agency=agency)
    found = {
        "supplier": SupplyAgreement.objects.filter(agency=agency, status=SupplyAgreement.Status.ACTIVE),
        "kits": StockMovement.objects.filter(agency=agency),
        "trained": Completion.objects.filter(agency=agency),
        "places": PlacePreset.objects.filter(agency=agency),
        "terminal": Terminal.objects.filter(agency=agency, last_seen_on__isnull=False),
        "logged": DailyCount.objects.of(agency),
        "sheet": links,
        "second": coordinators[1:2],
        "invited": Invitation.objects.waiting().filter(agency=agency, role=Role.COORDINATOR),
    }
    asked = Agency.objects.annotate(
        first_terminal=Subquery(terminals.order_by("label", "pk").values("pk")[:1]),
        **{f"has_{name}": Exists(rows) for name, rows in found.items()},
    )
    row = asked.values("first_terminal", *(f"has_{name}" for name in found)).get(pk=agency.pk)
    done = {name: row[f"has_{name}"] for name in found} | {"first_terminal": row["first_terminal"]}
    backup = done.pop("second") | done.pop("invited")
    return done | {"backup": backup}


def say_ready(report):
    """The sentence after the last step; `report` is the one due next, or None."""
    if report is None:
        return _("You are ready. No report is due from your agency.")
    return say(_("You are ready. Your next report is due %(day)s."), day=report.due_on)
