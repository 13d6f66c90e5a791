"""What needs somebody at an agency today, most urgent first."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agencies.access import Permission
from agencies.models import Agency
from agencies.wording import write_day, write_weekday
from distributions.volume import UnusualDay
from inventory.models import LowStockNotice
from lbn.home.answers import Need, Said, Settle, at_agency, for_others
from lbn.reporting.returns.behind import say_kits_behind
from lbn.reporting.returns.renderings import StateForAgency
from lbn.reporting.returns.states import ReportState, ReportStatus

REPORTS_SHOWN = 3
# What is most urgent stands first: (kind, page, who may do it, the button).
ANSWERS = [
    ("recalled", "inventory:write_off_lots", Permission.MANAGE_STOCK, gettext_lazy("Return them")),
    ("out", "inventory:receive", Permission.MANAGE_STOCK, gettext_lazy("Enter a delivery")),
    ("left_out", "reports:list", Permission.SEE_AGENCY, gettext_lazy("See your reports")),
    ("told_low", "inventory:stock", Permission.MANAGE_STOCK, gettext_lazy("See the stock")),
    ("unusual", "distributions:months", Permission.MANAGE_LOG, gettext_lazy("Look and correct")),
    ("overdue", "reports:list", Permission.SUBMIT_REPORTS, gettext_lazy("Send the report")),
    ("returned", "reports:list", Permission.SUBMIT_REPORTS, gettext_lazy("Answer")),
    ("expired", "inventory:write_off_lots", Permission.MANAGE_STOCK, gettext_lazy("Write off")),
    ("low", "agencies:supplier", Permission.SEE_AGENCY, gettext_lazy("See your supplier")),
    ("shortfall", "inventory:uncovered", Permission.MANAGE_STOCK, gettext_lazy("Find what is missing")),
    ("due", "reports:list", Permission.SUBMIT_REPORTS, gettext_lazy("Look and send")),
    ("missed", "reports:list", Permission.SUBMIT_REPORTS, gettext_lazy("Send it late")),
    ("behind", "reports:list", Permission.SEE_AGENCY, gettext_lazy("See the report")),
    ("not_current", "training:matrix", Permission.SEE_AGENCY, gettext_lazy("See who")),
    ("expiring", "inventory:stock", Permission.SEE_AGENCY, gettext_lazy("See the lots")),
    ("lapsing", "training:matrix", Permission.SEE_AGENCY, gettext_lazy("See who")),
    ("held_back", "inventory:stock", Permission.SEE_AGENCY, gettext_lazy("See the lots")),
    ("papers", "agencies:documents", Permission.MANAGE_AGENCY, gettext_lazy("See your documents")),
    ("closed", "agencies:close", Permission.MANAGE_AGENCY, gettext_lazy("Open again")),
    ("confirm", "agencies:close", Permission.MANAGE_AGENCY, gettext_lazy("No, it has ended")),
    ("parent", "agencies:parent", Permission.MANAGE_AGENCY, gettext_lazy("Answer")),
    ("child", "agencies:parent", Permission.MANAGE_AGENCY, gettext_lazy("Answer")),
    ("coalition", "agencies:coalitions", Permission.MANAGE_AGENCY, gettext_lazy("Look and answer")),
    ("silent", "agencies:terminals", Permission.MANAGE_TERMINALS, gettext_lazy("See terminals")),
    ("to_be_confirmed", "agencies:supplier", Permission.SEE_AGENCY, gettext_lazy("See your supplier")),
    ("no_supplier", "agencies:supplier", Permission.SEE_AGENCY, gettext_lazy("Find a supplier")),
]
QUERIES = {
    "not_current": "shown=not_current",
    "lapsing": "shown=lapsing",
}


def needs_of(agency, *, allowed, said):
    """Return the `Need`s of `agency`, most urgent first, for whoever is `allowed` these permissions.

    `said` is everything that waits, a list of `Said`; several may be of one kind.
    """
    answers = {kind: answer for kind, *answer in ANSWERS}
    found = []
    for one in most_urgent_first(said):
        page, permission, action = answers[one.kind]
        facts = {"sentence": one.sentence, "tone": one.tone, "word": one.word}
        if permission in allowed:
            url = one.url or at_agency(page, agency, query=QUERIES.get(one.kind, ""))
            found.append(Need(url=url, action=str(action), settle=one.settle, **facts))
        else:
            found.append(Need(detail=for_others(), **facts))
    return found


def most_urgent_first(said):
    """Return what waits in the order of `ANSWERS`, and of one kind as it came."""
    urgency = [kind for kind, *_answer in ANSWERS]
    return sorted(said, key=lambda one: urgency.index(one.kind))


def about_stock(agency, warnings):
    """What stock says, from `inventory.querysets.stock_warnings`, each with the page on which it is settled."""
    pages = {kind: page for kind, page, *_answer in ANSWERS}
    return [
        Said(one.kind, one.sentence, one.tone, one.word, at_agency(pages[one.kind], agency, query=one.query))
        for one in warnings
    ]


def about_supply(supply, agreement):
    """Say that kits run low: what may be left lasts no longer than the supplier needs to deliver."""
    if agreement is None or not supply.usable or supply.days is None or supply.days > agreement.supplier.lead_days:
        return []
    days = max(1, supply.days)
    sentence = ngettext(
        "Kits on hand last about %(days)s day at the present pace, and %(supplier)s needs %(lead)s to deliver.",
        "Kits on hand last about %(days)s days at the present pace, and %(supplier)s needs %(lead)s to deliver.",
        days,
    ) % {"days": days, "supplier": agreement.supplier, "lead": agreement.supplier.lead_days}
    return [Said("low", sentence, "attention", _("Running low"))]


def about_notices(agency):
    """Say at which locations kits run low, as somebody told at a terminal. One query."""
    return [
        Said("told_low", low_in_words(notice), "attention", _("Running low"), settle=done_with(agency, notice))
        for notice in LowStockNotice.objects.open_for(agency)
    ]


def low_in_words(notice: LowStockNotice) -> str:
    facts = {"location": notice.location, "day": write_day(notice.on), "left": notice.left}
    if notice.left is None:
        return _("Kits are running low at %(location)s, as somebody there said on %(day)s.") % facts
    if notice.left == 0:
        return _("No kits are left at %(location)s, as somebody there said on %(day)s.") % facts
    return (
        ngettext(
            "%(left)s kit is left at %(location)s, as somebody there said on %(day)s.",
            "%(left)s kits are left at %(location)s, as somebody there said on %(day)s.",
            notice.left,
        )
        % facts
    )


def done_with(agency, notice):
    url = reverse("inventory:settle_low", kwargs={"slug": agency.slug, "notice": notice.pk})
    return Settle(url, _("Done"))


def about_volume(agency, days: list[UnusualDay]):
    """Ask whether days with far more kits than usual are right, newest first."""
    return [
        Said(
            "unusual",
            _("%(kits)s kits were logged for %(day)s, far more than usual. Is that right?")
            % {"kits": day.kits, "day": write_weekday(day.day)},
            "attention",
            _("Unusual"),
            at_month(agency, day.day),
            Settle(
                at_agency("distributions:usual_day", agency),
                _("That is right"),
                {"day": day.day.isoformat(), "kits": day.kits},
            ),
        )
        for day in reversed(days)
    ]


def at_month(agency, day):
    """The lines of one day in the log."""
    kwargs = {"slug": agency.slug, "year": day.year, "number": day.month}
    return f"{reverse('distributions:month', kwargs=kwargs)}?day={day.isoformat()}"


def about_reports(due):
    """Say which reports can be sent, oldest first; where there are many, how many. Missed ones are told apart: the
    published report did without them, so they are less urgent."""
    asked, missed = [one for one in due if one.is_asked_for], [one for one in due if not one.is_asked_for]
    return [*_about_asked_for(asked), *_about_missed(missed)]


def _about_asked_for(due):
    if len(due) > REPORTS_SHOWN:
        sentence = _("%(number)s reports have not been sent; the first is for %(period)s.")
        facts = {"number": len(due), "period": due[0].period}
        return [Said("overdue", sentence % facts, "attention", str(ReportStatus.OVERDUE.label))]
    words = {
        ReportStatus.OVERDUE: ("overdue", _("The report for %(period)s was due on %(due)s.")),
        ReportStatus.DUE: ("due", _("The report for %(period)s is due on %(due)s.")),
        ReportStatus.RETURNED: ("returned", _("%(supplier)s has a question about your report for %(period)s.")),
    }
    return [_about_report(report, *words[report.status]) for report in due]


def _about_missed(reports):
    if len(reports) > 1:
        sentence = _(
            "%(number)s periods closed without your report, the last one %(period)s. You can still send them."
        )
        facts = {"number": len(reports), "period": reports[-1].period}
        return [Said("missed", sentence % facts, "attention", str(ReportStatus.MISSED.label))]
    words = _("The period %(period)s closed without your report. You can still send it.")
    return [_about_report(report, "missed", words) for report in reports]


def _about_report(report, kind, sentence):
    facts = {"period": report.period, "due": write_day(report.due_on), "supplier": report.scope.supplier}
    words = StateForAgency(report)
    return Said(kind, sentence % facts, words.tone, words.word, report.url)


def about_reports_behind(behind: list[tuple[ReportState, int]]) -> list[Said]:
    """Say how many kits were logged after a report was sent, and that they are added by themselves."""
    return [
        Said("behind", say_kits_behind(state, kits), "quiet", _("Not in the report yet"), state.url)
        for state, kits in behind
    ]


def about_training(*, people, current, lapsing):
    """Say how many of `people` may not go out today, and how many soon."""
    said = []
    behind = people - current
    if behind:
        sentence = ngettext(
            "%(number)s person is not current in training and may not leave kits yet.",
            "%(number)s people are not current in training and may not leave kits yet.",
            behind,
        )
        said.append(Said("not_current", sentence % {"number": behind}, "attention", _("Not current")))
    if lapsing:
        sentence = ngettext(
            "The training of %(number)s person lapses within 60 days.",
            "The training of %(number)s people lapses within 60 days.",
            lapsing,
        )
        said.append(Said("lapsing", sentence % {"number": lapsing}, "attention", _("Lapses soon")))
    return said


def about_terminals(agency, today):
    """Name a terminal that nobody opened for 30 days; say how many where there are several. One query."""
    silent = list(agency.terminals.with_silence_on(today).filter(silent=True).order_by("label"))
    if not silent:
        return []
    sentence = ngettext(
        "The terminal %(label)s has not been opened for more than 30 days. Is it still in use?",
        "%(number)s terminals have not been opened for more than 30 days. Are they still in use?",
        len(silent),
    ) % {"label": silent[0], "number": len(silent)}
    return [Said("silent", sentence, "attention", _("Silent"))]


def about_admission(agency, agreement):
    """Say that the agency waits for somebody to vouch for it, or was left out, and what follows from that."""
    office = agency.program.office_name
    if agency.status == Agency.Status.LEFT_OUT:
        words = _("Your agency is left out of the program's reports (%(why)s). Ask the %(office)s if that is wrong.")
        return [Said("left_out", words % {"why": left_out_in_words(agency), "office": office}, "bad", _("Left out"))]
    if agency.status != Agency.Status.WAITING:
        return []
    listed = agreement and agreement.supplier.is_listed
    words = _("%(who)s still has to confirm your agency. Until then your kits are in nobody else's reports.")
    who = _("%(supplier)s or the %(office)s") if listed else _("The %(office)s")
    who = who % {"supplier": agreement and agreement.supplier, "office": office}
    return [Said("to_be_confirmed", words % {"who": who}, "attention", _("Waiting to be confirmed"))]


def left_out_in_words(agency):
    words = str(agency.get_left_out_because_display())
    return words[:1].lower() + words[1:]


def about_supplier(agreement):
    """Say that nobody furnishes kits yet."""
    if agreement:
        return []
    return [Said("no_supplier", _("No supplier furnishes your kits yet."), "attention", _("No supplier"))]
