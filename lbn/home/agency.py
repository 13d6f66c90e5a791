"""Home of an agency: what needs somebody, four figures, kits left by month, and the first steps."""

from django.utils.translation import gettext as _

from agencies.access import Permission
from agencies.charts import line_chart
from agencies.periods import add_months, month_of
from agencies.wording import (
    write_day,
    write_day_of_year,
    write_month,
    write_month_name,
    write_short_month,
)
from lbn.home import needs
from lbn.home.answers import HomeFigure, at_agency
from lbn.home.steps import say_ready, start_of
from lbn.home.supply import say_supply
from lbn.home.waiting import read_facts, say_what_waits
from lbn.home.week import last_week
from lbn.reporting.returns.renderings import StateForAgency
from lbn.reporting.returns.states import ReportStatus


def agency_home(agency, *, today, allowed):
    """Return what the home of `agency` shows on `today` to whoever is `allowed` these permissions.

    The number of queries does not depend on how much there is.
    """
    facts = read_facts(agency, today)
    asked = [one for one in facts.to_send if one.is_asked_for]
    start = start_of(agency, today=today, allowed=allowed)
    said = [*say_what_waits(facts), *([] if start.steps else needs.about_supplier(facts.agreement))]
    return {
        "needs": needs.needs_of(agency, allowed=allowed, said=said),
        "figures": [
            on_hand_figure(agency, facts.supply),
            left_figure(agency, facts.left, today),
            people_figure(agency, facts.training),
            report_figure(agency, asked, facts.periods, today),
        ],
        "steps": start.steps,
        "ready": say_ready(next_report(asked, facts.periods)) if start.is_done else "",
        "week": week_of(agency, today, allowed=allowed) if any(facts.left.values()) else None,
        **chart_of(facts.left),
    }


def week_of(agency, today, *, allowed):
    """Return last week's line for roll call for whoever may log from paper; None where the agency does without it."""
    return last_week(agency, today) if agency.wants_roll_call_line and Permission.TYPE_SHEETS in allowed else None


def on_hand_figure(agency, supply):
    notes = say_supply(supply)
    if supply.all_kits > supply.usable:
        notes.append(_("%(number)s more may not be left") % {"number": supply.all_kits - supply.usable})
    return HomeFigure(_("Kits on hand"), supply.usable, at_agency("inventory:stock", agency), note=" · ".join(notes))


def left_figure(agency, left, today):
    last = add_months(month_of(today), -1)
    note = _("%(number)s in %(month)s") % {"number": left.get(last, 0), "month": write_month_name(last)}
    url = at_agency("distributions:months", agency)
    return HomeFigure(_("Kits left this month"), left[month_of(today)], url, note=note)


def people_figure(agency, training):
    unit = _("of %(people)s") % training
    return HomeFigure(_("People current"), training["current"], at_agency("training:matrix", agency), unit)


def next_report(due, periods):
    """Return the report that is due next: the first of those to send, else that of the running period, or None."""
    running = [period for period in periods if period.status == ReportStatus.RUNNING]
    return next(iter(due or running), None)


def report_figure(agency, due, periods, today):
    """The day of the report that is due next: the first of those to send, else that of the running period."""
    url = at_agency("reports:list", agency)
    report = next_report(due, periods)
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
