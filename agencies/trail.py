"""How the trail reads: its kinds for a filter, and what happened in words."""

from datetime import date
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, AgencyKind, Application, AuditCode
from agencies.models.audit_desks import desks_of
from agencies.wording import say, write_number

# What a filter offers: a slug, its words, and how the codes of this kind begin.
TRAIL_KINDS = (
    ("agency", _("Agency"), ("agency", "admission", "registration", "application", "approval", "coalition")),
    ("supply", _("Supplier"), ("supplier", "supply")),
    ("documents", _("Documents"), ("document",)),
    ("departments", _("Health departments"), ("department",)),
    ("people", _("People"), ("team", "account")),
    ("places", _("Locations, terminals, places"), ("location", "terminal", "preset", "place", "county")),
    ("stock", _("Stock"), ("stock",)),
    ("training", _("Training"), ("person", "roster", "session")),
    ("reports", _("Reports"), ("report", "figures", "period", "issue", "tally")),
)
REASONS = {
    AuditCode.AGENCY_LEFT_OUT: Agency.LeftOutBecause,
    AuditCode.AGENCY_ADMITTED: Agency.AdmittedBy,
    AuditCode.APPLICATION_DECLINED: Application.DeclinedBecause,
}
COUNTED_OR_ESTIMATED = {"counted": _("a count"), "estimated": _("an estimate")}


def kind_of_code(code):
    """The slug of the kind that a code belongs to."""
    beginning = str(code).partition(".")[0]
    return next(slug for slug, _words, beginnings in TRAIL_KINDS if beginning in beginnings)


def codes_of_kind(slug):
    """The codes of one kind."""
    return [code for code in AuditCode if kind_of_code(code) == slug]


def kinds_at(desk):
    """The kinds of which something may be read at a desk: (slug, words) in their order."""
    may = {kind_of_code(code) for code in AuditCode if desk in desks_of(code)}
    return [(slug, words) for slug, words, _beginnings in TRAIL_KINDS if slug in may]


def what_happened_in(event):
    """What one line of the trail says happened, with the reason where one was chosen."""
    reasons, reason = REASONS.get(event.what), event.details.get("reason")
    words = event.get_what_display()
    if reasons and reason in reasons:
        return f"{words}: {reasons(reason).label}"
    more = MORE[event.what](event.details) if event.what in MORE else ""
    return f"{words}: {more}" if more else words


def list_events(events, time_zone, *, names_subject=False):
    """What `parts/trail.html` shows of lines of the trail, on the days of a time zone, with what each was about where
    that differs. One query."""
    return [
        {
            "on": one.at.astimezone(ZoneInfo(time_zone)).date(),
            "by": one.by,
            "sentence": what_happened_in(one),
            "note": one.subject if names_subject else "",
        }
        for one in events.select_related("by")
    ]


def _about_settings(details):
    """Which fields changed, and how an agency was renamed; never a value that names a person."""
    fields, was, now = details.get("fields", []), details.get("was", {}), details.get("now", {})
    renamed = [f"“{was['name']}” → “{now['name']}”"] if "name" in fields else []
    return ", ".join([*renamed, *name_fields(name for name in fields if name != "name")])


def _about_terms(details):
    return ", ".join(name_fields(details.get("changed", {})))


def _about_application(details):
    """What an applicant changed; of a person only that it changed."""
    was, now = details["was"], details["now"]
    told = [f"{FIELDS[name]} “{_write_fact(was[name])}” → “{_write_fact(now[name])}”" for name in now]
    return ", ".join([*told, *name_fields(name for name in details["fields"] if name not in now)])


def _write_fact(said):
    """One fact of an application in the reader's words: a kind of agency, yes or no, or a name as it is."""
    if isinstance(said, bool):
        return _("yes") if said else _("no")
    return AgencyKind(said).label if said in AgencyKind.values else said


def _about_person(details):
    """What happened to an entry of the roster, or to what somebody completed; never who."""
    if "merged" in details:
        return _("two entries merged")
    if "deleted" in details:
        return _("deleted as a mistake")
    return COMPLETIONS.get(details.get("completion"), "")


