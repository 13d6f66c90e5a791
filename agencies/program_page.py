"""The rules of a state program in people's words, for its page: nothing that a pack says is kept to itself.

`for_anyone(program, day)` is what everybody reads, `for_agency(agency, day, counties)` what concerns one agency.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agencies.document_words import rule_of_document, say_months, say_required, say_validity
from agencies.models import Agency, AgencyKind, Program
from agencies.packs.rules import PERIODIC, Entry
from agencies.tables import ListColumn, ListTable
from agencies.terms import TYPED_LABELS, describe_source
from agencies.wording import say, write_day, write_month_name

WHO: dict[str, Any] = {
    "any": gettext_lazy("every agency"),
    "registered_oopp": gettext_lazy("agencies that are registered programs themselves"),
    "partner": gettext_lazy("agencies that partner with a registered program"),
}
KIT_RULES: dict[str, Any] = {
    "required": gettext_lazy("Required"),
    "recommended": gettext_lazy("Recommended"),
    "optional": gettext_lazy("Optional"),
    "separate": gettext_lazy("Beside the kit, not in it"),
}
CANDIDATE_RULES: dict[str, Any] = {
    "any_setting": gettext_lazy("In any setting, whether or not somebody is taken to hospital."),
    "after_refused_transport": gettext_lazy("Only after a patient has refused to be taken to hospital."),
}
ENTRIES: dict[str, Any] = {
    "listed": gettext_lazy("An agency registers and can begin once its e-mail address is confirmed."),
    "reviewed": gettext_lazy("An agency applies, and the program office reviews the application before it begins."),
}
CADENCES: dict[str, Any] = {
    "monthly": gettext_lazy("Every month"),
    "quarterly": gettext_lazy("Every quarter"),
    "annual": gettext_lazy("Every year"),
    "on_reorder": gettext_lazy("With each new order"),
    "on_request": gettext_lazy("When they ask"),
}
SECTIONS: dict[str, Any] = {
    "stock": gettext_lazy("Stock"),
    "kits_left": gettext_lazy("Kits left"),
    "community_trained": gettext_lazy("Community members trained"),
    "personnel_trained": gettext_lazy("Personnel trained"),
    "sessions": gettext_lazy("Training sessions"),
    **TYPED_LABELS,
}
HELD_BY: dict[str, Any] = {"agency": gettext_lazy("the agency"), "supplier": gettext_lazy("its supplier")}


@dataclass(frozen=True)
class ProgramPage:
    """The parts of the page. `contents` are those of the kit, `profiles` the reporting profiles that concern who
    reads."""

    program: Program
    day: date
    contents: list[Entry]
    profiles: list[Entry]
    is_one_agency: bool = False

    @property
    def content(self) -> Entry:
        """The pack, for what the page says as it is written there."""
        content: Entry = self.program.pack
        return content

    @property
    def how_one_joins(self) -> str:
        return str(ENTRIES[self.content["entry"]])

    @property
    def version(self) -> str:
        """Which version of the rules this is, and since when it holds here."""
        words = _("Version %(version)s of these rules, loaded on %(day)s.")
        return say(words, version=self.program.version, day=self.program.loaded_at.date())

    @property
    def setting(self) -> str:
        """When a kit may be left."""
        return str(CANDIDATE_RULES[self.content["candidates"]["rule"]])

    @property
    def office(self) -> list[tuple[str, str]]:
        """Whom to ask, as (term, value)."""
        terms = {"name": _("Program office"), "email": _("E-mail"), "contact": _("Contact")}
        return [(term, self.content["office"][key]) for key, term in terms.items() if self.content["office"][key]]

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Where the program is and for whom, as (term, value)."""
        content = self.content
        kinds = ", ".join(str(AgencyKind(kind).label) for kind in content["agency_kinds"])
        lets_in = content["government_domains"] if content["entry"] == "listed" else []
        facts = [
            (_("Agencies that may take part"), kinds),
            (_("Where"), ", ".join(content["counties"]) or _("All of %(state)s") % {"state": content["state"]}),
            *((region["name"], ", ".join(region["counties"])) for region in content["regions"]),
            (_("Time zone"), content["time_zone"].replace("_", " ")),
            (_("Fiscal year begins in"), write_month_name(date(2000, content["fiscal_year_begins"], 1))),
            (_("E-mail addresses that let an agency in at once"), _list_domains(lets_in)),
            (_("ZIP codes counted under their county only"), ", ".join(content["too_small_zip_codes"])),
        ]
        return [(term, value) for term, value in facts if value]

    @property
    def kit(self) -> ListTable:
        return ListTable(
            name="kit",
            caption=_("What belongs in a kit"),
            columns=[
                ListColumn("name", _("Part"), value=_read("name")),
                ListColumn("rule", _("Rule"), value=lambda one: str(KIT_RULES[one["rule"]])),
                *self._for_whom(_("For"), lambda one: str(WHO[one["who"]])),
                ListColumn("since", _("In force"), value=_in_force, nothing=""),
                ListColumn("source", _("Source"), value=_read("source")),
                ListColumn("note", _("Remark"), value=_read("note"), nothing=""),
            ],
            rows=self.contents,
            is_caption_hidden=True,
        )

    @property
    def suppliers(self) -> list[dict[str, str]]:
        """Who may furnish kits, and to whom."""
        kinds = self.content["supplier_kinds"]
        return [one | {"whom": str(WHO[one["who"]]) if one["who"] != "any" else ""} for one in kinds]

    @property
    def pathways(self) -> list[dict[str, Any]]:
        """The ways to a supplier, each with the kind of supplier to which it leads."""
        name_of = self.program.rules.supplier_kind_name
        return [one | {"leads_to": name_of(one["supplier_kind"])} for one in self.content["pathways"]]

    @property
    def courses(self) -> list[dict[str, Any]]:
        """Each course with what is said of it in one line."""
        return [one | {"facts": _facts_of_course(one)} for one in self.content["courses"]]

    @property
    def validity(self) -> str:
        """What is proposed where somebody sets an end to training; "" where the rules leave no course without one."""
        months = self.content["settings"]["course_validity_preset_months"]
        if not months or all(one["validity_months"] for one in self.content["courses"]):
            return ""
        words = _("Where the rules set no end, training stays valid. A usual end is %(months)s months.")
        return say(words, months=months)

    @property
    def documents(self) -> ListTable:
        return ListTable(
            name="documents",
            caption=_("Documents"),
            columns=[
                ListColumn("name", _("Document"), value=_read("name")),
                ListColumn("required", _("Rule"), value=rule_of_document),
                ListColumn("held_by", _("Held by"), value=lambda one: str(HELD_BY[one["held_by"]])),
                ListColumn("validity", _("Valid for"), value=say_validity, nothing=""),
                ListColumn("about", _("What it is"), value=_read("about"), nothing=""),
            ],
            rows=self.content["documents"],
            is_caption_hidden=True,
        )

    @property
    def reports(self) -> ListTable:
        return ListTable(
            name="reports",
            caption=_("Who gets figures, and when"),
            columns=[
                ListColumn("recipient", _("Recipient"), value=_name_recipient),
                ListColumn("name", _("What"), value=_read("name")),
                *self._for_whom(_("From"), self._from_whom),
                ListColumn("cadence", _("How often"), value=lambda one: str(CADENCES[one["cadence"]])),
                ListColumn("due", _("Due and closed"), value=_due_in_words),
                ListColumn("sections", _("Figures"), value=_sections_in_words),
                ListColumn("how", _("How"), value=lambda one: " ".join(filter(None, [one["how"], one["email"]]))),
            ],
            rows=self.profiles,
            is_caption_hidden=True,
        )

    def _for_whom(self, heading: str, value: Callable[[Entry], str]) -> list[ListColumn]:
        """Whom a row concerns; not where one agency reads what concerns it."""
        return [] if self.is_one_agency else [ListColumn("who", heading, value=value)]

    def _from_whom(self, profile: Entry) -> str:
        regions = {region["slug"]: region["name"] for region in self.content["regions"]}
        parts = [str(WHO[profile["who"]])]
        if profile["in_region"]:
            parts.append(_("in %(region)s") % {"region": regions[profile["in_region"]]})
        if profile["outside_region"]:
            parts.append(_("outside %(region)s") % {"region": regions[profile["outside_region"]]})
        return ", ".join(parts)

    @property
    def forms(self) -> list[ListTable]:
        """The recipients' forms: each field, and what it is taken from."""
        asked = {one.get("form") for one in self.profiles}
        return [_list_form(form) for form in self.content["forms"] if form["slug"] in asked]

    @property
    def links(self) -> list[dict[str, Any]]:
        """Numbers and addresses, each with whether somebody has checked it."""
        return [one | {"checked": _say_checked(one["checked_on"])} for one in self.content["links"]]


