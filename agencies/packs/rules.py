"""The questions that one can ask of a program's pack. Pure: no database, no clock."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

Entry = dict[str, Any]
PERIODIC = ("monthly", "quarterly")
GOVERNMENT_DOMAIN = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")


class Deadlines(NamedTuple):
    """Days of the month after a period: its reports are due on one and it is sealed on the other."""

    due_day: int
    seal_day: int


def concerns(entry: Entry, *, agency_is_oopp: bool) -> bool:
    """Whether a pack's entry is for an agency that is, or is not, a registered program itself."""
    return entry["who"] in ("any", "registered_oopp" if agency_is_oopp else "partner")


@dataclass(frozen=True)
class Rules:
    """The rules of one program; `content` is a validated pack as `Program.pack` holds it."""

    content: Entry

    def supplier_kinds_for(self, *, agency_is_oopp: bool) -> list[Entry]:
        """Return the supplier kinds that an agency may have, in the pack's order."""
        return [kind for kind in self.content["supplier_kinds"] if concerns(kind, agency_is_oopp=agency_is_oopp)]

    def supplier_kind_name(self, kind: str) -> str:
        """Return what people call suppliers of `kind` (a slug); the slug itself where the pack has it no more."""
        return next((known["name"] for known in self.content["supplier_kinds"] if known["slug"] == kind), kind)

    def supplier_refusal(self, kind: str, *, agency_is_oopp: bool) -> str | None:
        """Return why an agency may not have a supplier of `kind` (a slug), or None where it may."""
        for known in self.content["supplier_kinds"]:
            if known["slug"] == kind:
                return None if concerns(known, agency_is_oopp=agency_is_oopp) else known["refusal"]
        return _("This state program has no supplier of this kind.")

    def pathway_for(self, answers: Mapping[str, str]) -> Entry | None:
        """Return the first supplier pathway whose conditions all hold for `answers` (question to answer)."""
        for pathway in self.content["pathways"]:
            if all(answers.get(question) == answer for question, answer in pathway["when"].items()):
                return pathway
        return None

    def is_government_address(self, email: str) -> bool:
        """Tell whether an e-mail address is at a domain that only governments have, as the pack names them.

        "gov" stands for every domain below .gov, "state.ny.us" for itself and every domain below it. A name in
        other letters (punycode) is none: it may only look like one.
        """
        at, domain = email.rpartition("@")[1:]
        domain = domain.lower()
        if not at or not GOVERNMENT_DOMAIN.fullmatch(domain) or "xn--" in domain:
            return False
        named: list[str] = self.content["government_domains"]
        return any(domain.endswith(f".{known}") or (domain == known and "." in known) for known in named)

    def pathway(self, slug: str) -> Entry | None:
        return next((pathway for pathway in self.content["pathways"] if pathway["slug"] == slug), None)

    def region(self, slug: str) -> Entry:
        return next(region for region in self.content["regions"] if region["slug"] == slug)

    def reporting_profiles_for(self, *, agency_is_oopp: bool, counties: Collection[str]) -> list[Entry]:
        """Return to whom and how often an agency reports; `counties` are the names of those it serves."""

        def within(region: str) -> bool:
            return any(county in self.region(region)["counties"] for county in counties)

        return [
            profile
            for profile in self.content["reporting_profiles"]
            if concerns(profile, agency_is_oopp=agency_is_oopp)
            and (profile["in_region"] is None or within(profile["in_region"]))
            and (profile["outside_region"] is None or not within(profile["outside_region"]))
        ]

    def asks_after_periods(self, *, agency_is_oopp: bool, read_counties: Callable[[], Collection[str]]) -> bool:
        """Tell whether anybody wants a report of the agency after each month or quarter. `read_counties` gives the
        names of those it serves; it is called only where the answer hangs on them."""
        profiles: list[Entry] = self.content["reporting_profiles"]
        asking = [one for one in profiles if one["cadence"] in PERIODIC]
        asking = [one for one in asking if concerns(one, agency_is_oopp=agency_is_oopp)]
        inside = {one["in_region"] for one in asking if one["outside_region"] is None}
        outside = {one["outside_region"] for one in asking if one["in_region"] is None}
        if not asking or inside & outside:  # nobody, or everywhere: "inside None" is anywhere, as "outside None" is
            return bool(asking)
        found = self.reporting_profiles_for(agency_is_oopp=agency_is_oopp, counties=read_counties())
        return any(one["cadence"] in PERIODIC for one in found)

    def cadence_for(self, *, agency_is_oopp: bool, counties: Collection[str]) -> str:
        """Return "monthly" if any recipient of the agency's reports is monthly, else "quarterly"."""
        profiles = self.reporting_profiles_for(agency_is_oopp=agency_is_oopp, counties=counties)
        return "monthly" if any(profile["cadence"] == "monthly" for profile in profiles) else "quarterly"

    def who_asks_monthly(self, *, agency_is_oopp: bool, counties: Collection[str]) -> str:
        """Return the first recipient who asks the agency for a report every month, "" where nobody does."""
        profiles = self.reporting_profiles_for(agency_is_oopp=agency_is_oopp, counties=counties)
        names: list[str] = [profile["recipient_name"] for profile in profiles if profile["cadence"] == "monthly"]
        return names[0] if names else ""

    def form(self, slug: str) -> Entry | None:
        """Return a recipient's form by its slug; None where the pack has none of this name."""
        return next((form for form in self.content.get("forms", ()) if form["slug"] == slug), None)

    @property
    def fiscal_year_begins(self) -> int:
        """The month (1, 4, 7 or 10) with which the state's fiscal year begins."""
        return self.content["fiscal_year_begins"]

    def deadlines_for(self, cadence: str) -> Deadlines:
        """Return the due and seal day of a cadence; 10 and 20 where no profile of the pack has it."""
        profiles = [p for p in self.content["reporting_profiles"] if p["cadence"] == cadence]
        due_day = min((profile["due_day"] for profile in profiles), default=10)
        return Deadlines(due_day, profiles[0]["seal_day"] if profiles else 20)

    def kit_contents_on(self, day: date, *, agency_is_oopp: bool) -> list[Entry]:
        """Return what a kit holds on `day`, with the rule for each part and its source."""
        written = day.isoformat()
        return [
            content
            for content in self.content["kit_contents"]
            if concerns(content, agency_is_oopp=agency_is_oopp)
            and (content["from_on"] or written) <= written <= (content["until_on"] or written)
        ]

    def card(self, language: str) -> list[Entry]:
        """Return the sections of the quick reference card, each {"slug", "title", "points"}.

        They are in the language of the code `language`, such as "es"; in English where the pack has no other.
        """
        return _sections_in(language, self.content["card"])

    def handout(self, language: str) -> list[Entry]:
        """Return the sections of what patients get in writing, as those of the card; [] where a pack has none."""
        return _sections_in(language, self.content.get("handout", []))

    @property
    def handout_contacts(self) -> list[Entry]:
        """Whom the hand-out names for help."""
        return [one for one in self.content["links"] if one.get("on_handout")]

    def documents_of_application(self, *, holds_authorization: bool) -> list[Entry]:
        """Return the documents asked of an applicant, in the pack's order; those of its supplier only where the
        agency itself `holds_authorization`."""
        asked = [one for one in self.content["documents"] if one["asked_for"] == "application"]
        return [one for one in asked if one["held_by"] == "agency" or holds_authorization]

    @property
    def asks_for_documents(self) -> bool:
        """Whether anybody is asked for documents."""
        return bool(self.content["documents"])

    @property
    def documents_of_supplier(self) -> list[Entry]:
        """The documents of whoever holds the authorization under which agencies leave kits, in the pack's order."""
        return [
            one
            for one in self.content["documents"]
            if one["held_by"] == "supplier" and one["asked_for"] == "application"
        ]

    @property
    def documents_of_order(self) -> list[Entry]:
        """The documents that go to the supplier with an order, in the pack's order."""
        return [one for one in self.content["documents"] if one["asked_for"] == "order"]

    @property
    def order(self) -> Entry | None:
        """What an order takes from a supplier who asks for figures and documents with it; None where nobody does."""
        return self.content.get("order")

    @property
    def order_profile(self) -> str:
        """The slug of the reporting profile whose figures go along with an order; "" without one."""
        return self.order["profile"] if self.order else ""

    @property
    def request_mail(self) -> Entry | None:
        """The mail in which an agency asks for approval; None where the application alone is enough."""
        return self.content.get("request_mail")

    @property
    def counties_opt_in(self) -> bool:
        """Whether each county decides for itself if agencies there take part."""
        decides: bool = self.content["counties_opt_in"]
        return decides

    def document(self, slug: str) -> Entry | None:
        return next((one for one in self.content["documents"] if one["slug"] == slug), None)

    @property
    def asks_who_is_authorized(self) -> bool:
        """Whether some documents are asked only of an agency that holds the authorization itself."""
        papers = self.documents_of_application(holds_authorization=True)
        return len(papers) > len(self.documents_of_application(holds_authorization=False))

    @property
    def approvers(self) -> list[Entry]:
        """Who has to approve an application besides the office; without an address the applicant names them."""
        return self.content.get("approvers", [])

    @property
    def checklist(self) -> list[Entry]:
        """What the office looks at in an application."""
        return self.content.get("checklist", [])

    @property
    def eligibility(self) -> list[Entry]:
        """What an agency has to be, each with the sentence for one that is not."""
        return self.content.get("eligibility", [])

    @property
    def review_business_days(self) -> int:
        """Within how many business days the office answers an application."""
        days: int = self.content["settings"].get("review_business_days", 10)
        return days

    def required_courses(self) -> list[Entry]:
        return [course for course in self.content["courses"] if course["required"]]


def _sections_in(language: str, sections: list[Entry]) -> list[Entry]:
    return [
        {"slug": section["slug"], **((language == "es" and section.get("spanish")) or _in_english(section))}
        for section in sections
    ]


def _in_english(section: Entry) -> Entry:
    return {"title": section["title"], "points": section["points"]}
