"""Home of an agency: what needs somebody, four figures, kits left by month, and the first steps."""

from django.db.models import Exists
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.access import Permission
from agencies.charts import line_chart
from agencies.models import Agency, SupplyAgreement, Terminal
from agencies.periods import add_months, month_of
from agencies.wording import (
    write_day,
    write_day_of_year,
    write_month,
    write_month_name,
    write_short_month,
)
from distributions.models import DailyCount
from inventory.models import StockMovement
from lbn.home import needs
from lbn.home.answers import HomeFigure, at_agency
from lbn.home.waiting import A_YEAR, read_facts, say_what_waits
from lbn.home.week import last_week
from lbn.reporting.returns.renderings import StateForAgency
from lbn.reporting.returns.states import ReportStatus
from training.models import Completion


def agency_home(agency, *, today, allowed):
    """Return what the home of `agency` shows on `today` to whoever is `allowed` these permissions.

    The number of queries does not depend on how much there is.
    """
    facts = read_facts(agency, today)
    steps = first_steps(agency, allowed=allowed)
    said = [*say_what_waits(facts), *([] if steps else needs.about_supplier(facts.agreement))]
    return {
        "needs": needs.needs_of(agency, allowed=allowed, said=said),
        "figures": [
            on_hand_figure(agency, facts.usable, facts.all_kits, facts.days),
            left_figure(agency, facts.left, today),
            people_figure(agency, facts.training),
            report_figure(agency, [one for one in facts.to_send if one.is_asked_for], facts.periods, today),
        ],
        "steps": steps,
        "week": week_of(agency, today, allowed=allowed) if any(facts.left.values()) else None,
        **chart_of(facts.left),
    }


def week_of(agency, today, *, allowed):
    """Return last week's line for roll call for whoever may log from paper; None where the agency does without it."""
    return last_week(agency, today) if agency.wants_roll_call_line and Permission.TYPE_SHEETS in allowed else None


def on_hand_figure(agency, usable, all_kits, days):
    notes = [supply_in_words(days)] if usable else []
    if all_kits > usable:
        notes.append(_("%(number)s more may not be left") % {"number": all_kits - usable})
    return HomeFigure(_("Kits on hand"), usable, at_agency("inventory:stock", agency), note=" · ".join(notes))


def supply_in_words(days):
    if days is None:
        return _("days of supply: not known before kits are left")
    if days > A_YEAR:
        return _("supply for more than a year")
    return ngettext("about %(days)s day of supply", "about %(days)s days of supply", days) % {"days": days}


def left_figure(agency, left, today):
    last = add_months(month_of(today), -1)
    note = _("%(number)s in %(month)s") % {"number": left.get(last, 0), "month": write_month_name(last)}
    url = at_agency("distributions:months", agency)
    return HomeFigure(_("Kits left this month"), left[month_of(today)], url, note=note)


def people_figure(agency, training):
    unit = _("of %(people)s") % training
    return HomeFigure(_("People current"), training["current"], at_agency("training:matrix", agency), unit)


def report_figure(agency, due, periods, today):
    """The day of the report that is due next: the first of those to send, else that of the running period."""
    url = at_agency("reports:list", agency)
    running = [period for period in periods if period.status == ReportStatus.RUNNING]
    report = next(iter(due or running), None)
    if report is None:
        return HomeFigure(_("Next report due"), _("none"), url)
    note = _("for %(period)s") % {"period": report.period}
    day = (write_day_of_year if report.due_on.year == today.year else write_day)(report.due_on)
    figure = HomeFigure(_("Next report due"), day, url, note=note)
    words = StateForAgency(report)
    return figure._replace(tone=words.tone, word=words.word) if due else figure


def chart_of(left):
    """Return the chart of kits left by month and its finding; nothing before there is a line to draw."""
    if len(left) < 2 or not any(left.values()):
        return {}
    most = max(left, key=left.get)
    facts = {"total": sum(left.values()), "months": len(left), "most": left[most], "month": write_month(most)}
    finding = _("%(total)s kits left in %(months)s months; most in %(month)s: %(most)s.") % facts
    return {
        "chart": line_chart([(write_short_month(month), kits) for month, kits in left.items()]),
        "finding": finding,
    }


def first_steps(agency, *, allowed):
    """Return the first-run checklist, as `parts/checklist.html` takes it, until everything is done. One query."""
    found = {
        "supplier": SupplyAgreement.objects.filter(agency=agency, status=SupplyAgreement.Status.ACTIVE),
        "kits": StockMovement.objects.filter(agency=agency),
        "trained": Completion.objects.filter(agency=agency),
        "terminal": Terminal.objects.filter(agency=agency, last_seen_on__isnull=False),
        "logged": DailyCount.objects.of(agency),
    }
    done = Agency.objects.annotate(**{f"has_{name}": Exists(rows) for name, rows in found.items()})
    row = done.values(*(f"has_{name}" for name in found)).get(pk=agency.pk)
    if all(row.values()):
        return []
    steps = []
    for name, label, hint, (page, action, permission) in step_words():
        step = {"label": label, "hint": hint, "done": row[f"has_{name}"]}
        if page and permission in allowed:
            step |= {"url": at_agency(page, agency), "action": action}
        steps.append(step)
    return steps


def step_words():
    """Yield (name, label, hint, (page, button, who may)) for each first step, in order."""
    yield (
        "supplier",
        _("Find a supplier"),
        _("Most agencies get their kits free of charge from a supplier near them."),
        ("agencies:supplier", _("Find a supplier"), Permission.SEE_AGENCY),
    )
    yield (
        "kits",
        _("Put kits into stock"),
        _("Count what lies there already, or enter a delivery."),
        ("inventory:opening", _("Count what is there"), Permission.MANAGE_STOCK),
    )
    yield (
        "trained",
        _("Train one person"),
        _("Put your people on the roster and record a session."),
        ("training:matrix", _("Begin the roster"), Permission.MANAGE_TRAINING),
    )
    yield (
        "terminal",
        _("Open a terminal"),
        _("The shared computer, tablet or in-car laptop on which kits are logged."),
        ("agencies:terminals", _("Make a terminal"), Permission.MANAGE_TERMINALS),
    )
    yield (
        "logged",
        _("Log the first kit"),
        _("At the terminal, in two taps. Earlier kits can be imported from your tracking sheet."),
        ("distributions:months", _("Go to the log"), Permission.MANAGE_LOG),
    )