def for_anyone(program: Program, day: date) -> ProgramPage:
    """Return what everybody reads: what a kit holds on `day` and later, and all recipients."""
    written = day.isoformat()
    contents = [one for one in program.pack["kit_contents"] if written <= (one["until_on"] or written)]
    return ProgramPage(program, day, contents, program.pack["reporting_profiles"])


def for_agency(agency: Agency, day: date, counties: Collection[str]) -> ProgramPage:
    """Return what concerns `agency` on `day`; `counties` are the names of those that it serves."""
    rules, is_oopp = agency.program.rules, agency.is_registered_oopp
    contents = rules.kit_contents_on(day, agency_is_oopp=is_oopp)
    profiles = rules.reporting_profiles_for(agency_is_oopp=is_oopp, counties=counties)
    return ProgramPage(agency.program, day, contents, profiles, is_one_agency=True)


def _read(key):
    return lambda one: one[key]


def _name_recipient(profile: Entry) -> str:
    """Who gets figures; of a supplier that is named, that it is one."""
    name: str = profile["recipient_name"]
    if profile["recipient"] == "supplier" and _("supplier") not in name.lower():
        return _("%(name)s (supplier)") % {"name": name}
    return name


def _list_domains(domains: Iterable[str]) -> str:
    return ", ".join(f".{one}" for one in domains)