def _about_session(details):
    return _("corrected afterwards") if details.get("changed") else ""


def name_fields(names):
    """The words of fields of an agency or of its supply agreement."""
    return [str(FIELDS[name]) for name in names if name in FIELDS]


def _about_parent(details):
    step = STEPS_TO_A_PARENT.get(details.get("step"))
    return step % details if step else ""


def _about_earlier(details):
    """What of an earlier total was put right."""
    was, now = details["was"], details["now"]
    changed = [name for name in OF_EARLIER if was[name] != now[name]]
    return ", ".join(f"“{_write_earlier(name, was)}” → “{_write_earlier(name, now)}”" for name in changed)


def _write_earlier(name, said):
    """One fact of an earlier total; a year has no thousands."""
    if name == "how":
        return COUNTED_OR_ESTIMATED[said[name]]
    return write_number(said[name]) if name == "number" else said[name]


def _about_merger(details):
    """Into which other location one was merged."""
    return details.get("into", "")


def _about_coalition(details):
    """How a coalition was renamed."""
    return f"“{details['was']}” → “{details['now']}”" if details.get("was") else ""


def _about_county(details):
    """Since when a county takes part, and until when."""
    since, until = (
        date.fromisoformat(day) if day else None for day in (details["opted_in_on"], details["opted_out_on"])
    )
    if not since:
        return _("does not take part")
    if not until:
        return say(str(_("takes part from %(day)s on")), day=since)
    return say(str(_("takes part from %(first)s, not from %(last)s on")), first=since, last=until)


# In the order of the form: a database keeps the keys of JSON in an order of its own.
OF_EARLIER = ("first_year", "last_year", "said_by", "source", "as_of_on", "number", "how")
FIELDS = {
    "agency_name": _("name"),
    "holds_authorization": _("holds the authorization itself"),
    "coordinator_name": _("name of the coordinator"),
    "coordinator_phone": _("phone of the coordinator"),
    "kind": _("kind of agency"),
    "jurisdiction": _("county"),
    "also_serves": _("other counties"),
    "is_registered_oopp": _("registered program"),
    "oopp_number": _("registration number"),
    "program_director": _("program director"),
    "clinical_director": _("clinical director"),
    "ori": _("ORI"),
    "nemsis_number": _("EMS agency number"),
    "npi": _("NPI"),
    "time_zone": _("time zone"),
    "help_name": _("whom officers ask"),
    "help_phone": _("phone on terminals"),
    "is_on_public_list": _("the public list"),
    "cadence": _("how often"),
    "due_day": _("due day"),
    "asks_for": _("figures to type"),
}
STEPS_TO_A_PARENT = {
    "asked": _("%(child)s asks to be under %(parent)s"),
    "taken_back": _("%(child)s does not ask any more to be under %(parent)s"),
    "accepted": _("%(child)s is under %(parent)s"),
    "declined": _("%(parent)s declined %(child)s"),
    "child_asked": _("%(parent)s asks %(child)s to be under it"),
    "child_withdrawn": _("%(parent)s does not ask %(child)s any more"),
    "child_accepted": _("%(child)s is under %(parent)s"),
    "child_declined": _("%(child)s declined to be under %(parent)s"),
    "ended": _("%(child)s is not under %(parent)s any more"),
}
COMPLETIONS = {
    "added": _("certificate recorded"),
    "corrected": _("day of a completion corrected"),
    "deleted": _("completion deleted"),
    "put_back": _("completion put back"),
}
MORE = {
    AuditCode.APPLICATION_CHANGED: _about_application,
    AuditCode.COUNTY_TAKES_PART: _about_county,
    AuditCode.PERSON_CHANGED: _about_person,
    AuditCode.SESSION_RECORDED: _about_session,
    AuditCode.AGENCY_CHANGED: _about_settings,
    AuditCode.AGENCY_PARENT: _about_parent,
    AuditCode.COALITION_RENAMED: _about_coalition,
    AuditCode.EARLIER_CORRECTED: _about_earlier,
    AuditCode.LOCATION_MERGED: _about_merger,
    AuditCode.SUPPLY_TERMS: _about_terms,
}