def _in_force(content: Entry) -> str:
    days = {name: write_day(date.fromisoformat(content[name])) for name in ("from_on", "until_on") if content[name]}
    said = []
    if "from_on" in days:
        said.append(_("since %(day)s") % {"day": days["from_on"]})
    if "until_on" in days:
        said.append(_("until %(day)s") % {"day": days["until_on"]})
    return ", ".join(said)


def _facts_of_course(course: Entry) -> str:
    facts = [say_required(course)]
    if course["credits"]:
        is_one = course["credits"] == "1"
        words = ngettext("%(number)s credit", "%(number)s credits", 1 if is_one else 2)
        facts.append(words % {"number": course["credits"]})
    if course["validity_months"]:
        facts.append(_("valid for %(time)s") % {"time": say_months(course["validity_months"])})
    return ", ".join(facts)


def _due_in_words(profile: Entry) -> str:
    if profile["cadence"] in PERIODIC:
        words = _("Due on day %(due)s after the period, closed on day %(seal)s.")
        return words % {"due": profile["due_day"], "seal": profile["seal_day"]}
    return _("Once the year is closed.") if profile["cadence"] == "annual" else _("No fixed day.")


def _sections_in_words(profile: Entry) -> str:
    return ", ".join(str(SECTIONS[one]) for one in profile["sections"])


def _list_form(form: Entry) -> ListTable:
    return ListTable(
        name=f"form-{form['slug']}",
        caption=form["title"],
        columns=[
            ListColumn("label", _("Field"), value=_read("label")),
            ListColumn("from", _("From"), value=lambda line: line["note"] or describe_source(line["source"])),
        ],
        rows=form["lines"],
    )


def _say_checked(day: str | None) -> str:
    if day is None:
        return _("Not checked yet. Check it before you print it.")
    return _("Checked on %(day)s.") % {"day": write_day(date.fromisoformat(day))}
